/** Pure: the lines that a body asks for, in whichever of its forms it came. */
import { type FieldErrors, Invalid, invalid } from '../../platform/errors.ts'
import { nameKey } from '../../platform/fold.ts'
import { milliOf } from '../../platform/money.ts'
import type { NewOrder, OrderChanges } from './contract.ts'

/** Where in the body a line stood and how it was spelled, to say what is wrong with it. `index`: in `items`, null at the top. */
export type Place = { index: number | null; product: 'product_id' | 'product' | 'sku'; quantity: 'quantity' | 'qty' }

/** A line as asked for; `keepsId` is the id of the line it was before. */
export type WantedLine = {
  product: { id: number } | { skuKey: string }
  quantityMilli: number
  keepsId: number | null
  place: Place
}

/** What a change of lines is measured against. */
export type CurrentLine = { id: number; product_id: number; sku: string; quantity_milli: number }

export type Flaw = { place: Pick<Place, 'index'>; field: string; message: string }

/** The lines of a new order. Throws 400 by field. */
export function readLines(body: NewOrder): WantedLine[] {
  const top = topOf(body)
  if (top && body.items) throw bothForms()
  if (top) return wantedLines([top], { isTop: true })
  if (!body.items) throw invalid('items', 'This field is required.')
  return wantedLines(body.items)
}

/**
 * The lines a change asks for, or null when it says nothing of them. Answers may be sent back: what still reads as the
 * order does says nothing, so that of two spellings the one that was changed counts. Throws 400 by field.
 */
export function readChangedLines(body: OrderChanges, current: readonly CurrentLine[]): WantedLine[] | null {
  const top = topOf(body)
  const fromTop = top && wantedLines([changedTop(top, current)], { isTop: true })
  const fromItems = body.items && wantedLines(changedItems(body.items, current))
  if (!fromTop || !fromItems) return fromTop ?? fromItems ?? null
  if (isSameLines(fromTop, current)) return fromItems
  if (isSameLines(fromItems, current)) return fromTop
  throw bothForms()
}

/** Whether an order's lines are already what is asked for. */
export function isSameLines(wanted: readonly WantedLine[], current: readonly CurrentLine[]): boolean {
  return wanted.length === current.length && wanted.every((line, i) => isSameLine(line, current[i] as CurrentLine))
}

/** Every product that a body mentions anywhere: what may have to be locked. */
export function mentionedProducts(body: NewOrder | OrderChanges): { ids: number[]; skuKeys: string[] } {
  const lines: readonly Sent[] = [body, ...(body.items ?? [])]
  return {
    ids: lines.flatMap(({ product_id, product }) => [product_id, product]).filter(id => id !== undefined),
    skuKeys: lines.flatMap(({ sku }) => (sku === undefined ? [] : [nameKey(sku)])),
  }
}

/** The 400 that names every flaw at its place: `{items: [{}, {qty: ['…']}]}`, or at the top of the body. */
export function invalidLines(flaws: readonly Flaw[]): Invalid {
  const fields: FieldErrors = {}
  for (const { place, field, message } of flaws) {
    if (place.index === null) fields[field] = [message]
    else (itemsIn(fields, place.index)[place.index] as FieldErrors)[field] = [message]
  }
  return new Invalid(fields)
}

type Sent = { id?: number; product_id?: number; product?: number; sku?: string; quantity?: number; qty?: number }

function topOf({ product_id, product, quantity, qty }: Sent): Sent | null {
  const given = Object.entries({ product_id, product, quantity, qty }).filter(([, value]) => value !== undefined)
  return given.length > 0 ? Object.fromEntries(given) : null
}

function changedTop(top: Sent, current: readonly CurrentLine[]): Sent {
  const [only] = current
  return only && current.length === 1 ? changesOf(top, only) : top
}

