import type { ReadTx } from '../../platform/door.ts'
import { sql } from '../../platform/sql.ts'

/** A number of the books that disagrees with what it should follow from; units. `location` is null for a product's sum. */
export type Violation = { rule: string; product: number; location: number | null; expected: number; found: number }

/**
 * Compares every stock number of a company with what it follows from: on hand with the moves, reserved with the holds,
 * the products' sums with their levels, incoming with the approved restocks. One statement, so one moment.
 */
export async function verifyStock(tx: ReadTx, tenantId: number): Promise<Violation[]> {
  const rows = await tx.rows(sql<{
    rule: string
    product: number
    location: number | null
    expected: string
    found: string
  }>`
    with internal as (select id from locations where tenant_id = ${tenantId} and kind = 'internal'),
    changes as (
      select product_id, to_location_id as location_id, quantity_milli as quantity from moves where tenant_id = ${tenantId}
      union all select product_id, from_location_id, -quantity_milli from moves where tenant_id = ${tenantId}),
    moved as (
      select product_id, location_id, sum(quantity) as quantity from changes
      where location_id in (select id from internal) group by product_id, location_id),
    held as (
      select product_id, location_id, sum(quantity_milli) as quantity from reservations
      where tenant_id = ${tenantId} group by product_id, location_id),
    known as (select * from levels where tenant_id = ${tenantId}),
    summed as (
      select product_id, sum(on_hand_milli) as on_hand, sum(reserved_milli) as reserved, sum(incoming_milli) as incoming
      from known where location_id in (select id from internal) group by product_id),
    sums as (select * from product_stock where tenant_id = ${tenantId}),
    expected as (
      select i.product_id, sum(i.quantity_milli - i.fulfilled_milli) as quantity from orders o
      join order_items i on i.tenant_id = ${tenantId} and i.order_id = o.id and i.tracked
      where o.tenant_id = ${tenantId} and o.kind = 'restock' and o.status = 'approved' and o.deleted_at is null
      group by i.product_id)
    select 'on_hand is the sum of the moves' as rule, product_id as product, location_id as location,
        coalesce(m.quantity, 0)::text as expected, coalesce(k.on_hand_milli, 0)::text as found
      from known k full join moved m using (product_id, location_id)
      where coalesce(m.quantity, 0) <> coalesce(k.on_hand_milli, 0)
    union all select 'reserved is the sum of the holds', product_id, location_id,
        coalesce(h.quantity, 0)::text, coalesce(k.reserved_milli, 0)::text
      from known k full join held h using (product_id, location_id)
      where coalesce(h.quantity, 0) <> coalesce(k.reserved_milli, 0)
    union all select 'reserved is between 0 and on_hand', product_id, location_id, on_hand_milli::text, reserved_milli::text
      from known where reserved_milli not between 0 and on_hand_milli
    union all select 'the product''s on_hand is the sum of its levels', product_id, null,
        coalesce(l.on_hand, 0)::text, coalesce(s.on_hand_milli, 0)::text
      from sums s full join summed l using (product_id) where coalesce(l.on_hand, 0) <> coalesce(s.on_hand_milli, 0)
    union all select 'the product''s reserved is the sum of its levels', product_id, null,
        coalesce(l.reserved, 0)::text, coalesce(s.reserved_milli, 0)::text
      from sums s full join summed l using (product_id) where coalesce(l.reserved, 0) <> coalesce(s.reserved_milli, 0)
    union all select 'the product''s incoming is the sum of its levels', product_id, null,
        coalesce(l.incoming, 0)::text, coalesce(s.incoming_milli, 0)::text
      from sums s full join summed l using (product_id) where coalesce(l.incoming, 0) <> coalesce(s.incoming_milli, 0)
    union all select 'incoming is what approved restocks still expect', product_id, null,
        coalesce(e.quantity, 0)::text, coalesce(s.incoming_milli, 0)::text
      from sums s full join expected e using (product_id) where coalesce(e.quantity, 0) <> coalesce(s.incoming_milli, 0)
    union all select 'all locations together, virtual ones included, are zero', product_id, null, '0', sum(quantity)::text
      from changes group by product_id having sum(quantity) <> 0
    order by 2, 3, 1`)
  return rows.map(row => ({ ...row, expected: Number(row.expected) / 1000, found: Number(row.found) / 1000 }))
}
