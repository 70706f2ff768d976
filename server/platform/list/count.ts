import { fail } from '../errors.ts'
import type { List, ListCtx, Source } from '../list.ts'
import { type Statement, sql } from '../sql.ts'
import type { Asked } from './query.ts'
import { exactTo, searched, searchedAlone } from './search.ts'

export type Count = { count: number; count_is_lower_bound?: true }

/** How many rows the list has, exact to 10,000. Throws 400 `narrow_search` for a search of more that is ordered otherwise than by itself. */
export async function countRows<R>(ctx: ListCtx, list: List, asked: Asked, source: Source<R, unknown>): Promise<Count> {
  if (asked.words?.length === 0) return { count: 0 }
  const sortsHits = asked.words !== null && asked.ordering !== null
  if (asked.position && !sortsHits) return shown(asked.position.count, asked.position.isLowerBound)
  const [row] = await ctx.tx.rows(countStatement(ctx, list, asked, source))
  const { count = 0, hits = 0 } = row ?? {}
  if (sortsHits && hits > exactTo) throw fail('narrow_search')
  return shown(Math.min(count, exactTo), count > exactTo)
}

type Counted = { count: number; hits?: number }

function countStatement(ctx: ListCtx, list: List, asked: Asked, source: Source<never, unknown>): Statement<Counted> {
  if (!asked.words && !asked.filters && source.knownCount) return source.knownCount
  const { preface, from, where } = searchedAlone(ctx, list, asked, source) ?? searched(ctx, list, asked, source)
  const hits = asked.words && asked.ordering !== null ? sql`, (select count(*) from hits) as hits` : sql.empty
  return sql`${preface}select count(*) as count${hits} from (select from ${from} where ${where} limit ${exactTo + 1}) counted`
}

function shown(count: number, isLowerBound: boolean): Count {
  return isLowerBound ? { count, count_is_lower_bound: true } : { count }
}