function changedItems(items: readonly Sent[], current: readonly CurrentLine[]): Sent[] {
  const byId = new Map(current.map(line => [line.id, line]))
  const flaws = items.flatMap(({ id }, index) => {
    const isKnown = id === undefined || (byId.has(id) && items.findIndex(item => item.id === id) === index)
    return isKnown
      ? []
      : [{ place: { index }, field: 'id', message: 'This order has no such line, or you named it twice.' }]
  })
  if (flaws.length > 0) throw invalidLines(flaws)
  return items.map(item => (item.id === undefined ? item : changesOf(item, byId.get(item.id) as CurrentLine)))
}

/** The line with what was sent of it changed. */
function changesOf(sent: Sent, line: CurrentLine): Sent {
  const isNew = ([name, value]: [string, unknown]) => value !== undefined && value !== currentValue(line, name)
  const { product_id, product, sku, quantity, qty } = sent
  const products = Object.fromEntries(Object.entries({ product_id, product, sku }).filter(isNew))
  const quantities = Object.fromEntries(Object.entries({ quantity, qty }).filter(isNew))
  return {
    id: line.id,
    ...(Object.keys(products).length > 0 ? products : { product_id: line.product_id }),
    ...(Object.keys(quantities).length > 0 ? quantities : { quantity: line.quantity_milli / 1000 }),
  }
}

function currentValue(line: CurrentLine, name: string): unknown {
  if (name === 'sku') return line.sku
  return name.startsWith('product') ? line.product_id : line.quantity_milli / 1000
}

function wantedLines(sent: readonly Sent[], { isTop = false } = {}): WantedLine[] {
  const lines = sent.map((line, i) => wantedLine(line, isTop ? null : i))
  const flaws = lines.filter(line => 'field' in line)
  if (flaws.length > 0) throw invalidLines(flaws)
  return lines as WantedLine[]
}

function wantedLine(sent: Sent, index: number | null): WantedLine | Flaw {
  const place = placeOf(sent, index)
  const flaw = flawOf(sent, place)
  if (flaw) return { place, ...flaw }
  const { id, product_id, product, sku, quantity, qty } = sent
  return {
    product: sku === undefined ? { id: (product_id ?? product) as number } : { skuKey: nameKey(sku) },
    quantityMilli: milliOf((quantity ?? qty) as number, place.quantity),
    keepsId: id ?? null,
    place,
  }
}

// What was not sent is named as clients of that form call it.
function placeOf({ product_id, product, sku, quantity, qty }: Sent, index: number | null): Place {
  const usual =
    index === null
      ? ({ product: 'product', quantity: 'quantity' } as const)
      : ({ product: 'product_id', quantity: 'qty' } as const)
  const sentProduct =
    (sku !== undefined && 'sku') || (product_id !== undefined && 'product_id') || (product !== undefined && 'product')
  const sentQuantity = (qty !== undefined && 'qty') || (quantity !== undefined && 'quantity')
  return { index, product: sentProduct || usual.product, quantity: sentQuantity || usual.quantity }
}

function flawOf({ product_id, product, sku, quantity, qty }: Sent, place: Place): Omit<Flaw, 'place'> | null {
  const products = distinct([product_id, product, sku])
  const quantities = distinct([quantity, qty])
  if (products === 0) return { field: place.product, message: 'This field is required.' }
  if (products > 1) return { field: place.product, message: 'Name one product, by product_id, product or sku.' }
  if (quantities === 0) return { field: place.quantity, message: 'This field is required.' }
  return quantities > 1 ? { field: place.quantity, message: 'Send one quantity, as quantity or qty.' } : null
}

function distinct(values: readonly unknown[]): number {
  return new Set(values.filter(value => value !== undefined)).size
}

function isSameLine({ product, quantityMilli }: WantedLine, line: CurrentLine): boolean {
  const isSameProduct = 'id' in product ? product.id === line.product_id : product.skuKey === nameKey(line.sku)
  return isSameProduct && quantityMilli === line.quantity_milli
}

function itemsIn(fields: FieldErrors, index: number): FieldErrors[] {
  const items = (fields.items ?? []) as FieldErrors[]
  fields.items = items
  while (items.length <= index) items.push({})
  return items
}

function bothForms(): Invalid {
  return invalid('items', 'Send either items, or product and quantity, not both.')
}
