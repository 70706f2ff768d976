import { invalid } from '../errors.ts'
import type { List, Ordering } from '../list.ts'
import { type Statement, sql } from '../sql.ts'

/** One key of an ordering; the last one of a list is unique. */
export type Key = { column: Statement; asText: boolean; descending: boolean; isJoined?: true }

/** The keys of an ordering such as `-price,name`, closed by the id; of null, those of a search. Throws 400 on `ordering`. */
export function keysOf(list: List, ordering: string | null): Key[] {
  if (ordering === null) return [ascending('hit.term'), ascending(hitOwner(list))]
  const wishes = ordering.split(',').map(name => readWish(list, name.trim()))
  assertDistinct(wishes)
  const idAt = wishes.findIndex(({ known }) => known.column === list.id)
  // Behind the id, which is unique, nothing is left to order.
  if (idAt >= 0) return wishes.slice(0, idAt + 1).map(keyOf)
  const id = sql.raw(wishes[0]?.known.id ?? list.id)
  return [...wishes.map(keyOf), { column: id, asText: false, descending: wishes.at(-1)?.descending ?? false }]
}

/** The list in this order, or backwards. */
export function orderBy(keys: readonly Key[], back: boolean): Statement {
  return sql.join(
    keys.map(({ column, descending }) => (descending !== back ? sql`${column} desc` : column)),
    ', ',
  )
}

/**
 * The same order, kept from PostgreSQL's sight: it would walk along the order's index until it has met a page of hits, which it
 * takes to lie anywhere. When they are few, or all at the far end, that is the whole list.
 */
export function sortedBy(keys: readonly Key[], back: boolean): Statement {
  return orderBy(
    keys.map(key => ({ ...key, column: sql`coalesce(${key.column}, ${key.column})` })),
    back,
  )
}

/** The columns that say where a row stands: `key_0`, `key_1` …; times as text, because rows show them rounded. */
export function keyColumns(keys: readonly Key[]): Statement {
  return sql.join(
    keys.map(({ column, asText }, i) => sql`${column}${sql.raw(asText ? '::text' : '')} as ${sql.raw(`key_${i}`)}`),
    ', ',
  )
}

/** Says of columns of an outer-joined table that they are there, so that its index can lead. */
export function present(keys: readonly Key[]): Statement {
  const joined = keys.filter(key => key.isJoined)
  return sql.join(
    joined.map(({ column }) => sql` and ${column} is not null`),
    '',
  )
}

/** What is true of the rows behind those values, or before them. */
export function beyond(keys: readonly Key[], values: readonly unknown[], back: boolean): Statement {
  const [first] = keys as [Key]
  const uniform = keys.every(key => key.descending === first.descending)
  if (!uniform) return steps(keys, values, back)
  const columns = sql.join(keys.map(key => key.column))
  return sql`(${columns}) ${sign(first, back)} (${sql.join(values)})`
}

// Mixed directions: a >= 1 lets the first key's index start at the right place, the rest decides among equals.
function steps([key, ...keys]: readonly Key[], [value, ...values]: readonly unknown[], back: boolean): Statement {
  const { column } = key as Key
  const strictly = sql`${column} ${sign(key as Key, back)} ${value}`
  if (keys.length === 0) return strictly
  return sql`${column} ${sign(key as Key, back)}= ${value} and (${strictly} or ${steps(keys, values, back)})`
}

function sign({ descending }: Key, back: boolean): Statement {
  return sql.raw(descending !== back ? '<' : '>')
}

type Wish = { bare: string; known: Ordering; descending: boolean }

function readWish({ orderings }: List, name: string): Wish {
  const bare = name.replace(/^-/, '')
  const known = Object.hasOwn(orderings, bare) ? orderings[bare] : undefined
  if (!known) throw invalid('ordering', `Send ${Object.keys(orderings).join(', ')}, with - before it for descending.`)
  return { bare, known, descending: name !== bare }
}

function assertDistinct(wishes: readonly Wish[]): void {
  const twice = wishes.find(({ bare }, i) => wishes.findIndex(other => other.bare === bare) !== i)
  if (twice) throw invalid('ordering', `Send ${twice.bare} once.`)
}

function keyOf({ known, descending }: Wish): Key {
  return {
    column: sql.raw(known.column),
    asText: known.type === 'time',
    descending,
    ...(known.id && { isJoined: true }),
  }
}

function ascending(column: string): Key {
  return { column: sql.raw(column), asText: false, descending: false }
}

function hitOwner({ search }: List): string {
  return search && 'owner' in search ? `hit.${search.owner}` : 'hit.id'
}
