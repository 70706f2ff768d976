import { can, reaches } from '../../platform/actor.ts'
import { fail, found, invalid } from '../../platform/errors.ts'
import { nameKey } from '../../platform/fold.ts'
import { decimalsOfUnit, quantityOf, unitMilliOf } from '../../platform/money.ts'
import type { Ctx, Input } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { isVersion } from '../../platform/version.ts'
import { record } from '../audit/record.ts'
import { assertOwnTenant } from '../people/body.ts'
import { setAvailable } from '../stock/adjust.ts'
import { queueReorderPoint } from '../stock/ledger.ts'
import { hasParts } from '../stock/parts.ts'
import { lockStock, lockTarget } from '../stock/sheet.ts'
import type { Product, ProductChanges } from './contract.ts'
import { commitAndRead } from './create.ts'
import { assertReferences, fieldsGiven, lockReferences } from './fields.ts'
import { queueImagesGone } from './imageRows.ts'
import { imagePath } from './imageShow.ts'
import { type Fields, type ProductRow, productColumns, productTables, showFields, showProduct } from './show.ts'
import { inSight } from './sight.ts'
import { skuTaken, takenSkus } from './sku.ts'
import { isFoundOtherwise, queueTerms, queueTermsGone } from './terms.ts'

/**
 * Changes what the body names and what differs; nothing at all when nothing does. A `stock` that differs is an
 * adjustment at the default location. Throws 404, 403, 412, 400 by field, 409 stock_held.
 */
export async function updateProduct(ctx: Ctx, { params, body }: Input<ProductChanges>): Promise<Product> {
  assertOwnTenant(ctx, body)
  const { row, sheet, references, taken } = await lockGround(ctx, params.id, body)
  assertMayUpdate(ctx, row)
  await assertUnchanged(ctx, row, body.version)
  assertImageKept(ctx, body, row)
  const stockMilli = stockGiven(body, row)
  const after = {
    ...row,
    ...fieldsGiven(ctx, body, body.unit ?? row.unit),
    ...(stockMilli !== null && { track_stock: true }),
  }
  assertReferences(differing(row, after), references)
  await assertUnitFits(ctx, row, after)
  if (after.sku !== row.sku && taken.length > 0) throw skuTaken()
  const stockBefore =
    stockMilli === null ? undefined : adjust(ctx, sheet, { productId: row.id, availableMilli: stockMilli })
  if (stockBefore === undefined && Object.keys(differing(row, after)).length === 0) return showProduct(ctx, row)
  queueFields(ctx, row, after)
  recordChanges(
    ctx,
    row,
    after,
    stockBefore === undefined ? null : { before: quantityOf(stockBefore), after: body.stock as number },
  )
  return showProduct(ctx, await commitAndRead(ctx, row.id))
}

/** Locks the product, and its stock where that, its tracking or its reorder point is spoken of, and reads what the change will be judged by. */
async function lockGround(ctx: Ctx, id: number, body: ProductChanges) {
  const concernsStock =
    body.stock !== undefined ||
    body.track_stock !== undefined ||
    body.unit !== undefined ||
    body.reorder_point !== undefined
  const [sheet, row, , references, taken] = await Promise.all([
    concernsStock ? lockStock(ctx, [id]) : null,
    lockProduct(ctx, id),
    concernsStock ? lockTarget(ctx, null) : null,
    lockReferences(ctx, body),
    takenSkus(ctx, body.sku === undefined ? [] : [body.sku], id),
  ])
  return { sheet, row, references, taken }
}

/** The product, locked until the commit; joins the flush of its tick. Throws 404. */
export async function lockProduct({ tx, tenantId, actor }: Ctx, id: number): Promise<ProductRow> {
  const [, [row]] = await Promise.all([
    tx.rows(sql`select id from products where tenant_id = ${tenantId} and id = ${id} for no key update`),
    tx.rows(
      sql<ProductRow>`select ${productColumns} from ${productTables(tenantId)} where ${inSight(actor, tenantId)} and p.id = ${id}`,
    ),
  ])
  return found(row)
}

/** Throws 412, and says who has changed the product since, and when; nobody where a delivery or a count began its tracking. */
async function assertUnchanged(ctx: Ctx, row: ProductRow, version: number | undefined): Promise<void> {
  if (isVersion(row.version, ctx.ifMatch, version)) return
  const { tx, tenantId } = ctx
  const [last] = await tx.rows(sql<{ by: string | null }>`
    select l.actor_username as by from audit_log l
    where l.tenant_id = ${tenantId} and l.object_type = 'product' and l.object_id = ${row.id}
      and l.at > ${row.updated_at}::timestamptz - interval '1 minute'
      and (l.action = 'product.updated'
        or l.action = 'stock.adjusted' and (l.after ->> 'reason' = ${stockSet} or l.after ->> 'track_stock' = 'true'))
    order by l.seq desc limit 1`)
  throw fail('version_mismatch', {
    version: row.version,
    changed_by: last?.by ?? null,
    changed_at: new Date(row.updated_at).toISOString(),
  })
}

