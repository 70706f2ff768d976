import { wordsOf } from '../../platform/list/search.ts'
import type { ListCtx } from '../../platform/list.ts'
import { type Statement, sql } from '../../platform/sql.ts'

/** Whether the product in `column` (trusted SQL) has all these words, or words that begin so. */
export function productMatches(column: string) {
  return (text: string, { tenantId }: ListCtx): Statement => {
    const words = wordsOf(text)
    if (words.length === 0) return sql`false`
    return sql.join(
      words.map(
        word => sql`${sql.raw(column)} in (
          select t.product_id from product_terms t
          where t.tenant_id = ${tenantId} and t.term >= ${word} and t.term < ${`${word}\u{10FFFF}`})`,
      ),
      ' and ',
    )
  }
}
