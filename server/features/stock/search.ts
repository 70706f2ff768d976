import { begins, wordsOf } from '../../platform/list/search.ts'
import type { ListCtx } from '../../platform/list.ts'
import { type Statement, sql } from '../../platform/sql.ts'

/** Whether the product in `column` (trusted SQL) has all these words, or words that begin so. The longest leads: it is likely the rarest. */
export function productMatches(column: string) {
  return (text: string, { tenantId }: ListCtx): Statement => {
    const [leader, ...others] = wordsOf(text).toSorted((a, b) => b.length - a.length)
    if (leader === undefined) return sql`false`
    const has = others.map(
      word => sql` and exists (select from product_terms o
        where o.tenant_id = ${tenantId} and o.product_id = t.product_id and ${begins('o.term', word)})`,
    )
    return sql`${sql.raw(column)} in (
      select t.product_id from product_terms t
      where t.tenant_id = ${tenantId} and ${begins('t.term', leader)}${sql.join(has, '')})`
  }
}
