import type { ReadTx } from '../../platform/door.ts'
import { decimalsOfUnit } from '../../platform/money.ts'
import { sql } from '../../platform/sql.ts'

/** A tracked product that fell below its reorder point, in thousandths. `waitingMilli`: in restocks not yet approved. */
export type LowStock = {
  productId: number
  name: string
  sku: string
  unit: string
  onHandMilli: number
  reservedMilli: number
  incomingMilli: number
  waitingMilli: number
  reorderPointMilli: number
  reorderQuantityMilli: number | null
  costMinor: number | null
}

/**
 * Whether a product `p` with its stock `s` runs low, wherever that is shown or told: what is free and what is on its way are
 * less than the reorder point (`short_milli`, of which an index knows). What somebody has only asked for brings nothing yet.
 */
export const runsLow = `(s.short_milli > 0 and p.is_active and p.track_stock)`

/**
 * Which of these products are to be restocked: what runs low even when all that waits for approval comes; by id, at most 100.
 * A draft restock counts as waiting, so whoever makes one for each of these finds none of them the next time.
 */
export function findDue(tx: ReadTx, tenantId: number, productIds: readonly number[]): Promise<LowStock[]> {
  return tx.rows(sql<LowStock>`
    select p.id as "productId", p.name, p.sku, p.unit, s.on_hand_milli as "onHandMilli", s.reserved_milli as "reservedMilli",
      s.incoming_milli as "incomingMilli", coalesce(w.quantity, 0)::bigint as "waitingMilli",
      p.reorder_point_milli as "reorderPointMilli", p.reorder_quantity_milli as "reorderQuantityMilli", p.cost_minor as "costMinor"
    from products p
    join product_stock s on s.tenant_id = ${tenantId} and s.product_id = p.id
    left join (
      select i.product_id, sum(i.quantity_milli) as quantity
      from orders o join order_items i on i.tenant_id = ${tenantId} and i.order_id = o.id
      where o.tenant_id = ${tenantId} and o.status = 'pending' and o.kind = 'restock' and o.deleted_at is null
        and i.product_id = any(${productIds}::bigint[])
      group by i.product_id) w on w.product_id = p.id
    where p.tenant_id = ${tenantId} and p.deleted_at is null and ${sql.raw(runsLow)}
      and p.id = any(${productIds}::bigint[])
      and s.available_milli + s.incoming_milli + coalesce(w.quantity, 0) < p.reorder_point_milli
    order by p.id limit 100`)
}

/** How much to order: the reorder quantity, or what is missing to the reorder point; whole where the unit is. */
export function quantityToOrder(low: LowStock): number {
  const wanted = low.reorderQuantityMilli ?? low.reorderPointMilli - projectedMilli(low)
  return decimalsOfUnit(low.unit) === 0 ? Math.ceil(wanted / 1000) * 1000 : wanted
}

/** Why, for the approver. */
export function reasonToOrder(low: LowStock): string {
  const units = (milli: number) => String(milli / 1000)
  const parts = [
    `${units(low.onHandMilli)} on hand`,
    `− ${units(low.reservedMilli)} reserved`,
    `+ ${units(low.incomingMilli)} incoming`,
    `+ ${units(low.waitingMilli)} waiting`,
  ]
  const sum = units(projectedMilli(low))
  const point = units(low.reorderPointMilli)
  return `${low.name}: ${parts.join(' ')} = ${sum}, below the reorder point of ${point}. Ordering ${units(quantityToOrder(low))}.`
}

/** What would be there if nothing else happened: available, expected and asked for, in thousandths. */
export function projectedMilli({ onHandMilli, reservedMilli, incomingMilli, waitingMilli }: LowStock): number {
  return onHandMilli - reservedMilli + incomingMilli + waitingMilli
}
