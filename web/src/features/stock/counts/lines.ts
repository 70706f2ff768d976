import type { Product } from '../../../../../server/features/catalog/contract.ts'
import type { Count, CountLine } from '../../../../../server/features/stock/contract.ts'
import type { Entry } from './EntryQueue.ts'

/** A line of the count with what this person entered and the server has not got yet. */
export type Line = {
  product: number
  name: string
  sku: string
  unit: string
  onHand: number
  /** null: not counted yet. */
  counted: number | null
  difference: number | null
  drifted: boolean
  moved: number
  isWaiting: boolean
  refused: string | undefined
}

/** The lines as the sheet shows them; products that were found without being asked for stand at the end. */
export function linesOf(count: Pick<Count, 'lines'>, extras: readonly Product[], entries: readonly Entry[]): Line[] {
  const own = new Map(entries.map(entry => [entry.product, entry]))
  const asked = count.lines.map(line => withEntry(shown(line), own.get(line.product)))
  const known = new Set(count.lines.map(({ product }) => product))
  const found = extras.filter(({ id }) => !known.has(id)).map(product => withEntry(fresh(product), own.get(product.id)))
  return [...asked, ...found]
}

/** The next line without a number after this one, from the start again when there is none behind it. */
export function nextOpen(lines: readonly Line[], after: number | null): number | null {
  const at = lines.findIndex(({ product }) => product === after)
  const order = [...lines.slice(at + 1), ...lines.slice(0, Math.max(0, at))]
  return order.find(({ counted, product }) => counted === null && product !== after)?.product ?? null
}

/** What a scanned or typed text means among these lines: a barcode, a code, or words of the name. */
export function lineFor(
  lines: readonly Line[],
  barcodes: ReadonlyMap<number, string | null>,
  text: string,
): Line | undefined {
  const wanted = text.trim().toLocaleLowerCase()
  if (wanted === '') return undefined
  return (
    lines.find(({ product }) => barcodes.get(product)?.toLocaleLowerCase() === wanted) ??
    lines.find(({ sku }) => sku.toLocaleLowerCase() === wanted) ??
    lines.find(({ name }) => name.toLocaleLowerCase().includes(wanted))
  )
}

const shown = ({
  product,
  product_name,
  sku,
  unit,
  on_hand,
  counted,
  difference,
  drifted,
  moved,
}: CountLine): Line => ({
  product,
  name: product_name,
  sku,
  unit,
  onHand: on_hand,
  counted,
  difference,
  drifted,
  moved,
  isWaiting: false,
  refused: undefined,
})

const fresh = ({ id, name, sku, unit }: Product): Line => ({
  product: id,
  name,
  sku,
  unit,
  onHand: 0,
  counted: null,
  difference: null,
  drifted: false,
  moved: 0,
  isWaiting: false,
  refused: undefined,
})

function withEntry(line: Line, entry: Entry | undefined): Line {
  if (!entry) return line
  if (entry.refused !== undefined) return { ...line, refused: entry.refused }
  return { ...line, counted: entry.counted, difference: null, isWaiting: true }
}
