/**
 * Search through a table of terms, by prefix ranges: `term >= 'lap' and term < 'lap\u{10FFFF}'` in collation C is what an
 * index can answer under row level security. Of a product with several terms behind one prefix only the first counts;
 * `shared`, how many characters a term has in common with the product's term before it, tells which one that is.
 */
import anyAscii from 'any-ascii'
import type { List, ListCtx, Source, TermSearch } from '../list.ts'
import { type Statement, sql } from '../sql.ts'
import type { Asked } from './query.ts'

/** The words of a search, none of which begins another. */
export type Words = readonly string[]

export type Term = { term: string; shared: number }

/** Counting stops here, and so does ordering hits by something else. */
export const exactTo = 10_000

const mostWords = 8
const longestTerm = 40

/** The words to look for. Those beyond the eighth are left out. */
export function wordsOf(text: string): Words {
  const words = [...new Set(split(text))]
  return words.filter(word => !words.some(other => other !== word && other.startsWith(word))).slice(0, mostWords)
}

/** Whether a text in one of these columns (trusted SQL) contains what is searched for. */
export function contains(...columns: string[]) {
  return (text: string): Statement => {
    const isIn = (column: string) => (part: string) =>
      sql`strpos(${anyCase(sql.raw(column))}, ${anyCase(sql`${part}::text`)}) > 0`
    return sql.join(
      columns.flatMap(column => spellingsOf(text).map(isIn(column))),
      ' or ',
    )
  }
}

/**
 * A text without its case, for comparing what was folded alike: PostgreSQL and JavaScript have not the same small letters
 * (İ, Σ at the end of a word). By way of the capital, so that i, ı, I and İ are one letter, and σ and ς.
 */
export function anyCase(text: Statement): Statement {
  return sql`lower(upper(${text}))`
}

/** Whether the text in `column` (trusted SQL, in collation C) begins with `word`, said as a range of its index. */
export function begins(column: string, word: string): Statement {
  const text = sql.raw(column)
  return sql`${text} >= ${word} and ${text} < ${word + last}`
}

/** The terms to keep of a record's texts, the most important text first; at most `most`. */
export function termsOf(texts: readonly (string | null)[], most: number): Term[] {
  const terms = [...new Set(texts.flatMap(text => split(text ?? '')))].slice(0, most).sort()
  return terms.map((term, i) => ({ term, shared: commonLength(term, terms[i - 1] ?? '') }))
}

type Searched = { preface: Statement; from: Statement; where: Statement }

/** The source of what a query asks for: narrowed by its filters, and by its words if it has any. */
export function searched(ctx: ListCtx, list: List, asked: Asked, source: Source<never, unknown>): Searched {
  const where = asked.filters ? sql`(${source.where}) and ${asked.filters}` : sql`(${source.where})`
  if (!asked.words) return { preface: sql.empty, from: source.from, where }
  const search = list.search as TermSearch
  const id = sql.raw(list.id)
  const hits = hitsOf(ctx, search, asked.words, source.whereHit)
  if (asked.ordering !== null)
    return {
      preface: hitsFirst(search, hits),
      from: sql`hits, ${source.from}`,
      where: sql`${id} = hits.id and ${where}`,
    }
  const from = sql`${sql.raw(search.terms)} hit, ${source.from}`
  return { preface: sql.empty, from, where: sql`${hits} and ${id} = ${ownerOf(search)} and ${where}` }
}

/** The hits alone, for counting, where they tell enough; else null. */
export function searchedAlone(ctx: ListCtx, list: List, asked: Asked, source: Source<never, unknown>): Searched | null {
  if (!asked.words || asked.ordering !== null || asked.filters || !source.whereHit) return null
  const search = list.search as TermSearch
  const where = hitsOf(ctx, search, asked.words, source.whereHit)
  return { preface: sql.empty, from: sql`${sql.raw(search.terms)} hit`, where }
}

// One row per hit. The longest word leads: it is likely the rarest, and its terms give the search its own order.
function hitsOf(ctx: ListCtx, search: TermSearch, words: Words, whereHit = sql`true`): Statement {
  const [leader = '', ...others] = words.toSorted((a, b) => b.length - a.length)
  const own = sql`hit.tenant_id = ${ctx.tenantId} and ${begins('hit.term', leader)} and hit.shared < ${leader.length} and ${whereHit}`
  const owner = sql.raw(`other.${search.owner}`)
  const has = others.map(
    word => sql`exists (select from ${sql.raw(search.terms)} other
      where other.tenant_id = ${ctx.tenantId} and ${owner} = ${ownerOf(search)} and ${begins('other.term', word)})`,
  )
  return sql.join([own, ...has], ' and ')
}

const last = '\u{10FFFF}'

// For an ordering by something else all hits are needed; beyond 10,000 that is refused.
function hitsFirst(search: TermSearch, hits: Statement): Statement {
  return sql`with hits as materialized (
    select ${ownerOf(search)} as id from ${sql.raw(search.terms)} hit where ${hits} limit ${exactTo + 1}) `
}

function ownerOf(search: TermSearch): Statement {
  return sql.raw(`hit.${search.owner}`)
}

function split(text: string): string[] {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  return words.map(folded).filter(term => term !== '')
}

// In Latin letters, so that `munchen` finds München and `saree` what is written in another script, if it sounds so.
function folded(word: string): string {
  const ascii = anyAscii(word)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
  return (ascii || word.toWellFormed()).slice(0, longestTerm)
}

/** The ways to write one text: é as a letter, or as a letter and its accent. Nobody knows which of them a column has. */
function spellingsOf(text: string): string[] {
  return [...new Set([text, ...['NFC', 'NFD', 'NFKC'].map(form => text.normalize(form))])]
}

function commonLength(a: string, b: string): number {
  let i = 0
  while (i < a.length && a[i] === b[i]) i++
  return i
}
