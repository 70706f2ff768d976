import { useState } from 'react'
import type { Product } from '../../../../../server/features/catalog/contract.ts'
import type { Count } from '../../../../../server/features/stock/contract.ts'
import { ApiError } from '../../../lib/api.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { toast } from '../../../ui/index.ts'
import { findProducts } from '../../catalog/parts/ProductPicker.tsx'
import { round } from '../parts/change.ts'
import { useProducts } from '../products.ts'
import { type Line, lineFor, linesOf, nextOpen } from './lines.ts'
import { useEntries } from './useEntries.ts'

/** The count sheet at work: which line is under the finger, its number, and what scans and buttons do to it. */
export function useSheet(count: Count) {
  const { t } = useTranslation('stock')
  const entries = useEntries(count.id)
  const [extras, setExtras] = useState<readonly Product[]>([])
  const known = useProducts([...count.lines.map(({ product }) => product), ...extras.map(({ id }) => id)])
  const lines = linesOf(count, extras, entries.entries)
  const [current, setCurrent] = useState<number | null>(() => entries.draft?.product ?? nextOpen(lines, null))
  const [hasMoved, setMoved] = useState(false)
  const draft = entries.draft
  const text = draft && draft.product === current ? draft.text : ''

  const isWrong = text !== '' && !/^\d+(\.\d+)?$/.test(text)

  /** Keeps the number under the finger; false when it is none. An empty one keeps nothing. */
  function commit(): boolean {
    if (current === null || text === '') return true
    if (isWrong) return false
    entries.enter(current, Number(text))
    return true
  }

  function go(product: number | null): void {
    if (!commit()) return
    setMoved(true)
    setCurrent(product)
  }

  function type(value: string): void {
    if (current !== null) entries.type(value === '' ? null : { product: current, text: value })
  }

  const next = () => go(nextOpen(lines, current))
  const line = lines.find(({ product }) => product === current)

  return {
    lines,
    products: known,
    entries,
    current: line ?? null,
    text,
    /** What is typed is no number. */
    isWrong,
    /** The page as it opened is not scrolled. */
    hasMoved,
    type,
    go,
    next,
    /** From what is typed, else from what was counted before. */
    step: (by: number) => type(String(Math.max(0, round(startOf(line, text) + by)))),
    none: () => {
      if (current === null) return
      entries.enter(current, 0)
      setCurrent(nextOpen(lines, current))
    },
    skip: () => {
      entries.type(null)
      setCurrent(nextOpen(lines, current))
    },
    scan,
  }

  /** One more of what was scanned; another product than the current one becomes the current one. */
  async function scan(code: string): Promise<void> {
    const barcodes = new Map([...known].map(([id, { barcode }]) => [id, barcode]))
    const hit = lineFor(lines, barcodes, code)
    if (hit) return addOne(hit)
    try {
      const found = (await findProducts(code, { is_active: true })).find(({ barcode, sku }) =>
        [barcode, sku].some(one => one?.toLocaleLowerCase() === code.toLocaleLowerCase()),
      )
      if (!found) return void toast.error(t('count.unknown', { code }))
      setExtras(before => [...before.filter(({ id }) => id !== found.id), found])
      toast(t('count.joined', { name: found.name }))
      addOne({ product: found.id, counted: null })
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      toast.error(t('count.unknown', { code }))
    }
  }

  function addOne({ product, counted }: Pick<Line, 'product' | 'counted'>): void {
    if (product !== current && !commit()) return
    const before = product === current && text !== '' ? Number(text) || 0 : (counted ?? 0)
    setMoved(true)
    setCurrent(product)
    entries.type({ product, text: String(round(before + 1)) })
  }
}

function startOf(line: Line | undefined, text: string): number {
  return text === '' ? (line?.counted ?? 0) : Number(text) || 0
}

export type SheetWork = ReturnType<typeof useSheet>
