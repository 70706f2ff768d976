import type { Answer, PublicCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { answerOf } from './answer.ts'
import type { Store } from './contract.ts'
import { inStore, type StoreCtx } from './enter.ts'

/** What the store is. Throws 404. */
export async function getStore(ctx: PublicCtx): Promise<Answer> {
  return answerOf(ctx, 'facts', await inStore(ctx, showStore))
}

async function showStore({ tx, tenantId, tenant, actor }: StoreCtx): Promise<Store> {
  const [head] = await tx.rows(shownCount(tenantId))
  const { name, slug, domain } = tenant
  const { currency, customer_signup } = actor.settings
  return { name, slug, domain, currency, customer_signup, products_count: head?.count ?? 0 }
}

/** How many products the store shows. */
export const shownCount = (tenantId: number) => sql<{ count: number }>`
  select active_products_count as count from heads where tenant_id = ${tenantId}`
