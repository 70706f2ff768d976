import { found } from '../../platform/errors.ts'
import { nameKey } from '../../platform/fold.ts'
import { defineList, page } from '../../platform/list.ts'
import { companyFilter } from '../../platform/operator.ts'
import type { Input, ReadCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { runsLow } from '../stock/reorder.ts'
import { Product } from './contract.ts'
import { type ProductRow, productColumns, productTables, showProduct } from './show.ts'
import { inSight, seesAll, seesInactive } from './sight.ts'
import { standingOfTerms } from './terms.ts'

export const products = defineList({
  name: 'products',
  id: 'p.id',
  orderings: {
    id: { column: 'p.id', type: 'id' },
    name: { column: 'p.name_key', type: 'text' },
    sku: { column: 'p.sku_key', type: 'text' },
    price: { column: 'p.price_minor', type: 'money' },
    stock: { column: 's.available_milli', type: 'quantity', id: 's.product_id' },
    created_at: { column: 'p.created_at', type: 'time' },
    updated_at: { column: 'p.updated_at', type: 'time' },
  },
  defaultOrdering: 'id',
  timeOrderings: ['created_at', 'updated_at'],
  filters: {
    id: { column: 'p.id', type: 'id' },
    name: { column: 'p.name_key', type: 'text', key: nameKey },
    sku: { column: 'p.sku_key', type: 'text', key: nameKey },
    barcode: { column: 'p.barcode', type: 'text', nullable: true },
    price: { column: 'p.price_minor', type: 'money' },
    stock: { column: 's.available_milli', type: 'quantity', and: 'p.track_stock' },
    on_hand: { column: 's.on_hand_milli', type: 'quantity', and: 'p.track_stock' },
    reserved: { column: 's.reserved_milli', type: 'quantity', and: 'p.track_stock' },
    incoming: { column: 's.incoming_milli', type: 'quantity', and: 'p.track_stock' },
    reorder_point: { column: 'p.reorder_point_milli', type: 'quantity', nullable: true },
    low: { column: runsLow, type: 'bool' },
    in_stock: { column: '(not p.track_stock or s.available_milli > 0)', type: 'bool' },
    track_stock: { column: 'p.track_stock', type: 'bool' },
    category: { column: 'p.category_id', type: 'id', nullable: true },
    assigned_to: { column: 'p.assigned_to', type: 'id', nullable: true },
    created_by: { column: 'p.created_by', type: 'id' },
    is_active: { column: 'p.is_active', type: 'bool' },
    created_at: { column: 'p.created_at', type: 'time' },
    updated_at: { column: 'p.updated_at', type: 'time' },
    company: companyFilter,
  },
  search: { terms: 'product_terms', owner: 'product_id' },
  item: Product,
})

/** The products in sight, oldest first; a search finds words of name, SKU, barcode and description by their beginnings. */
export function listProducts(ctx: ReadCtx, { query }: Input<unknown>) {
  return page(ctx, products, query, {
    select: productColumns,
    from: productTables(ctx.tenantId),
    where: inSight(ctx.actor),
    ...(seesAll(ctx.actor) && {
      knownCount: counted(ctx),
      whereHit: seesInactive(ctx.actor) ? sql`true` : sql`hit.is_active`,
      standing: standingOfTerms(ctx.tenantId),
    }),
    show: (row: ProductRow) => showProduct(ctx, row),
  })
}

/** Throws 404. */
export async function getProduct(ctx: ReadCtx, { params }: Input<unknown>): Promise<Product> {
  const [row] = await ctx.tx.rows(sql<ProductRow>`
    select ${productColumns} from ${productTables(ctx.tenantId)} where ${inSight(ctx.actor)} and p.id = ${params.id}`)
  return showProduct(ctx, found(row))
}

function counted({ actor, tenantId }: ReadCtx) {
  const column = sql.raw(seesInactive(actor) ? 'products_count' : 'active_products_count')
  return sql<{ count: number }>`select ${column} as count from heads where tenant_id = ${tenantId}`
}
