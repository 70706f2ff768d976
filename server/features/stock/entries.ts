/** The SQL of the books: one statement per table, whatever the number of lines. Only ledger.ts writes these. */
import { sql } from '../../platform/sql.ts'
import type { CauseType } from './contract.ts'
import type { Consumption } from './plan.ts'
import type { Books, Sheet } from './sheet.ts'
import type { ValuedMove } from './value.ts'

/** A change of one level, in thousandths. */
export type Delta = {
  productId: number
  locationId: number
  onHandMilli?: number
  reservedMilli?: number
  incomingMilli?: number
}

/** A move to be written; `quantityMilli` > 0. `id` where the caller took one from platform.moves_id. */
export type Move = {
  productId: number
  fromLocationId: number
  toLocationId: number
  quantityMilli: number
  /** What one unit was bought for. */
  unitCostMinor?: number | null
  /** What all of it is worth, where that is known already: a reversal carries what the reversed move carried. */
  valueMinor?: number
  reversesId?: number | null
  id?: number
  /** One leg of a journey that takes time: what is in transit meanwhile is not among the product's worth. */
  isLeg?: true
}

/** Why something moved: a sentence for people, and the record that caused it. */
export type Cause = { type: CauseType; id: number | null; reason: string }

/** Changes of levels, and of what the products are worth. */
export type Posting = { deltas: readonly Delta[]; worths?: ReadonlyMap<number, number> }

/** Changes levels, also of locations where the product has never been. */
export function queueArrivals(books: Books, sheet: Sheet, posting: Posting): void {
  const { deltas } = posting
  const known = new Set(sheet.levels.map(keyOf))
  const missing = deltas.filter(delta => !known.has(keyOf(delta)))
  if (missing.length > 0) queueEmptyLevels(books, missing)
  queueDeltas(books, posting)
}

/** Changes levels that exist, and the products' sums. */
export function queueDeltas(books: Books, { deltas, worths = new Map() }: Posting): void {
  if (deltas.length === 0) return
  const sums = merged(deltas, delta => delta.productId)
  queueLevels(books, merged(deltas, keyOf))
  queueSums(
    books,
    sums.map(sum => ({ ...sum, valueMinor: worths.get(sum.productId) ?? 0 })),
  )
}

export function queueMoves({ tx, tenantId, actor }: Books, moves: readonly ValuedMove[], cause: Cause): void {
  if (moves.length === 0) return
  const column = columns(moves)
  const given = (name: 'id' | 'unitCostMinor' | 'reversesId') => column(name).map(value => value ?? null)
  tx.queue(sql`
    insert into moves (tenant_id, id, product_id, from_location_id, to_location_id, quantity_milli, unit_cost_minor,
      value_minor, reverses_id, reason, cause_type, cause_id, actor_id)
    select ${tenantId}, coalesce(move_id, nextval('platform.moves_id')), product_id, from_id, to_id, quantity, unit_cost,
      value, reverses_id, ${cause.reason}, ${cause.type}, ${cause.id}, ${actor?.userId ?? null}
    from unnest(${given('id')}::bigint[], ${column('productId')}::bigint[], ${column('fromLocationId')}::bigint[],
      ${column('toLocationId')}::bigint[], ${column('quantityMilli')}::bigint[], ${given('unitCostMinor')}::bigint[],
      ${column('valueMinor')}::bigint[], ${given('reversesId')}::bigint[])
      as m (move_id, product_id, from_id, to_id, quantity, unit_cost, value, reverses_id)`)
}

/** Holds that are used up go, others shrink. */
export function queueUse(books: Books, consumptions: readonly Consumption[]): void {
  const isWhole = ({ held, quantityMilli }: Consumption) => quantityMilli === held.quantityMilli
  const used = consumptions.filter(isWhole).map(({ held }) => held.id)
  if (used.length > 0) queueHoldsGone(books, used)
  const partly = consumptions.filter(one => !isWhole(one))
  if (partly.length > 0) queueHoldsShrunk(books, partly)
}

