import { invalid } from '../errors.ts'
import type { List, ListCtx } from '../list.ts'
import type { Query } from '../route.ts'
import { type Statement, sql } from '../sql.ts'
import { openCursor, type Position } from './cursor.ts'
import { parametersOf } from './filters.ts'
import { type Key, keysOf } from './order.ts'
import { type Words, wordsOf } from './search.ts'

/** A query, read and checked. */
export type Asked = {
  pageSize: number
  /** Of the filters, joined by and; null when there are none. */
  filters: Statement | null
  /** Of a search through terms; an empty list finds nothing. */
  words: Words | null
  keys: readonly Key[]
  /** The ordering as the query named it, or the default; null: a search through terms in its own order. */
  ordering: string | null
  /** Where the page begins; null: at the beginning. */
  position: Position | null
  /** What a cursor belongs to: the company, the list, the filters and the search. */
  belongsTo: string
  format: 'json' | 'csv'
}

const defaultPageSize = 20
const mostPageSize = 200
const mostSearch = 200
const ownNames = new Set(['page_size', 'cursor', 'ordering', 'format', 'search'])

/** Reads a list's query. Throws 400 on the parameter at fault. */
export function readQuery(ctx: ListCtx, list: List, query: Query): Asked {
  const given = textsOf(ctx, list, query)
  const filters = filtersOf(ctx, list, given)
  const search = given.search?.trim() || null
  const belongsTo = JSON.stringify([
    ctx.tenantId,
    list.name,
    search,
    ...Object.entries(given)
      .filter(([name]) => !ownNames.has(name))
      .sort(),
  ])
  const position = given.cursor === undefined ? null : openCursor(ctx, given.cursor, belongsTo)
  const bySearch = search !== null && list.search !== undefined && 'terms' in list.search
  const ordering = given.ordering ?? position?.ordering ?? (bySearch ? null : usualOrdering(list, Object.keys(given)))
  if (position && position.ordering !== ordering)
    throw invalid('cursor', 'This cursor belongs to another ordering. Start without it.')
  return {
    pageSize: readPageSize(given.page_size),
    filters: sumOf(
      search !== null && list.search && 'matches' in list.search
        ? [...filters, sql`(${list.search.matches(search, ctx)})`]
        : filters,
    ),
    words: bySearch ? wordsOf(search) : null,
    keys: keysOf(list, ordering),
    ordering,
    position,
    belongsTo,
    format: readFormat(given.format),
  }
}

/** The ordering of who asks for none, with these parameters. */
export function usualOrdering({ defaultOrdering, timeOrderings = [] }: List, asked: readonly string[]): string {
  const time = timeOrderings.find(one => asked.some(name => name.replace(/__.*/, '') === one))
  if (!time) return defaultOrdering
  return defaultOrdering.startsWith('-') ? `-${time}` : time
}

type Texts = Record<string, string>

// Only what the list knows, once, as readable text. What a form sends of a field left open asks for nothing, as in django-filter.
function textsOf(ctx: ListCtx, list: List, query: Query): Texts {
  assertDecodable(ctx.request.url)
  const texts: Texts = {}
  for (const [name, value] of Object.entries(query)) {
    if (!isKnown(list, name)) throw invalid(name, 'Unknown filter.')
    if (typeof value !== 'string') throw invalid(name, 'Send this parameter once.')
    if (value.includes('\0') || !value.isWellFormed()) throw invalid(name, 'Remove the NUL character.')
    // An empty cursor is a client that lost its place: from the beginning again, it might never end.
    if (value !== '' || name === 'cursor') texts[name] = value
  }
  if ((texts.search?.length ?? 0) > mostSearch) throw invalid('search', `Send at most ${mostSearch} characters.`)
  return texts
}

function isKnown(list: List, name: string): boolean {
  if (name === 'search') return list.search !== undefined
  return ownNames.has(name) || parametersOf(list).has(name)
}

// The query parser leaves alone what it cannot decode.
function assertDecodable(url: string): void {
  if (!url.includes('%')) return
  for (const pair of url.slice(url.indexOf('?') + 1).split('&')) {
    try {
      decodeURIComponent(pair)
    } catch {
      throw invalid(
        pair.split('=')[0]?.replace(/[^\w]/g, '') || 'non_field_errors',
        'This is not percent-encoded UTF-8.',
      )
    }
  }
}

function filtersOf(ctx: ListCtx, list: List, given: Texts): Statement[] {
  const parameters = parametersOf(list)
  return Object.entries(given).flatMap(([name, text]) => {
    const parameter = parameters.get(name)
    return parameter ? [sql`(${parameter.where(text, ctx, name)})`] : []
  })
}

function sumOf(conditions: Statement[]): Statement | null {
  return conditions.length === 0 ? null : sql.join(conditions, ' and ')
}

function readPageSize(text: string | undefined): number {
  if (text === undefined) return defaultPageSize
  const size = /^[0-9]{1,3}$/.test(text) ? Number(text) : 0
  if (size < 1 || size > mostPageSize) throw invalid('page_size', `Send a number from 1 to ${mostPageSize}.`)
  return size
}

function readFormat(text: string | undefined): 'json' | 'csv' {
  if (text === undefined || text === 'json') return 'json'
  if (text === 'csv') return 'csv'
  throw invalid('format', 'Send one of: json, csv.')
}
