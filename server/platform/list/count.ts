import type { Deployment } from '../deployment.ts'
import { fail } from '../errors.ts'
import type { List, ListCtx, Source, Standing } from '../list.ts'
import { type Statement, sql } from '../sql.ts'
import type { Asked } from './query.ts'
import { exactTo, searched, searchedAlone } from './search.ts'

export type Count = { count: number; count_is_lower_bound?: true }

/** How many rows the list has, exact to 10,000. Throws 400 `narrow_search` for a search of more that is ordered otherwise than by itself. */
export async function countRows<R>(ctx: ListCtx, list: List, asked: Asked, source: Source<R, unknown>): Promise<Count> {
  if (asked.words?.length === 0) return { count: 0 }
  const sortsHits = asked.words !== null && asked.ordering !== null
  if (asked.position && !sortsHits) return shown(asked.position.count, asked.position.isLowerBound)
  const hitsAlone = searchedAlone(ctx, list, asked, source)
  if (hitsAlone && source.standing) {
    const key = `${asked.belongsTo} ${source.whereHit?.text}`
    const count = await countBelieving(ctx, key, { standing: source.standing, counting: counted(hitsAlone) })
    return shown(Math.min(count, exactTo), count > exactTo)
  }
  const [row] = await ctx.tx.rows(countStatement(ctx, list, asked, source))
  const { count = 0, hits = 0 } = row ?? {}
  if (sortsHits && hits > exactTo) throw fail('narrow_search')
  return shown(Math.min(count, exactTo), count > exactTo)
}

type Counted = { count: number; hits?: number }

function countStatement(ctx: ListCtx, list: List, asked: Asked, source: Source<never, unknown>): Statement<Counted> {
  if (!asked.words && !asked.filters && source.knownCount) return source.knownCount
  const hits = asked.words && asked.ordering !== null ? sql`, (select count(*) from hits) as hits` : sql.empty
  return counted(searchedAlone(ctx, list, asked, source) ?? searched(ctx, list, asked, source), hits)
}

function counted({ preface, from, where }: ReturnType<typeof searched>, also = sql.empty): Statement<Counted> {
  return sql`${preface}select count(*) as count${also} from (select from ${from} where ${where} limit ${exactTo + 1}) counted`
}

type Believed = { count: number; at: number }

const believedByDeployment = new WeakMap<Deployment, Map<string, Believed>>()
const mostBelieved = 10_000
/** Fewer are counted as fast as they are looked up. */
const fewestBelieved = 500

/** The count that this node made before, where the same statement proves that it still holds; else it is made now. */
async function countBelieving(
  { tx, deployment }: ListCtx,
  key: string,
  { standing, counting }: { standing: Standing; counting: Statement<Counted> },
): Promise<number> {
  const all = believedOf(deployment)
  const belief = all.get(key)
  const isNeeded = belief ? standing.hasChangedSince(belief.at) : sql`true`
  // PostgreSQL does not look at the rows of a branch that is not taken.
  const [row] = await tx.rows(
    sql<{
      at: number
      count: number | null
    }>`select (${standing.now}) as at, case when ${isNeeded} then (${counting}) end as count`,
  )
  const { at, count } = row as { at: number; count: number | null }
  const proven = count ?? (belief as Believed).count
  all.delete(key)
  if (proven >= fewestBelieved) remember(all, key, { count: proven, at })
  return proven
}

function believedOf(deployment: Deployment): Map<string, Believed> {
  const all = believedByDeployment.get(deployment) ?? new Map<string, Believed>()
  believedByDeployment.set(deployment, all)
  return all
}

function remember(all: Map<string, Believed>, key: string, belief: Believed): void {
  if (all.size >= mostBelieved) all.delete(all.keys().next().value as string)
  all.set(key, belief)
}

function shown(count: number, isLowerBound: boolean): Count {
  return isLowerBound ? { count, count_is_lower_bound: true } : { count }
}
