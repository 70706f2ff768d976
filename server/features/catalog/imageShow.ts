import type { Deployment } from '../../platform/deployment.ts'
import { found } from '../../platform/errors.ts'
import { Answer, type Input, type PublicCtx, type Query, type ReadCtx } from '../../platform/route.ts'
import { type Statement, sql } from '../../platform/sql.ts'
import { inSight } from './sight.ts'

/**
 * The path of a product's picture, or null. Pages show pictures by `<img>`, which sends no token, so the path is signed:
 * whoever was shown the product may look at this very picture. A new picture has a new path, and the old one is gone.
 */
export function imagePath(
  { tokens }: Deployment,
  { id, tenant, image }: { id: number; tenant: number; image: string | null },
): string | null {
  return image && `/api/products/${id}/image/?v=${image}&sig=${tokens.signLink(tenant, linkedImage(id, image))}`
}

/** The picture, for whom the product is in sight. Throws 404. */
export async function sendImage(ctx: ReadCtx, { params, query }: Input<unknown>): Promise<Answer> {
  const [row] = await ctx.tx.rows(imageRow(ctx, { id: params.id, query, where: inSight(ctx.actor) }))
  return answerOf(ctx, query, found(row))
}

/** The picture, for who holds its signed path, as long as it is the product's. Throws 404. */
export async function sendLinkedImage(ctx: PublicCtx, { params, query }: Input<unknown>): Promise<Answer> {
  const { tokens, entrances } = ctx.deployment
  const { v, sig } = query as { v?: string; sig: string }
  const claims = found(tokens.readLink(linkedImage(params.id, v ?? ''), sig))
  const { tenantId, tenant, read } = found(await entrances.byLinkClaims(claims))
  const isHere = ctx.domainTenantId === null || ctx.domainTenantId === tenantId
  const where = sql`p.tenant_id = ${tenantId} and p.deleted_at is null and p.image = ${v}`
  const [row] =
    isHere && tenant.status === 'active'
      ? await read(tx => tx.rows(imageRow({ ...ctx, tenantId }, { id: params.id, query, where })))
      : []
  return answerOf(ctx, query, found(row))
}

function linkedImage(productId: number, hash: string): string {
  return `image ${productId} ${hash}`
}

/** `bytes` is null where the caller has them already. */
type ImageRow = { hash: string; bytes: Buffer | null }
type Asked = { id: number; query: Query; where: Statement }

function imageRow(ctx: Pick<ReadCtx, 'tenantId' | 'request'>, { id, query, where }: Asked) {
  return sql<ImageRow>`
    select i.hash, case when i.hash = ${hashKnown(ctx, query)} then null else i.bytes end as bytes
    from products p join product_images i on i.tenant_id = ${ctx.tenantId} and i.product_id = p.id and i.size = ${sizeOf(query)}
    where ${where} and p.id = ${id}`
}

function sizeOf({ size = 'full' }: Query): string {
  return size as string
}

/** The hash in If-None-Match, when it is of the size that is asked for. */
function hashKnown({ request }: Pick<ReadCtx, 'request'>, query: Query): string {
  const [, hash = '', size] = /"([0-9a-f]{64})-(\w+)"/.exec(request.headers['if-none-match'] ?? '') ?? []
  return size === sizeOf(query) ? hash : ''
}

function answerOf({ request }: Pick<PublicCtx, 'request'>, query: Query, { hash, bytes }: ImageRow): Answer {
  const { id } = request.params as { id: string }
  const headers = {
    etag: `"${hash}-${sizeOf(query)}"`,
    // Not in caches that many share: a suspended company's pictures would live on there.
    'cache-control': query.v === hash ? 'private, max-age=31536000, immutable' : 'private, no-cache',
  }
  if (bytes === null) return new Answer(304, null, headers)
  return new Answer(200, bytes, {
    ...headers,
    'content-type': 'image/webp',
    'content-disposition': `inline; filename="product-${id}.webp"`,
    'content-security-policy': "default-src 'none'; sandbox",
  })
}
