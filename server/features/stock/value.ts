/** Pure: what stock is worth, at moving-average cost in minor units. An entry brings its cost, an exit takes the average. */
import { invalid } from '../../platform/errors.ts'
import { totalMinor } from '../../platform/money.ts'
import type { Move } from './entries.ts'
import { onHandMilli } from './plan.ts'
import type { Sheet } from './sheet.ts'

export type ValuedMove = Move & { valueMinor: number }
/** Moves with what they carry, and how the products' worth changes. */
export type Valued = { moves: ValuedMove[]; changes: ReadonlyMap<number, number> }

/** Values moves one after the other. Stock that nobody ever named a cost for counts at the product's cost from then on. */
export function valued(sheet: Sheet, moves: readonly Move[]): Valued {
  const worths = new Map<number, Worth>()
  const done = moves.map(move => {
    const before = worths.get(move.productId) ?? worthOf(sheet, move)
    const { valueMinor, after } = carry(sheet, move, before)
    worths.set(move.productId, after)
    return { ...move, valueMinor }
  })
  return { moves: done, changes: new Map(Array.from(worths, ([id, worth]) => [id, changeOf(sheet, id, worth)])) }
}

/** The part of a worth that a part of the stock carries, rounded; all of it for all of the stock. */
export function shareMinor(worthMinor: number, partMilli: number, wholeMilli: number): number {
  if (wholeMilli <= 0) return 0
  const whole = BigInt(wholeMilli)
  return Number((BigInt(worthMinor) * BigInt(partMilli) * 2n + whole) / (whole * 2n))
}

type Worth = { onHandMilli: number; valueMinor: number }
type Carried = { valueMinor: number; after: Worth }

function worthOf(sheet: Sheet, { productId, unitCostMinor }: Move): Worth {
  const product = sheet.products.get(productId)
  const onHand = onHandMilli(sheet, productId)
  const known = product?.valueMinor ?? 0
  const valueMinor = known > 0 ? known : totalMinor(product?.costMinor ?? unitCostMinor ?? 0, onHand)
  return { onHandMilli: onHand, valueMinor: safe(valueMinor) }
}

function carry(sheet: Sheet, move: Move, before: Worth): Carried {
  const [isFromInside, isToInside] = [
    isInside(sheet, move, move.fromLocationId),
    isInside(sheet, move, move.toLocationId),
  ]
  const average = shareMinor(before.valueMinor, move.quantityMilli, before.onHandMilli)
  if (isFromInside && isToInside) return { valueMinor: average, after: before }
  if (isToInside) return enter(sheet, move, before)
  return leave(move, before, move.valueMinor ?? average)
}

function enter(sheet: Sheet, move: Move, before: Worth): Carried {
  const { productId, quantityMilli, unitCostMinor } = move
  const own = sheet.products.get(productId)?.costMinor ?? 0
  const isAverageKnown = before.onHandMilli > 0 && before.valueMinor > 0
  const fallback = isAverageKnown
    ? shareMinor(before.valueMinor, quantityMilli, before.onHandMilli)
    : totalMinor(own, quantityMilli)
  const valueMinor = safe(
    move.valueMinor ?? (unitCostMinor == null ? fallback : totalMinor(unitCostMinor, quantityMilli)),
  )
  const after = { onHandMilli: before.onHandMilli + quantityMilli, valueMinor: safe(before.valueMinor + valueMinor) }
  return { valueMinor, after }
}

function leave({ quantityMilli }: Move, before: Worth, wishedMinor: number): Carried {
  const isLast = quantityMilli >= before.onHandMilli
  const valueMinor = isLast ? before.valueMinor : Math.min(wishedMinor, before.valueMinor)
  const after = { onHandMilli: before.onHandMilli - quantityMilli, valueMinor: before.valueMinor - valueMinor }
  return { valueMinor, after }
}

/** What travels between our own locations at once stays there. */
function isInside(sheet: Sheet, { isLeg }: Move, locationId: number): boolean {
  const kind = sheet.locations.find(location => location.id === locationId)?.kind
  return kind === 'internal' || (kind === 'transit' && !isLeg)
}

function changeOf(sheet: Sheet, productId: number, { valueMinor }: Worth): number {
  return valueMinor - (sheet.products.get(productId)?.valueMinor ?? 0)
}

function safe(valueMinor: number): number {
  if (!Number.isSafeInteger(valueMinor))
    throw invalid('non_field_errors', 'This stock would be worth more than the books can hold.')
  return valueMinor
}
