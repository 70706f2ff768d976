/**
 * Turns plans into changes of the books: every change of a level goes with its move or reservation in the same
 * transaction. Only for products whose sheet was locked in this transaction; CHECK constraints are the last defence.
 */
import { totalMinor } from '../../platform/money.ts'
import { sql } from '../../platform/sql.ts'
import { addStockValue } from '../audit/record.ts'
import {
  type Cause,
  columns,
  type Delta,
  type Move,
  queueArrivals,
  queueDeltas,
  queueHoldsGone,
  queueMoves,
  queueUse,
} from './entries.ts'
import { type Allocation, assertRoom, type Consumption, virtualLocation } from './plan.ts'
import type { Books, Held, Sheet } from './sheet.ts'
import { type Valued, valued } from './value.ts'

export type { Cause, Move } from './entries.ts'

export type Expectation = { productId: number; locationId: number; quantityMilli: number }
export type Receipt = Expectation & { unitCostMinor: number | null }

/** Holds units for an order whose row and lines are queued already. */
export function queueHold(books: Books, orderId: number, allocations: readonly Allocation[]): void {
  if (allocations.length === 0) return
  const deltas = allocations.map(({ quantityMilli, ...place }) => ({ ...place, reservedMilli: quantityMilli }))
  queueDeltas(books, { deltas })
  const column = columns(allocations)
  books.tx.queue(sql`
    insert into reservations (tenant_id, order_id, order_item_id, product_id, location_id, quantity_milli)
    select ${books.tenantId}, ${orderId}, item_id, product_id, location_id, quantity
    from unnest(${column('orderItem')}::bigint[], ${column('productId')}::bigint[], ${column('locationId')}::bigint[],
      ${column('quantityMilli')}::bigint[]) as a (item_id, product_id, location_id, quantity)`)
}

/** Gives back what an order holds. Delete its lines, if at all, after this. */
export function queueRelease(books: Books, held: readonly Held[]): void {
  if (held.length === 0) return
  const deltas = held.map(({ quantityMilli, ...place }) => ({ ...place, reservedMilli: -quantityMilli }))
  const ids = held.map(one => one.id)
  queueDeltas(books, { deltas })
  queueHoldsGone(books, ids)
}

/** Ships held units to the customer: the holds are used up, the units leave. */
export function queueShip(
  books: Books,
  sheet: Sheet,
  shipment: { consumptions: readonly Consumption[]; cause: Cause },
) {
  const { consumptions, cause } = shipment
  const customer = virtualLocation(sheet, 'customer').id
  const deltas = consumptions.map(({ held: { productId, locationId }, quantityMilli }) => {
    return { productId, locationId, onHandMilli: -quantityMilli, reservedMilli: -quantityMilli }
  })
  const moves = consumptions.map(({ held: { productId, locationId }, quantityMilli }) => {
    return { productId, fromLocationId: locationId, toLocationId: customer, quantityMilli }
  })
  const booked = book(books, sheet, mergedMoves(moves))
  queueDeltas(books, { deltas, worths: booked.changes })
  queueMoves(books, booked.moves, cause)
  queueUse(books, consumptions)
}

/** Changes what is expected: above zero when a restock is approved, below when it is cancelled or closed. */
export function queueExpect(books: Books, sheet: Sheet, expectations: readonly Expectation[]): void {
  const deltas = expectations.map(({ quantityMilli, ...place }) => ({ ...place, incomingMilli: quantityMilli }))
  queueArrivals(books, sheet, { deltas })
}

/** Receives expected units from the supplier. An untracked product becomes tracked. Throws 400 on `items` beyond 10^9 units. */
export function queueReceive(books: Books, sheet: Sheet, delivery: { receipts: readonly Receipt[]; cause: Cause }) {
  const { receipts, cause } = delivery
  for (const receipt of receipts) assertRoom(sheet, receipt, 'items')
  const supplier = virtualLocation(sheet, 'supplier').id
  const deltas = receipts.map(({ productId, locationId, quantityMilli }) => {
    return { productId, locationId, onHandMilli: quantityMilli, incomingMilli: -quantityMilli }
  })
  const moves = receipts.map(({ productId, locationId, quantityMilli, unitCostMinor }) => {
    return { productId, fromLocationId: supplier, toLocationId: locationId, quantityMilli, unitCostMinor }
  })
  const booked = book(books, sheet, moves)
  queueArrivals(books, sheet, { deltas, worths: booked.changes })
  queueMoves(books, booked.moves, cause)
  queueTracking(books, sheet, receipts)
}

/** Moves between locations, virtual or not, with the levels of the internal ones. Untracked products become tracked. */
export function queueTransfers(books: Books, sheet: Sheet, transfer: { moves: readonly Move[]; cause: Cause }): void {
  const { moves, cause } = transfer
  const internal = new Set(sheet.locations.filter(({ kind }) => kind === 'internal').map(({ id }) => id))
  const deltas = moves.flatMap(({ productId, fromLocationId, toLocationId, quantityMilli }) => [
    { productId, locationId: fromLocationId, onHandMilli: -quantityMilli },
    { productId, locationId: toLocationId, onHandMilli: quantityMilli },
  ])
  const ofLevels = deltas.filter(({ locationId }) => internal.has(locationId))
  const booked = book(books, sheet, moves)
  queueArrivals(books, sheet, { deltas: ofLevels, worths: booked.changes })
  queueMoves(books, booked.moves, cause)
  queueTracking(books, sheet, moves)
}

