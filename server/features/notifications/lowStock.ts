import type { ReadTx } from '../../platform/door.ts'
import type { OutboxEvent } from '../../platform/outbox.ts'
import { sql } from '../../platform/sql.ts'
import { runsLow } from '../stock/reorder.ts'
import type { FallenProduct } from './news.ts'

/** The products that these events brought below their reorder point; each is told once, until it has recovered. */
export async function findFallen(
  tx: ReadTx,
  tenantId: number,
  events: readonly OutboxEvent[],
): Promise<FallenProduct[]> {
  const { products, orders } = touchedBy(events)
  if (products.length + orders.length === 0) return []
  return tx.rows(sql<FallenProduct>`
    with touched as (
      select p.id, p.name, p.sku, s.available_milli, p.reorder_point_milli,
        p.deleted_at is null and ${sql.raw(runsLow)} as is_low
      from products p join product_stock s on s.tenant_id = ${tenantId} and s.product_id = p.id
      where p.tenant_id = ${tenantId} and p.id in (
        select unnest(${products}::int8[])
        union select i.product_id from order_items i where i.tenant_id = ${tenantId} and i.order_id = any(${orders}::int8[]))),
    recovered as (
      delete from low_stock l where l.tenant_id = ${tenantId} and l.product_id in (select id from touched where not is_low)),
    fallen as (
      insert into low_stock (tenant_id, product_id) select ${tenantId}, id from touched where is_low order by id
      on conflict do nothing returning product_id)
    select t.id, t.name, t.sku, t.available_milli, t.reorder_point_milli from touched t
    where t.id in (select product_id from fallen) order by t.id`)
}

/** The event to which a product's fall is put down: the last that names it, else the last of all. */
export function causeOf(events: readonly OutboxEvent[], productId: number): number {
  const naming = events.findLast(event => productsOf(event).includes(productId))
  return (naming ?? (events.at(-1) as OutboxEvent)).id
}

function touchedBy(events: readonly OutboxEvent[]): { products: number[]; orders: number[] } {
  const unnamed = events.filter(event => event.object_type === 'order' && event.products === undefined)
  return {
    products: [...new Set(events.flatMap(productsOf))],
    orders: [...new Set(unnamed.flatMap(({ object_id }) => object_id ?? []))],
  }
}

function productsOf({ products, object_type, object_id }: OutboxEvent): number[] {
  return products ?? (object_type === 'product' && object_id !== null ? [object_id] : [])
}