const stockSet = 'Stock set on the product'

/** Throws 403 on a product that one sees but may not change. */
export function assertMayUpdate({ actor }: Pick<Ctx, 'actor'>, row: ProductRow): void {
  if (!reaches(actor, 'UPDATE_PRODUCT', { owners: [row.created_by], assignedTo: row.assigned_to }))
    throw fail('permission_denied')
}

/** The path of the picture may be sent back; another picture does not come this way. */
function assertImageKept({ deployment }: Ctx, { image }: ProductChanges, row: ProductRow): void {
  if (image != null && image !== imagePath(deployment, row))
    throw invalid('image', `Send the picture itself to /api/products/${row.id}/image/, or null to remove it.`)
}

const mostMilli = 1e12

/** The stock wished for in thousandths, or null when the body wishes for none or for what is there. */
function stockGiven({ stock, track_stock, unit }: ProductChanges, row: ProductRow): number | null {
  if (stock === undefined) return null
  if (stock === null) {
    if (row.track_stock && track_stock !== false)
      throw invalid('stock', 'Send track_stock: false to stop tracking, or the stock there is.')
    return null
  }
  const wished = unitMilliOf(stock, unit ?? row.unit, 'stock')
  if (wished + row.reserved_milli > mostMilli)
    throw invalid('stock', 'At most 1000000000 units of a product can be on hand.')
  const known = row.on_hand_milli - row.reserved_milli
  if (track_stock === false && wished !== known)
    throw invalid('stock', 'An untracked product has no stock. Leave it out, or track the product.')
  return track_stock === false || (row.track_stock && wished === known) ? null : wished
}

/** Throws 400 when there are parts of what from now on comes whole. */
async function assertUnitFits(ctx: Ctx, row: ProductRow, after: Fields): Promise<void> {
  if (decimalsOfUnit(row.unit) === 0 || decimalsOfUnit(after.unit) > 0) return
  const points = [after.reorder_point_milli, after.reorder_quantity_milli]
  if (points.some(milli => (milli ?? 0) % 1000 !== 0) || (await hasParts(ctx, row.id)))
    throw invalid('unit', `There are parts of one, and ${after.unit} is only whole.`)
}

function adjust(
  ctx: Ctx,
  sheet: Awaited<ReturnType<typeof lockStock>> | null,
  wish: { productId: number; availableMilli: number },
) {
  if (!can(ctx.actor, 'ADJUST_STOCK')) throw fail('permission_denied')
  return setAvailable(ctx, sheet as NonNullable<typeof sheet>, wish)
}

function queueFields(ctx: Ctx, row: ProductRow, after: Fields): void {
  ctx.tx.queue(sql`
    update products set name = ${after.name}, name_key = ${nameKey(after.name)}, sku = ${after.sku}, sku_key = ${nameKey(after.sku)},
      description = ${after.description}, price_minor = ${after.price_minor}, cost_minor = ${after.cost_minor}, unit = ${after.unit},
      track_stock = ${after.track_stock}, category_id = ${after.category_id}, barcode = ${after.barcode},
      reorder_point_milli = ${after.reorder_point_milli}, reorder_quantity_milli = ${after.reorder_quantity_milli},
      image = ${after.image}, assigned_to = ${after.assigned_to}, is_active = ${after.is_active}, updated_at = now(), version = version + 1
    where tenant_id = ${ctx.tenantId} and id = ${row.id}`)
  if (after.reorder_point_milli !== row.reorder_point_milli) queueReorderPoint(ctx, row.id, after.reorder_point_milli)
  if (after.image !== row.image) queueImagesGone(ctx, row.id)
  if (!isFoundOtherwise(row, after)) return
  queueTermsGone(ctx, row.id)
  queueTerms(ctx, row.id, after)
}

type StockChange = { before: number | null; after: number }

function recordChanges(ctx: Ctx, row: ProductRow, after: Fields, stock: StockChange | null): void {
  const object = { type: 'product', id: row.id }
  const { currency } = ctx.actor.settings
  if (stock)
    record(ctx, {
      action: 'stock.adjusted',
      object,
      before: { stock: stock.before },
      after: { stock: stock.after, reason: stockSet },
    })
  const [shownBefore, shownAfter] = [showFields(row, currency), showFields(after, currency)]
  const changed = differing(shownBefore, shownAfter)
  if (Object.keys(changed).length === 0) return
  const before = differing(shownAfter, shownBefore)
  record(
    ctx,
    { action: 'product.updated', object, before, after: changed },
    { activeProducts: Number(after.is_active) - Number(row.is_active) },
  )
}

/** What `after` has otherwise than `before`. */
function differing<T extends object>(before: T, after: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => before[name as keyof T] !== value),
  ) as Partial<T>
}
