import { nameKey } from '../../platform/fold.ts'
import { defineList, page } from '../../platform/list.ts'
import type { Answer, Input, PublicCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { answerOf } from './answer.ts'
import { StoreCategory } from './contract.ts'
import { inStore } from './enter.ts'

export const storeCategories = defineList({
  name: 'store-categories',
  id: 'c.id',
  orderings: { id: { column: 'c.id', type: 'id' }, name: { column: 'c.name_key', type: 'text' } },
  defaultOrdering: 'name',
  filters: { id: { column: 'c.id', type: 'id' } },
  search: { matches: text => sql`strpos(c.name_key, ${nameKey(text)}) > 0` },
  item: StoreCategory,
})

/** The categories in which the store has something to show, by name. */
export async function listStoreCategories(ctx: PublicCtx, { query }: Input<unknown>): Promise<Answer> {
  const listed = await inStore(ctx, store =>
    page(store, storeCategories, query, {
      select: sql`c.id, c.name, c.description`,
      from: sql`categories c`,
      where: sql`c.tenant_id = ${store.tenantId} and exists (
        select from products p where p.tenant_id = ${store.tenantId} and p.category_id = c.id and p.deleted_at is null and p.is_active)`,
      show: (row: StoreCategory) => row,
    }),
  )
  return answerOf(ctx, 'facts', listed)
}
