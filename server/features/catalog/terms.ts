import { termsOf } from '../../platform/list/search.ts'
import type { Standing } from '../../platform/list.ts'
import type { Ctx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import type { Fields } from './show.ts'

type Searchable = Pick<Fields, 'name' | 'sku' | 'barcode' | 'description' | 'is_active'>

const mostTerms = 200

/** Makes a new product findable. */
export function queueTerms({ tx, tenantId }: Ctx, productId: number, fields: Searchable): void {
  const terms = termsOf([fields.name, fields.sku, fields.barcode, fields.description], mostTerms)
  if (terms.length === 0) return
  tx.queue(sql`insert into product_terms (tenant_id, term, product_id, shared, is_active)
    select ${tenantId}, term, ${productId}, shared, ${fields.is_active}
    from unnest(${terms.map(({ term }) => term)}::text[], ${terms.map(({ shared }) => shared)}::int[]) as t (term, shared)`)
}

/** Makes it unfindable. */
export function queueTermsGone({ tx, tenantId }: Ctx, productId: number): void {
  tx.queue(sql`delete from product_terms where tenant_id = ${tenantId} and product_id = ${productId}`)
}

/** Whether a change of these fields changes what finds the product. */
export function isFoundOtherwise(before: Searchable, after: Searchable): boolean {
  const names = ['name', 'sku', 'barcode', 'description', 'is_active'] as const
  return names.some(name => before[name] !== after[name])
}

/** By which a search knows that it would find the same products as before: every change of terms is recorded as one of these. */
export function standingOfTerms(tenantId: number): Standing {
  return {
    now: sql`select audit_seq from heads where tenant_id = ${tenantId}`,
    hasChangedSince: seq => sql`exists (select from audit_log l where l.tenant_id = ${tenantId}
      and l.action in ('product.created', 'product.updated', 'product.deleted') and l.seq > ${seq})`,
  }
}
