import { reaches } from '../../platform/actor.ts'
import { fail } from '../../platform/errors.ts'
import { Answer, type Ctx, type Input } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { assertVersion } from '../../platform/version.ts'
import { addStockValue, record } from '../audit/record.ts'
import { queueReorderPoint } from '../stock/ledger.ts'
import { lockStock } from '../stock/sheet.ts'
import { queueImagesGone } from './imageRows.ts'
import { queueTermsGone } from './terms.ts'
import { lockProduct } from './update.ts'

/** Takes the product out of lists and paths; orders keep their snapshot and their holds. Throws 404, 403, 412. */
export async function deleteProduct(ctx: Ctx, { params }: Input<unknown>): Promise<Answer> {
  // The lock of its stock keeps orders from being placed for it meanwhile.
  const [sheet, row] = await Promise.all([lockStock(ctx, [params.id]), lockProduct(ctx, params.id)])
  if (!reaches(ctx.actor, 'DELETE_PRODUCT', { owners: [row.created_by], assignedTo: row.assigned_to }))
    throw fail('permission_denied')
  assertVersion(row.version, ctx.ifMatch)
  ctx.tx.queue(sql`update products set deleted_at = now(), category_id = null, image = null, updated_at = now(), version = version + 1
    where tenant_id = ${ctx.tenantId} and id = ${row.id}`)
  queueReorderPoint(ctx, row.id, null)
  queueTermsGone(ctx, row.id)
  queueImagesGone(ctx, row.id)
  const event = {
    action: 'product.deleted',
    object: { type: 'product', id: row.id },
    before: { name: row.name, sku: row.sku },
  } as const
  addStockValue(ctx.tx, -BigInt(sheet.products.get(row.id)?.valueMinor ?? 0))
  record(ctx, event, { products: -1, activeProducts: -Number(row.is_active) })
  await ctx.tx.commit()
  return new Answer(204, null)
}
