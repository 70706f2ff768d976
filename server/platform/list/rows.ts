import type { ReadTx } from '../door.ts'
import type { List, ListCtx, Source } from '../list.ts'
import { type Statement, sql } from '../sql.ts'
import { beyond, keyColumns, orderBy, present } from './order.ts'
import type { Asked } from './query.ts'
import { searched } from './search.ts'

/** The rows of a page in the list's order, and whether there are more in the direction it was read. */
export type Rows<R> = { found: R[]; hasMore: boolean }

/** Reads the page in one statement; a count that is asked for in the same tick is planned alike. */
export async function readRows<R>(
  ctx: ListCtx,
  list: List,
  asked: Asked,
  source: Source<R, unknown>,
): Promise<Rows<R>> {
  if (asked.words?.length === 0) return { found: [], hasMore: false }
  if (asked.filters || (asked.words?.length ?? 0) > 1) ctx.tx.rows(planForValues)
  const rows = await ctx.tx.rows(rowsStatement(ctx, list, asked, source))
  const found = rows.slice(0, asked.pageSize)
  return { found: asked.position?.back ? found.reverse() : found, hasMore: rows.length > asked.pageSize }
}

/** The rows as the list's results. */
export function showRows<R, T>(tx: ReadTx, { found }: Rows<R>, source: Source<R, T>): T[] | Promise<T[]> {
  return 'showAll' in source ? source.showAll(tx, found) : found.map(row => source.show(row))
}

/** Where a row of `readRows` stands in the list. */
export function standOf(row: unknown, asked: Asked): unknown[] {
  return asked.keys.map((_, i) => (row as Record<string, unknown>)[`key_${i}`])
}

// How many rows a filter or a word leaves decides which plan is good, and the plan kept for any value knows nothing of that.
const planForValues = sql`select set_config('plan_cache_mode', 'force_custom_plan', true)`

// The limit is written out: PostgreSQL plans a page of unknown size anew each time, which costs more than reading it.
function rowsStatement<R>(ctx: ListCtx, list: List, asked: Asked, source: Source<R, unknown>): Statement<R> {
  const { keys, position, pageSize } = asked
  const back = position?.back ?? false
  const { preface, from, where } = searched(ctx, list, asked, source as Source<never, unknown>)
  const onwards = position && position.values.length > 0 ? sql` and ${beyond(keys, position.values, back)}` : sql.empty
  return sql<R>`${preface}select ${source.select}, ${keyColumns(keys)} from ${from} where ${where}${present(keys)}${onwards}
    order by ${orderBy(keys, back)} limit ${sql.raw(String(pageSize + 1))}`
}
