import { type Actor, reaches } from '../../platform/actor.ts'
import { fail } from '../../platform/errors.ts'
import type { Input, ReadCtx } from '../../platform/route.ts'
import { type Statement, sql } from '../../platform/sql.ts'
import type { Explanation, OrderShare } from './contract.ts'
import { sentencesOf } from './sentences.ts'

/** “Why is this number 7?”: the moves, holds and requests behind a product's stock. Throws 404 for one out of sight. */
export async function explainProduct(ctx: ReadCtx, { params }: Input<unknown>): Promise<Explanation> {
  const [row] = await ctx.tx.rows(factsOf(ctx, params.id))
  if (!row || !isInSight(ctx.actor, row)) throw fail('not_found')
  const facts = showFacts(ctx.actor, row)
  return { ...facts, sentences: sentencesOf(facts) }
}

type ShareRow = {
  order: number
  number: number
  status: string
  quantity: number
  created_by: number | null
  customer_id: number | null
  assigned_to: number | null
}

type FactsRow = {
  product: number
  name: string
  unit: string
  tracked: boolean
  created_by: number | null
  assigned_to: number | null
  reorder_point_milli: number | null
  reorder_quantity_milli: number | null
  on_hand_milli: number
  reserved_milli: number
  incoming_milli: number
  causes: { cause: Explanation['on_hand']['causes'][number]['cause']; in: number; out: number; moves: number }[]
  locations: { location: number; name: string; on_hand: number; reserved: number; incoming: number }[]
  holds: ShareRow[]
  expected: ShareRow[]
  travelling: Explanation['incoming']['transfers']
  waiting: ShareRow[]
}

// One statement, so that all numbers are of one moment. In thousandths.
const factsOf = ({ tenantId }: ReadCtx, id: number) => sql<FactsRow>`
  select p.id as product, p.name, p.unit, p.track_stock as tracked, p.created_by, p.assigned_to,
    p.reorder_point_milli, p.reorder_quantity_milli, s.on_hand_milli, s.reserved_milli, s.incoming_milli,
    ${listOf(causesOf(tenantId, id))} as causes,
    ${listOf(placesOf(tenantId, id))} as locations,
    ${listOf(holdsOf(tenantId, id))} as holds,
    ${listOf(restocksOf(tenantId, id, 'approved'))} as expected,
    ${listOf(restocksOf(tenantId, id, 'pending'))} as waiting,
    ${listOf(travellingOf(tenantId, id))} as travelling
  from products p join product_stock s on s.tenant_id = ${tenantId} and s.product_id = p.id
  where p.tenant_id = ${tenantId} and p.id = ${id} and p.deleted_at is null`

const listOf = (rows: Statement) => sql`(select coalesce(json_agg(to_json(one)), '[]') from (${rows}) one)`

const causesOf = (tenantId: number, id: number) => sql`
  select m.cause_type as cause, count(*) as moves,
    coalesce(sum(m.quantity_milli) filter (where t.kind = 'internal' and f.kind <> 'internal'), 0) as in,
    coalesce(sum(m.quantity_milli) filter (where f.kind = 'internal' and t.kind <> 'internal'), 0) as out
  from moves m
  join locations f on f.tenant_id = ${tenantId} and f.id = m.from_location_id
  join locations t on t.tenant_id = ${tenantId} and t.id = m.to_location_id
  where m.tenant_id = ${tenantId} and m.product_id = ${id} group by m.cause_type order by min(m.id)`

const placesOf = (tenantId: number, id: number) => sql`
  select v.location_id as location, o.name, v.on_hand_milli as on_hand, v.reserved_milli as reserved, v.incoming_milli as incoming
  from levels v join locations o on o.tenant_id = ${tenantId} and o.id = v.location_id and o.deleted_at is null
  where v.tenant_id = ${tenantId} and v.product_id = ${id} order by o.is_default desc, o.id`

const parties = sql`o.id as "order", o.number, o.status, o.created_by, o.customer_id, o.assigned_to`