export function queueHoldsGone({ tx, tenantId }: Books, reservationIds: readonly number[]): void {
  tx.queue(sql`delete from reservations where tenant_id = ${tenantId} and id = any(${reservationIds}::bigint[])`)
}

/** Rows as one array per column: what unnest() takes. */
export function columns<T extends object>(rows: readonly T[]): <K extends keyof T>(name: K) => T[K][] {
  return name => rows.map(row => row[name])
}

function queueEmptyLevels({ tx, tenantId }: Books, places: readonly Delta[]): void {
  const column = columns(places)
  tx.queue(sql`
    insert into levels (tenant_id, product_id, location_id)
    select ${tenantId}, product_id, location_id
    from unnest(${column('productId')}::bigint[], ${column('locationId')}::bigint[]) as n (product_id, location_id)
    on conflict (tenant_id, product_id, location_id) do nothing`)
}

function queueLevels({ tx, tenantId }: Books, deltas: readonly Required<Delta>[]): void {
  const column = columns(deltas)
  tx.queue(sql`
    update levels l set on_hand_milli = l.on_hand_milli + d.on_hand, reserved_milli = l.reserved_milli + d.reserved,
      incoming_milli = l.incoming_milli + d.incoming
    from unnest(${column('productId')}::bigint[], ${column('locationId')}::bigint[], ${column('onHandMilli')}::bigint[],
      ${column('reservedMilli')}::bigint[], ${column('incomingMilli')}::bigint[])
      as d (product_id, location_id, on_hand, reserved, incoming)
    where l.tenant_id = ${tenantId} and l.product_id = d.product_id and l.location_id = d.location_id`)
}

function queueSums({ tx, tenantId }: Books, deltas: readonly (Required<Delta> & { valueMinor: number })[]): void {
  const column = columns(deltas)
  tx.queue(sql`
    update product_stock s set on_hand_milli = s.on_hand_milli + d.on_hand, reserved_milli = s.reserved_milli + d.reserved,
      incoming_milli = s.incoming_milli + d.incoming, value_minor = s.value_minor + d.value
    from unnest(${column('productId')}::bigint[], ${column('onHandMilli')}::bigint[], ${column('reservedMilli')}::bigint[],
      ${column('incomingMilli')}::bigint[], ${column('valueMinor')}::bigint[]) as d (product_id, on_hand, reserved, incoming, value)
    where s.tenant_id = ${tenantId} and s.product_id = d.product_id`)
}

function queueHoldsShrunk({ tx, tenantId }: Books, consumptions: readonly Consumption[]): void {
  const column = columns(consumptions.map(({ held, quantityMilli }) => ({ id: held.id, quantityMilli })))
  tx.queue(sql`
    update reservations r set quantity_milli = r.quantity_milli - u.quantity
    from unnest(${column('id')}::bigint[], ${column('quantityMilli')}::bigint[]) as u (id, quantity)
    where r.tenant_id = ${tenantId} and r.id = u.id`)
}

/** Sums of the deltas by key, in the order of product and location. */
function merged(deltas: readonly Delta[], key: (delta: Delta) => unknown): Required<Delta>[] {
  const sums = Array.from(Map.groupBy(deltas, key).values(), same => ({
    productId: same[0]?.productId ?? 0,
    locationId: same[0]?.locationId ?? 0,
    onHandMilli: total(same, 'onHandMilli'),
    reservedMilli: total(same, 'reservedMilli'),
    incomingMilli: total(same, 'incomingMilli'),
  }))
  return sums.toSorted((a, b) => a.productId - b.productId || a.locationId - b.locationId)
}

function total(deltas: readonly Delta[], field: 'onHandMilli' | 'reservedMilli' | 'incomingMilli'): number {
  return deltas.reduce((sum, delta) => sum + (delta[field] ?? 0), 0)
}

function keyOf({ productId, locationId }: Delta): string {
  return `${productId}/${locationId}`
}
