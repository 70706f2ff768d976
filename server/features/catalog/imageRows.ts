import type { Ctx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import type { Picture } from './imageDraw.ts'

/** Stores a product's picture in place of the one before. */
export function queueImages({ tx, tenantId }: Ctx, productId: number, { hash, full, thumb }: Picture): void {
  tx.queue(sql`
    insert into product_images (tenant_id, product_id, size, hash, bytes)
    values (${tenantId}, ${productId}, 'full', ${hash}, ${full}), (${tenantId}, ${productId}, 'thumb', ${hash}, ${thumb})
    on conflict (tenant_id, product_id, size) do update set hash = excluded.hash, bytes = excluded.bytes`)
}

/** Removes a product's pictures. */
export function queueImagesGone({ tx, tenantId }: Ctx, productId: number): void {
  tx.queue(sql`delete from product_images where tenant_id = ${tenantId} and product_id = ${productId}`)
}