const holdsOf = (tenantId: number, id: number) => sql`
  select ${parties}, sum(r.quantity_milli) as quantity
  from reservations r join orders o on o.tenant_id = ${tenantId} and o.id = r.order_id
  where r.tenant_id = ${tenantId} and r.product_id = ${id} group by o.tenant_id, o.id order by o.id`

const restocksOf = (tenantId: number, id: number, status: 'approved' | 'pending') => sql`
  select ${parties}, sum(i.quantity_milli - i.fulfilled_milli) as quantity
  from order_items i join orders o on o.tenant_id = ${tenantId} and o.id = i.order_id
  where i.tenant_id = ${tenantId} and i.product_id = ${id} and i.quantity_milli > i.fulfilled_milli
    and o.kind = 'restock' and o.status = ${status} and o.deleted_at is null
  group by o.tenant_id, o.id order by o.id`

const travellingOf = (tenantId: number, id: number) => sql`
  select t.id as transfer, f.name as "from", o.name as "to", t.quantity_milli - t.received_milli as quantity
  from transfers t
  join locations f on f.tenant_id = ${tenantId} and f.id = t.from_location_id
  join locations o on o.tenant_id = ${tenantId} and o.id = t.to_location_id
  where t.tenant_id = ${tenantId} and t.product_id = ${id} and t.received_milli < t.quantity_milli order by t.id`

function isInSight(actor: Actor, { created_by, assigned_to }: FactsRow): boolean {
  return reaches(actor, 'VIEW_PRODUCTS', { owners: [created_by], assignedTo: assigned_to })
}

function showFacts(actor: Actor, row: FactsRow): Omit<Explanation, 'sentences'> {
  const waitingMilli = row.waiting.reduce((sum, share) => sum + share.quantity, 0)
  const availableMilli = row.on_hand_milli - row.reserved_milli
  return {
    product: row.product,
    name: row.name,
    unit: row.unit,
    tracked: row.tracked,
    on_hand: {
      value: row.on_hand_milli / 1000,
      causes: row.causes.map(cause => ({
        cause: cause.cause,
        moved_in: cause.in / 1000,
        moved_out: cause.out / 1000,
        moves: cause.moves,
      })),
      locations: row.locations.map(place => ({
        ...place,
        on_hand: place.on_hand / 1000,
        reserved: place.reserved / 1000,
        incoming: place.incoming / 1000,
      })),
    },
    reserved: { value: row.reserved_milli / 1000, orders: sharesFor(actor, row.holds) },
    available: { value: availableMilli / 1000 },
    incoming: {
      value: row.incoming_milli / 1000,
      restocks: sharesFor(actor, row.expected),
      transfers: row.travelling.map(one => ({ ...one, quantity: one.quantity / 1000 })),
    },
    waiting: { value: waitingMilli / 1000, restocks: sharesFor(actor, row.waiting) },
    reorder: reorderOf(row, availableMilli + row.incoming_milli + waitingMilli),
  }
}

function reorderOf({ tracked, reorder_point_milli, reorder_quantity_milli }: FactsRow, projectedMilli: number) {
  return {
    point: reorder_point_milli === null ? null : reorder_point_milli / 1000,
    quantity: reorder_quantity_milli === null ? null : reorder_quantity_milli / 1000,
    projected: projectedMilli / 1000,
    is_low: tracked && reorder_point_milli !== null && projectedMilli < reorder_point_milli,
  }
}

/** The orders the reader may see, one by one, and all others as one number. */
function sharesFor(actor: Actor, rows: readonly ShareRow[]): OrderShare[] {
  const isSeen = (row: ShareRow) =>
    reaches(actor, 'VIEW_ORDERS', { owners: [row.created_by, row.customer_id], assignedTo: row.assigned_to })
  const seen = rows.filter(isSeen)
  const othersMilli = rows.filter(row => !isSeen(row)).reduce((sum, row) => sum + row.quantity, 0)
  const shares = seen.map(({ order, number, status, quantity }) => ({
    order,
    number,
    status,
    quantity: quantity / 1000,
  }))
  return othersMilli > 0
    ? [...shares, { order: null, number: null, status: null, quantity: othersMilli / 1000 }]
    : shares
}
