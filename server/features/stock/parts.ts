import { sql } from '../../platform/sql.ts'
import type { Books } from './sheet.ts'

/** Whether there are parts of one of a product anywhere: on a shelf, on the way, in an open order or an open count. Its stock is locked. */
export async function hasParts({ tx, tenantId }: Pick<Books, 'tx' | 'tenantId'>, productId: number): Promise<boolean> {
  const [row] = await tx.rows(sql<{ has_parts: boolean }>`
    select exists (
        select from levels v where v.tenant_id = ${tenantId} and v.product_id = ${productId}
          and (v.on_hand_milli % 1000 <> 0 or v.reserved_milli % 1000 <> 0 or v.incoming_milli % 1000 <> 0))
      or exists (
        select from transfers t where t.tenant_id = ${tenantId} and t.product_id = ${productId}
          and (t.quantity_milli - t.received_milli) % 1000 <> 0)
      or exists (
        select from order_items i join orders o on o.tenant_id = ${tenantId} and o.id = i.order_id
        where i.tenant_id = ${tenantId} and i.product_id = ${productId} and (i.quantity_milli - i.fulfilled_milli) % 1000 <> 0
          and o.status in ('pending', 'approved') and o.deleted_at is null)
      or exists (
        select from count_lines l join counts c on c.tenant_id = ${tenantId} and c.id = l.count_id and c.status = 'open'
        where l.tenant_id = ${tenantId} and l.product_id = ${productId} and l.counted_milli % 1000 <> 0) as has_parts`)
  return row?.has_parts ?? false
}
