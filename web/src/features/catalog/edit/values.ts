import type { Product } from '../../../../../server/features/catalog/contract.ts'
import type { Option } from '../../../ui/Combobox.tsx'
import type { Changes } from '../changes.ts'

/** A product as its form holds it: figures as text in the API's notation, so that a wrong one reaches the server's judgement. */
export type Values = {
  name: string
  price: string
  sku: string
  barcode: string
  description: string
  unit: string
  cost: string
  stock: string
  reorder_point: string
  reorder_quantity: string
  track_stock: boolean
  is_active: boolean
  category: Option | null
  assigned_to: Option | null
}

export const blank: Values = {
  name: '',
  price: '',
  sku: '',
  barcode: '',
  description: '',
  unit: 'piece',
  cost: '',
  stock: '',
  reorder_point: '',
  reorder_quantity: '',
  track_stock: true,
  is_active: true,
  category: null,
  assigned_to: null,
}

type Names = { category: string | null; assigned: string }

export function valuesOf(product: Product, names: Names): Values {
  const text = (value: string | number | null | undefined) =>
    value === null || value === undefined ? '' : String(value)
  const option = (id: number | null, label: string | null) => (id === null ? null : { id, label: label ?? `#${id}` })
  return {
    name: product.name,
    price: product.price,
    sku: product.sku,
    barcode: text(product.barcode),
    description: product.description,
    unit: product.unit,
    cost: text(product.cost),
    stock: text(product.stock),
    reorder_point: text(product.reorder_point),
    reorder_quantity: text(product.reorder_quantity),
    track_stock: product.track_stock,
    is_active: product.is_active,
    category: option(product.category, names.category),
    assigned_to: option(product.assigned_to, names.assigned),
  }
}

/** What a new product is sent as: only what was filled in, and no stock where none is counted. */
export function bodyOf(values: Values): Record<string, unknown> {
  const filled = Object.entries(plain(values)).filter(([, value]) => value !== null && value !== '')
  return Object.fromEntries(filled.filter(([name]) => name !== 'stock' || values.track_stock))
}

/** What the form has otherwise than it had. The stock is not the form's: it is adjusted with a reason. */
export function changesOf(values: Values, base: Values): Changes {
  const [now, before] = [plain(values), plain(base)]
  const names = (Object.keys(now) as (keyof Values)[]).filter(name => name !== 'stock' && now[name] !== before[name])
  return Object.fromEntries(names.map(name => [name, now[name]])) as Changes
}

function plain(values: Values): Record<keyof Values, unknown> {
  return {
    ...values,
    name: values.name.trim(),
    sku: values.sku.trim(),
    barcode: values.barcode.trim() || null,
    cost: values.cost || null,
    stock: figure(values.stock),
    reorder_point: figure(values.reorder_point),
    reorder_quantity: figure(values.reorder_quantity),
    category: values.category && Number(values.category.id),
    assigned_to: values.assigned_to && Number(values.assigned_to.id),
  }
}

/** What is no number goes as it is: the server says at the field what is wrong with it. */
const figure = (text: string): number | string | null =>
  text === '' ? null : /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
