import { found, invalid } from '../../platform/errors.ts'
import { Answer, type Ctx, type Input, type ReadCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { assertVersion } from '../../platform/version.ts'
import { record } from '../audit/record.ts'
import type { Product } from './contract.ts'
import { commitAndRead } from './create.ts'
import { drawPicture, type Picture } from './imageDraw.ts'
import { queueImages, queueImagesGone } from './imageRows.ts'
import { type ProductRow, productColumns, productTables, showProduct } from './show.ts'
import { inSight } from './sight.ts'
import { assertMayUpdate, lockProduct } from './update.ts'

/** The picture of an upload, drawn for whoever may change the product. Throws 404, 403, 400 on `image`, Busy. */
export async function readImage(ctx: ReadCtx, { params, body }: Input<unknown>): Promise<Picture> {
  const { tx, tenantId, actor } = ctx
  const [row] = await tx.rows(
    sql<ProductRow>`select ${productColumns} from ${productTables(tenantId)} where ${inSight(actor)} and p.id = ${params.id}`,
  )
  assertMayUpdate(ctx, found(row))
  const { image } = body as { image?: Buffer }
  if (!image) throw invalid('image', 'Send a PNG, JPEG or WebP file of at most 5 MB in the field image.')
  return drawPicture(image)
}

/** Gives the product this picture; nothing at all when it is the one it has. Throws 404, 403, 412. */
export async function setImage(ctx: Ctx, { params }: Input<unknown>, picture: Picture): Promise<Product> {
  const row = await lockImage(ctx, params.id)
  if (row.image === picture.hash) return showProduct(ctx, row)
  queueImages(ctx, row.id, picture)
  queueChange(ctx, row, picture.hash)
  return showProduct(ctx, await commitAndRead(ctx, row.id))
}

/** Takes the picture away. Throws 404 also where there is none, 403, 412. */
export async function deleteImage(ctx: Ctx, { params }: Input<unknown>): Promise<Answer> {
  const row = await lockImage(ctx, params.id)
  found(row.image)
  queueImagesGone(ctx, row.id)
  queueChange(ctx, row, null)
  await ctx.tx.commit()
  return new Answer(204, null)
}

async function lockImage(ctx: Ctx, productId: number): Promise<ProductRow> {
  const row = await lockProduct(ctx, productId)
  assertMayUpdate(ctx, row)
  assertVersion(row.version, ctx.ifMatch)
  return row
}

function queueChange(ctx: Ctx, row: ProductRow, hash: string | null): void {
  ctx.tx.queue(sql`update products set image = ${hash}, updated_at = now(), version = version + 1
    where tenant_id = ${ctx.tenantId} and id = ${row.id}`)
  const object = { type: 'product', id: row.id }
  record(ctx, { action: 'product.updated', object, before: { image: row.image }, after: { image: hash } })
}
