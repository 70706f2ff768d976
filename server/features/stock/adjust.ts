import { fail, invalid } from '../../platform/errors.ts'
import { unitMilliOf } from '../../platform/money.ts'
import type { Ctx, Input } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { record } from '../audit/record.ts'
import type { NewAdjustment } from './contract.ts'
import { type Cause, queueTracking, queueTransfers } from './ledger.ts'
import { showLevel } from './levels.ts'
import {
  assertRoom,
  availableMilli,
  defaultLocation,
  freeMilliOf,
  getProduct,
  levelAt,
  virtualLocation,
} from './plan.ts'
import { type Books, type Level, type Location, lockStock, lockTarget, type Sheet } from './sheet.ts'

export type Adjustment = { productId: number; locationId: number; quantityMilli: number; cause: Cause; moveId?: number }

/** Books what was found or lost. Throws 400 by field, 409 stock_held or insufficient_stock. */
export async function adjustStock(ctx: Ctx, { body }: Input<NewAdjustment>) {
  const { product: productId, reason } = body
  const [sheet, target, moveId] = await Promise.all([
    lockStock(ctx, [productId]),
    lockTarget(ctx, body.location ?? null),
    nextMoveId(ctx),
  ])
  const { unit, isTracked } = getProduct(ctx.actor, sheet, productId)
  const { id: locationId } = getTarget(target, 'location')
  const quantityMilli = unitMilliOf(body.quantity, unit, 'quantity')
  if (quantityMilli === 0) throw invalid('quantity', 'Send a quantity other than zero: above zero adds, below removes.')
  const before = levelAt(sheet, productId, locationId)
  const cause: Cause = { type: 'adjustment', id: null, reason }
  const after = queueAdjustment(ctx, sheet, { productId, locationId, quantityMilli, cause, moveId })
  record(ctx, {
    action: 'stock.adjusted',
    object: { type: 'product', id: productId },
    before: { location: locationId, on_hand: before.onHandMilli / 1000 },
    after: {
      location: locationId,
      on_hand: after.onHandMilli / 1000,
      quantity: quantityMilli / 1000,
      reason,
      ...(!isTracked && { track_stock: true }),
    },
  })
  await ctx.tx.commit()
  return { move: moveId, quantity: quantityMilli / 1000, reason, ...showLevel(after) }
}

/**
 * Books more (> 0) or less (< 0) on hand than was known; answers the level afterwards. The location comes from lockTarget.
 * Throws 409 stock_held or insufficient_stock when less would be left than is held, 400 on `quantity` beyond 10^9 units.
 */
export function queueAdjustment(books: Books, sheet: Sheet, adjustment: Adjustment): Level {
  const { productId, locationId, quantityMilli, cause } = adjustment
  const level = levelAt(sheet, productId, locationId)
  assertCanLower(level, -quantityMilli)
  assertRoom(sheet, { productId, quantityMilli }, 'quantity')
  const virtual = virtualLocation(sheet, 'adjustment').id
  const [fromLocationId, toLocationId] = quantityMilli > 0 ? [virtual, locationId] : [locationId, virtual]
  const move = {
    productId,
    fromLocationId,
    toLocationId,
    quantityMilli: Math.abs(quantityMilli),
    id: adjustment.moveId,
  }
  queueTransfers(books, sheet, { moves: [move], cause })
  return { ...level, onHandMilli: level.onHandMilli + quantityMilli }
}

/**
 * Makes `stock` of a product read the given value by an adjustment at the default location; tracks it if it was not.
 * Answers what was available before (null: untracked), or undefined when nothing differs. Throws 409 stock_held.
 */
export function setAvailable(
  books: Books,
  sheet: Sheet,
  wish: { productId: number; availableMilli: number },
): number | null | undefined {
  const { productId } = wish
  const known = availableMilli(sheet, productId)
  const before = sheet.products.get(productId)?.isTracked ? known : null
  if (before === wish.availableMilli) return undefined
  queueTracking(books, sheet, [wish])
  if (known === wish.availableMilli) return before
  const cause: Cause = { type: 'product', id: productId, reason: 'Stock set on the product' }
  queueAdjustment(books, sheet, {
    productId,
    locationId: defaultLocation(sheet).id,
    quantityMilli: wish.availableMilli - known,
    cause,
  })
  return before
}

/** Throws 409 when a level has fewer free units than are to be taken from it. */
export function assertCanLower(level: Level, takenMilli: number): void {
  const freeMilli = freeMilliOf(level)
  if (takenMilli <= freeMilli) return
  const numbers = { product: level.productId, requested: takenMilli / 1000, available: freeMilli / 1000 }
  if (level.reservedMilli > 0)
    throw fail('stock_held', {
      ...numbers,
      location: level.locationId,
      on_hand: level.onHandMilli / 1000,
      reserved: level.reservedMilli / 1000,
    })
  throw fail('insufficient_stock', { lines: [{ ...numbers, incoming: level.incomingMilli / 1000 }] })
}

/** The location that lockTarget answered. Throws 400 on `field`. */
export function getTarget(target: Location | null, field: string): Location {
  if (!target) throw invalid(field, 'There is no such location.')
  return target
}

/** Taken in the first flush, so that the reply can name the move. */
export async function nextMoveId({ tx }: Books): Promise<number> {
  const [next] = await tx.rows(sql<{ id: number }>`select nextval('platform.moves_id') as id`)
  return (next as { id: number }).id
}
