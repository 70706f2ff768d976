import type { ReadTx } from '../door.ts'
import type { List, ListCtx, Source } from '../list.ts'
import { type Statement, sql } from '../sql.ts'
import { beyond, keyColumns, orderBy, present, sortedBy } from './order.ts'
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

/** So many hits are read and sorted in a few milliseconds. Of more, the order's index meets one soon enough. */
const mostSorted = 2_000

// Of a filter PostgreSQL only guesses how much it leaves, so the statement looks first; the branch that is not taken is not run.
function rowsStatement<R>(ctx: ListCtx, list: List, asked: Asked, source: Source<R, unknown>): Statement<R> {
  const { filters, words, position } = asked
  const parts = searched(ctx, list, asked, source as Source<never, unknown>)
  const walked = pageOf<R>(list, asked, source, { ...parts, order: orderBy })
  if (!filters || words) return sql<R>`${parts.preface}${walked}`
  const sorted = (where: Statement) => pageOf<R>(list, asked, source, { ...parts, where, order: sortedBy })
  if (position) return !position.isLowerBound && position.count <= mostSorted ? sorted(parts.where) : walked
  const few = sql`(select count(*) from few) <= ${sql.raw(String(mostSorted))}`
  return sql<R>`with few as materialized (select from ${parts.from} where ${parts.where} limit ${sql.raw(String(mostSorted + 1))})
    (${sorted(sql`${parts.where} and ${few}`)}) union all
    (${pageOf<R>(list, asked, source, { ...parts, where: sql`${parts.where} and not (${few})`, order: orderBy })})`
}

type Parts = { from: Statement; where: Statement; order: typeof orderBy }

// The limit is written out: PostgreSQL plans a page of unknown size anew each time, which costs more than reading it.
function pageOf<R>(list: List, asked: Asked, source: Source<R, unknown>, { from, where, order }: Parts): Statement<R> {
  const { keys, position, pageSize } = asked
  const back = position?.back ?? false
  const onwards = position && position.values.length > 0 ? sql` and ${beyond(keys, position.values, back)}` : sql.empty
  const rows = sql`from ${from} where ${where}${present(keys)}${onwards}
    order by ${order(keys, back)} limit ${sql.raw(String(pageSize + 1))}`
  if (!source.shown) return sql<R>`select ${source.select}, ${keyColumns(keys)} ${rows}`
  const alias = sql.raw(list.id.replace(/\..*/, ''))
  return sql<R>`select ${source.select}, ${keyColumns(keys)} from (select ${alias}.* ${rows}) ${alias} ${source.shown}
    order by ${orderBy(keys, back)}`
}
