import type { ReadTx } from '../../platform/door.ts'
import { sql } from '../../platform/sql.ts'

/** A number of the books that disagrees with what it should follow from; units. `location` is null for a product's sum, `product` for the company's. */
export type Violation = {
  rule: string
  product: number | null
  location: number | null
  expected: number
  found: number
}

/**
 * Compares every stock number of a company with what it follows from: on hand with the moves, reserved with the holds,
 * the products' sums with their levels, incoming with the approved restocks, the figures of days with their sales, the
 * company's stock value with its products'. One statement, so one moment.
 */
export async function verifyStock(tx: ReadTx, tenantId: number): Promise<Violation[]> {
  const rows = await tx.rows(sql<{
    rule: string
    product: number | null
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
      group by i.product_id
      union all select product_id, quantity_milli - received_milli from transfers
      where tenant_id = ${tenantId} and received_milli < quantity_milli),
    arriving as (select product_id, sum(quantity) as quantity from expected group by product_id),
    travelling as (
      select product_id, sum(quantity_milli - received_milli) as quantity from transfers where tenant_id = ${tenantId} group by product_id),
    transit as (
      select product_id, sum(quantity) as quantity from changes
      where location_id in (select id from locations where tenant_id = ${tenantId} and kind = 'transit') group by product_id),
    sold as (
      select (o.created_at at time zone 'UTC')::date as day, i.product_id,
        count(*) filter (where i.id = f.id) * 1000 as orders,
        count(*) * 1000 as lines, count(*) filter (where i.fulfilled_milli = i.quantity_milli) * 1000 as filled,
        sum(i.quantity_milli) as ordered, sum(i.fulfilled_milli) as fulfilled, sum(coalesce(i.total_minor, 0)) * 1000 as total
      from orders o join order_items i on i.tenant_id = ${tenantId} and i.order_id = o.id
      join (select order_id, min(id) as id from order_items where tenant_id = ${tenantId} group by order_id) f on f.order_id = o.id
      where o.tenant_id = ${tenantId} and o.kind = 'sale' and o.status in ('pending', 'approved', 'fulfilled') and o.deleted_at is null
      group by 1, 2),
    days as (select * from sales_days where tenant_id = ${tenantId})
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
    union all select 'incoming is what approved restocks and transfers still expect', product_id, null,
        coalesce(e.quantity, 0)::text, coalesce(s.incoming_milli, 0)::text
      from sums s full join arriving e using (product_id) where coalesce(e.quantity, 0) <> coalesce(s.incoming_milli, 0)
    union all select 'in transit is what transfers have not received', product_id, null,
        coalesce(w.quantity, 0)::text, coalesce(n.quantity, 0)::text
      from transit n full join travelling w using (product_id) where coalesce(w.quantity, 0) <> coalesce(n.quantity, 0)
    union all select 'all locations together, virtual ones included, are zero', product_id, null, '0', sum(quantity)::text
      from changes group by product_id having sum(quantity) <> 0
    union all select 'the ' || f.what || ' of a day are those of its sales', product_id, null, f.expected::text, f.found::text
      from days d full join sold s using (day, product_id) cross join lateral (values
        ('orders', coalesce(s.orders, 0), coalesce(d.orders * 1000, 0)), ('lines', coalesce(s.lines, 0), coalesce(d.lines * 1000, 0)),
        ('filled lines', coalesce(s.filled, 0), coalesce(d.filled_lines * 1000, 0)),
        ('ordered units', coalesce(s.ordered, 0), coalesce(d.ordered_milli, 0)),
        ('fulfilled units', coalesce(s.fulfilled, 0), coalesce(d.fulfilled_milli, 0)),
        ('totals', coalesce(s.total, 0), coalesce(d.total_minor * 1000, 0))) as f (what, expected, found)
      where f.expected <> f.found
    union all select 'the reorder point beside the stock is the product''s', s.product_id, null,
        coalesce(p.reorder_point_milli, 0)::text, coalesce(s.reorder_point_milli, 0)::text
      from sums s join products p on p.tenant_id = ${tenantId} and p.id = s.product_id
      where case when p.deleted_at is null then p.reorder_point_milli end is distinct from s.reorder_point_milli
    union all select 'the company''s stock value is that of its products', null, null, (v.minor * 1000)::text, (h.stock_value_minor * 1000)::text
      from heads h cross join (
        select coalesce(sum(s.value_minor), 0) as minor from sums s
        join products p on p.tenant_id = ${tenantId} and p.id = s.product_id and p.deleted_at is null) v
      where h.tenant_id = ${tenantId} and h.stock_value_minor <> v.minor
    order by 2, 3, 1`)
  return rows.map(row => ({ ...row, expected: Number(row.expected) / 1000, found: Number(row.found) / 1000 }))
}
