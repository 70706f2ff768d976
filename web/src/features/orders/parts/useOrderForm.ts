import { useState } from 'react'
import { ApiError } from '../../../lib/api.ts'
import { useOnce } from '../../../lib/once.ts'
import { invalidatePaths } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import type { Option } from '../../../ui/Combobox.tsx'
import { type Order, type Product, touched } from '../orders.ts'
import { type Refusal, type ShortLine, shortLines, useExplain } from './refusal.ts'

/** A line as it is being written; `quantity` as the API writes numbers. */
export type DraftLine = { key: number; product: Product; quantity: string; id?: number }

export type Draft = {
  kind: 'sale' | 'restock'
  lines: readonly DraftLine[]
  customer: Option | null
  location: number | null
  note: string
}

export type Body = {
  kind?: 'sale' | 'restock'
  items: { product: number; quantity: number; id?: number }[]
  customer?: number
  location?: number | null
  note: string
}

let lastKey = 0
export const draftLine = (product: Product, quantity = '1', id?: number): DraftLine => ({
  key: ++lastKey,
  product,
  quantity,
  ...(id !== undefined && { id }),
})

type Options = {
  initial: Draft
  save: (body: Body, once: string) => Promise<Order>
  onSaved: (order: Order) => unknown
  known?: Order
}

/** An order being written. Whatever the server refuses, what was typed stays, and each complaint stands at its line. */
export function useOrderForm({ initial, save, onSaved, known }: Options) {
  const { t } = useTranslation('orders')
  const explain = useExplain()
  const [first] = useState(initial)
  const [draft, setDraft] = useState(first)
  const [fields, setFields] = useState<Record<string, string[]>>({})
  const [short, setShort] = useState<ReadonlyMap<number, ShortLine>>(new Map())
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [isSaving, setSaving] = useState(false)
  const once = useOnce()

  const change = (patch: Partial<Draft>) => setDraft(before => ({ ...before, ...patch }))
  const changeLines = (next: (lines: readonly DraftLine[]) => readonly DraftLine[]) => {
    setFields({})
    setDraft(before => ({ ...before, lines: next(before.lines) }))
  }

  /** Answers the line's key; a product that is there already counts one up. */
  function add(product: Product): number {
    const there = draft.lines.find(line => line.product.id === product.id)
    if (there) {
      setQuantity(there.key, String((Number(there.quantity) || 0) + 1))
      return there.key
    }
    const line = draftLine(product)
    changeLines(lines => [...lines, line])
    return line.key
  }

  function setQuantity(key: number, quantity: string): void {
    const product = draft.lines.find(line => line.key === key)?.product.id
    setShort(before => new Map([...before].filter(([id]) => id !== product)))
    changeLines(lines => lines.map(line => (line.key === key ? { ...line, quantity } : line)))
  }

  const remove = (key: number) => changeLines(lines => lines.filter(line => line.key !== key))

  async function submit(): Promise<void> {
    if (isSaving) return
    const complaints = complaintsOf(draft, t)
    setFields(complaints)
    if (Object.keys(complaints).length > 0) return
    const body = bodyOf(draft)
    setSaving(true)
    setRefusal(null)
    setShort(new Map())
    try {
      const order = await once(body, key => save(body, key))
      void invalidatePaths(touched)
      onSaved(order)
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      await takeRefusal(reason)
    } finally {
      setSaving(false)
    }
  }

  async function takeRefusal(error: ApiError): Promise<void> {
    const lines = shortLines(error)
    setFields(error.fields)
    setShort(new Map(lines.map(line => [line.product, line])))
    void invalidatePaths(['/api/products/'])
    if (Object.keys(error.fields).length > 0 && isPlaced(error.fields)) return
    const explained = await explain(error, known ?? { id: 0, number: 0, items: [] })
    setRefusal({ ...explained, lines: [] })
  }

  return { draft, change, add, setQuantity, remove, submit, fields, short, refusal, isSaving, isDirty: draft !== first }
}

export type OrderForm = ReturnType<typeof useOrderForm>

const ownFields = ['items', 'customer', 'location', 'note']
const isPlaced = (fields: Record<string, string[]>) =>
  Object.keys(fields).every(name => ownFields.includes(name.split('.')[0] as string))

function complaintsOf({ lines }: Draft, t: (key: string) => string): Record<string, string[]> {
  if (lines.length === 0) return { items: [t('form.noLines')] }
  const bad = lines.flatMap((line, index) =>
    Number(line.quantity) > 0 ? [] : [[`items.${index}.quantity`, [t('form.noQuantity')]]],
  )
  return Object.fromEntries(bad)
}

function bodyOf({ kind, lines, customer, location, note }: Draft): Body {
  return {
    kind,
    items: lines.map(({ product, quantity, id }) => ({
      product: product.id,
      quantity: Number(quantity),
      ...(id !== undefined && { id }),
    })),
    ...(kind === 'sale' && customer && { customer: Number(customer.id) }),
    ...(location !== null && { location }),
    note: note.trim(),
  }
}
