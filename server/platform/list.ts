/**
 * Lists: keyset pages that cost the same at the millionth row, a count that is exact to 10,000, filters as django-filter
 * users know them, search. A page is one flush: its rows and its count travel together.
 */
import { type TObject, type TProperties, Type } from 'typebox'
import type { ReadTx } from './door.ts'
import { countRows } from './list/count.ts'
import { type CsvRow, csvOf } from './list/csv.ts'
import { type Filter, type Kind, parametersOf } from './list/filters.ts'
import { linksOf } from './list/links.ts'
import { readQuery, usualOrdering } from './list/query.ts'
import { readRows, showRows } from './list/rows.ts'
import type { Answer, Query, ReadCtx } from './route.ts'
import type { Statement } from './sql.ts'

export type { Filter, Kind } from './list/filters.ts'

export type List = {
  /** Distinct per list: part of its cursors and the CSV file's name. */
  name: string
  /** The id column, unique in the list: the last key of every ordering. */
  id: string
  orderings: Record<string, Ordering>
  /** As in the query: `-created_at`, `name,id`. */
  defaultOrdering: string
  /**
   * Orderings that stand for a default ordering by id where their time is filtered by: the index of that time finds the rows, that of
   * the ids would have to be searched for them.
   */
  timeOrderings?: readonly string[]
  filters: Record<string, Filter>
  search?: TermSearch | PlainSearch
  /** The schema of one result; its fields are the columns of `?format=csv`. */
  item: TObject
}

/**
 * A key that rows can be ordered by: not null, led by an index `(tenant_id, column, id)`; text in collation C.
 * `id`: the index's own id column where that is not the list's (an index of a joined table).
 */
export type Ordering = { column: string; type: Exclude<Kind, readonly string[]>; id?: string }

/** Words kept in a table `(tenant_id, term, <owner>, shared)`, read as `hit`, see list/search.ts; `owner` is the id's column there. */
export type TermSearch = { terms: string; owner: string }

/** A condition on the text; the ordering stays. For lists that are small, or cheap to scan up to 10,000 hits. */
export type PlainSearch = { matches: (text: string, ctx: ListCtx) => Statement }

/** Where a page's rows come from; aliases as in the list's columns. Every table needs its own `tenant_id = …`. */
export type Source<R, T> = {
  /** The columns, without `select`. */
  select: Statement
  /** Without `from`. */
  from: Statement
  /** Without `where`. */
  where: Statement
  /**
   * Joins of what is only shown: a row of each to every row of the list, of which neither `where` nor a filter speaks. They are
   * looked up for the rows of the page alone.
   */
  shown?: Statement
  /** One row `{count}`: the number of rows without any filter, where a counter knows it. */
  knownCount?: Statement<{ count: number }>
  /** What `where` says, said about `hit` alone: a search is then counted without looking at its rows. */
  whereHit?: Statement
  /** How a search knows that it would find what it found before, so that it need not count again. */
  standing?: Standing
} & Showing<R, T>

/** How rows become results: each by itself, or all of them by looking further, in the transaction that read them. */
type Showing<R, T> = { show: (row: R) => T } | { showAll: (tx: ReadTx, rows: R[]) => Promise<T[]> }

/** Where the company stands, as a number that only grows, and whether what finds rows has changed since such a number. */
export type Standing = { now: Statement; hasChangedSince: (then: number) => Statement }

/** What a page needs of a request's context. */
export type ListCtx = Pick<ReadCtx, 'tx' | 'tenantId' | 'baseUrl' | 'request' | 'deployment' | 'actor'> & {
  /** Enters the company once more, for rows that are streamed after the transaction; needed where it is not the actor's own. */
  reenter?: <T>(work: (tx: ReadTx) => Promise<T>) => Promise<T>
}

export type Page<T> = {
  count: number
  count_is_lower_bound?: true
  next: string | null
  previous: string | null
  results: T[]
}

/** Declares a list. Its columns are trusted SQL. */
export function defineList<const L extends List>(list: L): L {
  return list
}

/** The route's `query` schema: every parameter the list knows; `page` refuses others. */
export function queryOf(list: List): TObject {
  const properties: TProperties = {
    page_size: parameter('1 to 200, default 20'),
    cursor: parameter('taken from `next` or `previous`'),
    ordering: parameter(
      `${Object.keys(list.orderings).join(', ')}; several by commas, - for descending. Default: ${list.defaultOrdering}${list.timeOrderings ? `, or the time that is filtered by: ${list.timeOrderings.map(time => usualOrdering(list, [time])).join(', ')}` : ''}`,
    ),
    format: parameter('`csv`: all rows as a CSV file'),
  }
  if (list.search) properties.search = parameter('words or beginnings of words, all of which must be found')
  for (const [name, { description }] of parametersOf(list)) properties[name] = parameter(description)
  return Type.Object(properties)
}

/**
 * The page the query asks for, or, with `?format=csv`, an answer that streams all its rows.
 * Throws 400 on a parameter that is unknown, repeated or has a bad value; 400 `narrow_search`.
 */
export async function page<R, T extends CsvRow>(
  ctx: ListCtx,
  list: List,
  query: Query,
  source: Source<R, T>,
): Promise<Page<T> | Answer> {
  const asked = readQuery(ctx, list, query)
  if (asked.format === 'csv') return csvOf(ctx, list, asked, source)
  const [rows, count] = await Promise.all([readRows(ctx, list, asked, source), countRows(ctx, list, asked, source)])
  return { ...count, ...linksOf(ctx, asked, { rows, count }), results: await showRows(ctx.tx, rows, source) }
}

function parameter(description: string) {
  return Type.Optional(Type.String({ description }))
}