type Leg = {
  /** Of the move. */
  id: number
  productId: number
  fromId: number
  toId: number
  quantityMilli: number
  cause: Cause
}

/** Sends units off into transit, to be expected where they go; answers what they carry. Untracked products become tracked. */
export function queueDispatch(
  books: Books,
  sheet: Sheet,
  { id, productId, fromId, toId, quantityMilli, cause }: Leg,
): number {
  const transit = virtualLocation(sheet, 'transit').id
  const move = { id, productId, fromLocationId: fromId, toLocationId: transit, quantityMilli }
  const deltas = [
    { productId, locationId: fromId, onHandMilli: -quantityMilli },
    { productId, locationId: toId, incomingMilli: quantityMilli },
  ]
  return queueLeg(books, sheet, { move, deltas, cause })
}

/** Takes expected units, which carry `valueMinor`, out of transit. */
export function queueArrival(books: Books, sheet: Sheet, leg: Omit<Leg, 'fromId'> & { valueMinor: number }): void {
  const { id, productId, toId, quantityMilli, valueMinor, cause } = leg
  const transit = virtualLocation(sheet, 'transit').id
  const move = { id, productId, fromLocationId: transit, toLocationId: toId, quantityMilli, valueMinor }
  const deltas = [{ productId, locationId: toId, onHandMilli: quantityMilli, incomingMilli: -quantityMilli }]
  queueLeg(books, sheet, { move, deltas, cause })
}

function queueLeg(
  books: Books,
  sheet: Sheet,
  { move, deltas, cause }: { move: Move; deltas: Delta[]; cause: Cause },
): number {
  const { moves, changes } = book(books, sheet, [{ ...move, isLeg: true }])
  queueArrivals(books, sheet, { deltas, worths: changes })
  queueMoves(books, moves, cause)
  queueTracking(books, sheet, [move])
  return moves[0]?.valueMinor ?? 0
}

/** What a new product has on hand from the start, at the default location; 0 for none. */
export type Opening = {
  productId: number
  quantityMilli: number
  costMinor: number | null
  reorderPointMilli: number | null
}

/**
 * The stock rows of a new product; its own row is queued before. Every product needs one, tracked or not: it is the
 * product's lock.
 */
export function queueOpening({ tx, tenantId, actor }: Books, opening: Opening): void {
  const { productId, quantityMilli, costMinor, reorderPointMilli } = opening
  // As far as a JSON number is exact.
  const valueMinor = Math.min(totalMinor(costMinor ?? 0, quantityMilli), Number.MAX_SAFE_INTEGER)
  tx.queue(sql`insert into product_stock (tenant_id, product_id, on_hand_milli, value_minor, reorder_point_milli)
    values (${tenantId}, ${productId}, ${quantityMilli}, ${valueMinor}, ${reorderPointMilli})`)
  if (quantityMilli === 0) return
  addStockValue(tx, BigInt(valueMinor))
  tx.queue(sql`insert into levels (tenant_id, product_id, location_id, on_hand_milli)
    select ${tenantId}, ${productId}, d.id, ${quantityMilli} from locations d where d.tenant_id = ${tenantId} and d.is_default`)
  tx.queue(sql`insert into moves (tenant_id, product_id, from_location_id, to_location_id, quantity_milli, value_minor, reason,
      cause_type, actor_id)
    select ${tenantId}, ${productId}, a.id, d.id, ${quantityMilli}, ${valueMinor}, 'Opening stock', 'opening', ${actor?.userId ?? null}
    from locations d join locations a on a.tenant_id = ${tenantId} and a.kind = 'adjustment'
    where d.tenant_id = ${tenantId} and d.is_default`)
}

/** Keeps the reorder point of a product, whose stock is locked, beside its stock; null where nothing is to be told of it any more. */
export function queueReorderPoint({ tx, tenantId }: Books, productId: number, reorderPointMilli: number | null): void {
  tx.queue(sql`update product_stock set reorder_point_milli = ${reorderPointMilli}
    where tenant_id = ${tenantId} and product_id = ${productId}`)
}

/** Makes products tracked at their first stock entry: a form that was filled in before must not undo that. */
export function queueTracking({ tx, tenantId }: Books, sheet: Sheet, entries: readonly { productId: number }[]): void {
  const untracked = entries.map(entry => entry.productId).filter(id => sheet.products.get(id)?.isTracked === false)
  if (untracked.length === 0) return
  tx.queue(sql`update products set track_stock = true, updated_at = now(), version = version + 1
    where tenant_id = ${tenantId} and id = any(${untracked}::bigint[]) and not track_stock`)
}

/** Two lines of one product that leave one place are one move. */
function mergedMoves(moves: readonly Move[]): Move[] {
  const byPlace = Map.groupBy(moves, move => `${move.productId}/${move.fromLocationId}`)
  return Array.from(byPlace.values(), ([first, ...rest]) => ({
    ...(first as Move),
    quantityMilli: rest.reduce((total, move) => total + move.quantityMilli, (first as Move).quantityMilli),
  }))
}

/** What moves carry. The company's stock value knows the products that are not deleted. */
function book({ tx }: Books, sheet: Sheet, moves: readonly Move[]): Valued {
  const booked = valued(sheet, moves)
  for (const [id, change] of booked.changes) if (!sheet.products.get(id)?.isDeleted) addStockValue(tx, BigInt(change))
  return booked
}
