import { found } from '../../platform/errors.ts'
import { defineList, page } from '../../platform/list.ts'
import { moneyText, quantityOf } from '../../platform/money.ts'
import type { Answer, Input, PublicCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { imagePath } from '../catalog/imageShow.ts'
import { type ProductRow, productTables } from '../catalog/show.ts'
import { answerOf } from './answer.ts'
import { StoreProduct } from './contract.ts'
import { inStore, type StoreCtx } from './enter.ts'
import { shownCount } from './store.ts'

export const storeProducts = defineList({
  name: 'store-products',
  id: 'p.id',
  orderings: {
    id: { column: 'p.id', type: 'id' },
    name: { column: 'p.name_key', type: 'text' },
    price: { column: 'p.price_minor', type: 'money' },
    created_at: { column: 'p.created_at', type: 'time' },
  },
  defaultOrdering: '-created_at',
  filters: {
    id: { column: 'p.id', type: 'id' },
    category: { column: 'p.category_id', type: 'id', nullable: true },
    price: { column: 'p.price_minor', type: 'money' },
    in_stock: { column: '(not p.track_stock or s.available_milli > 0)', type: 'bool' },
  },
  search: { terms: 'product_terms', owner: 'product_id' },
  item: StoreProduct,
})

/** What the store sells, the newest first. */
export async function listStoreProducts(ctx: PublicCtx, { query }: Input<unknown>): Promise<Answer> {
  const listed = await inStore(ctx, store =>
    page(store, storeProducts, query, {
      select: publicColumns,
      from: productTables(store.tenantId),
      where: isShown(store),
      knownCount: shownCount(store.tenantId),
      whereHit: sql`hit.is_active`,
      show: (row: PublicRow) => showStoreProduct(store, row),
    }),
  )
  return answerOf(ctx, 'shelf', listed)
}

/** One thing that the store sells. Throws 404. */
export async function getStoreProduct(ctx: PublicCtx, { params }: Input<unknown>): Promise<Answer> {
  const product = await inStore(ctx, async store => {
    const [row] = await store.tx.rows(sql<PublicRow>`
      select ${publicColumns} from ${productTables(store.tenantId)} where ${isShown(store)} and p.id = ${params.id}`)
    return showStoreProduct(store, found(row))
  })
  return answerOf(ctx, 'shelf', product)
}

type PublicRow = Pick<
  ProductRow,
  'id' | 'tenant' | 'name' | 'sku' | 'description' | 'price_minor' | 'unit' | 'track_stock' | 'category_id' | 'image'
> & { available_milli: number; incoming_milli: number }

const publicColumns = sql`p.id, p.tenant_id as tenant, p.name, p.sku, p.description, p.price_minor, p.unit, p.track_stock,
  p.category_id, p.image, s.available_milli, s.incoming_milli`

const isShown = ({ tenantId }: StoreCtx) => sql`p.tenant_id = ${tenantId} and p.deleted_at is null and p.is_active`

function showStoreProduct({ deployment, actor }: StoreCtx, row: PublicRow): StoreProduct {
  const { currency } = actor.settings
  return {
    id: row.id,
    name: row.name,
    sku: row.sku,
    description: row.description,
    price: moneyText(row.price_minor, currency),
    currency,
    unit: row.unit,
    stock: row.track_stock ? quantityOf(row.available_milli) : null,
    incoming: quantityOf(row.incoming_milli),
    category: row.category_id,
    image: imagePath(deployment, row),
  }
}
