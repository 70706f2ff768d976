import { invalid } from '../../platform/errors.ts'
import { nameKey } from '../../platform/fold.ts'
import { unitMilliOf } from '../../platform/money.ts'
import { authorId } from '../../platform/operator.ts'
import type { Ctx, Input } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { record } from '../audit/record.ts'
import { queueOpening } from '../stock/ledger.ts'
import { lockTarget } from '../stock/sheet.ts'
import type { NewProduct, Product } from './contract.ts'
import { assertReferences, fieldsGiven, lockReferences } from './fields.ts'
import { type Fields, type ProductRow, productColumns, productTables, showFields, showProduct } from './show.ts'
import { skuFor, skuTaken, takenSkus } from './sku.ts'
import { queueTerms } from './terms.ts'

/** Adds a product, with its opening stock at the default location. Throws 400 by field. */
export async function createProduct(ctx: Ctx, { body }: Input<NewProduct>): Promise<Product> {
  const { unit = 'piece', stock = null } = body
  const given = fieldsGiven(ctx, body, unit)
  const openingMilli = stock === null ? 0 : unitMilliOf(stock, unit, 'stock')
  if (stock !== null && body.track_stock === false)
    throw invalid('stock', 'An untracked product has no stock. Leave it out, or track the product.')
  if (body.image != null) throw invalid('image', 'Create the product first, then send its picture to …/image/.')
  const skus = given.sku === undefined ? Array.from({ length: 4 }, () => skuFor(body.name)) : [given.sku]
  const [id, taken, references] = await Promise.all([
    nextId(ctx),
    takenSkus(ctx, skus),
    lockReferences(ctx, body),
    stock !== null && lockTarget(ctx, null),
  ])
  assertReferences(given, references)
  const sku = skus.find(one => !taken.includes(nameKey(one)))
  if (sku === undefined) throw skuTaken()
  const fields = {
    ...defaultsFor(ctx, stock),
    ...given,
    name: body.name,
    sku,
    price_minor: given.price_minor as number,
  }
  queueProduct(ctx, id, fields)
  const { cost_minor: costMinor, reorder_point_milli: reorderPointMilli } = fields
  queueOpening(ctx, { productId: id, quantityMilli: openingMilli, costMinor, reorderPointMilli })
  record(ctx, createdEvent(ctx, id, { fields, stock }), { products: 1, activeProducts: Number(fields.is_active) })
  return showProduct(ctx, await commitAndRead(ctx, id))
}

/** Commits and reads the product anew. Two who take one SKU at once: the second is told as if it had come a moment later. */
export async function commitAndRead({ tx, tenantId }: Ctx, id: number): Promise<ProductRow> {
  try {
    const [[row]] = await tx.commit(sql<ProductRow>`
      select ${productColumns} from ${productTables(tenantId)} where p.tenant_id = ${tenantId} and p.id = ${id}`)
    return row as ProductRow
  } catch (error) {
    throw (error as { code?: string }).code === '23505' ? skuTaken() : error
  }
}

async function nextId({ tx }: Ctx): Promise<number> {
  const [next] = await tx.rows(sql<{ id: number }>`select nextval('platform.products_id') as id`)
  return (next as { id: number }).id
}

function defaultsFor({ actor }: Ctx, stock: number | null): Omit<Fields, 'name' | 'sku' | 'price_minor'> {
  return {
    description: '',
    cost_minor: null,
    unit: 'piece',
    track_stock: stock !== null || actor.preset !== 'store',
    category_id: null,
    barcode: null,
    reorder_point_milli: null,
    reorder_quantity_milli: null,
    image: null,
    assigned_to: null,
    is_active: true,
  }
}

function queueProduct(ctx: Ctx, id: number, fields: Fields): void {
  const { tx, tenantId } = ctx
  tx.queue(sql`
    insert into products (tenant_id, id, name, name_key, sku, sku_key, description, price_minor, cost_minor, unit, track_stock,
      category_id, barcode, reorder_point_milli, reorder_quantity_milli, assigned_to, is_active, created_by)
    values (${tenantId}, ${id}, ${fields.name}, ${nameKey(fields.name)}, ${fields.sku}, ${nameKey(fields.sku)}, ${fields.description},
      ${fields.price_minor}, ${fields.cost_minor}, ${fields.unit}, ${fields.track_stock}, ${fields.category_id}, ${fields.barcode},
      ${fields.reorder_point_milli}, ${fields.reorder_quantity_milli}, ${fields.assigned_to}, ${fields.is_active}, ${authorId(ctx)})`)
  queueTerms(ctx, id, fields)
}

function createdEvent({ actor }: Ctx, id: number, { fields, stock }: { fields: Fields; stock: number | null }) {
  const told = Object.entries({ ...showFields(fields, actor.settings.currency), stock }).filter(
    ([, value]) => value !== null && value !== '',
  )
  return { action: 'product.created', object: { type: 'product', id }, after: Object.fromEntries(told) } as const
}
