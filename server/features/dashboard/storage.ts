/**
 * What each company takes of the database. Of a table in `shared`, whose rows are everybody's, it is the part that its rows are
 * of all rows. Counting them takes a while, so it is done once a day (each hour at most, while companies are founded), in one
 * company after the other, on a connection that no request for a page waits for.
 */
import type { Deployment } from '../../platform/deployment.ts'
import type { Door } from '../../platform/door.ts'
import { type Statement, sql } from '../../platform/sql.ts'

/** Measures all companies, unless that was done lately. One whose rows cannot be counted in time keeps its figure. */
export async function measureStorage(
  { door, log }: Pick<Deployment, 'door' | 'log'>,
  signal: AbortSignal,
): Promise<void> {
  const [due] = await door.directory.rows(dueRound)
  if (!due) return
  const [companies, tables] = await Promise.all([
    door.directory.rows(allCompanies),
    door.directory.rows(sql<Table>`${tableSizes} order by n.nspname, c.oid`),
  ])
  const tablesOf = Map.groupBy(tables, ({ schema }) => schema)
  const shared = tablesOf.get('shared') ?? []
  const [together, apart] = [companies.filter(isShared), companies.filter(company => !isShared(company))]
  const counts = new Map<number, Counts>()
  for (const { id } of together) {
    if (signal.aborted) return
    const counted = await countRows(door, id, shared).catch(err => log.warn({ err, tenantId: id }, 'rows not counted'))
    if (counted) counts.set(id, counted)
  }
  const wholes = apart.map(({ id, schema }) => ({ id, bytes: sum(tablesOf.get(schema) ?? [], ({ bytes }) => bytes) }))
  await keep(door, [...partsOf(shared, counts, counts.size === together.length), ...wholes])
}

type Table = { schema: string; name: string; bytes: number; estimated_rows: number }
type Company = { id: number; schema: string }
type Counts = Record<string, number>
type Figure = { id: number; bytes: number }

/** A day after the last round; an hour after it where a company was founded since. */
const dueRound = sql`
  select 1 as due from platform.tenants t left join platform.storage s on s.tenant_id = t.id
  having coalesce(max(s.measured_at), '-infinity')
    <= now() - case when max(t.created_at) > max(s.measured_at) then interval '1 hour' else interval '1 day' end`

const allCompanies = sql<Company>`select id, placement_schema as schema from platform.tenants order by id`

const isShared = ({ schema }: Company) => schema === 'shared'

/** Every table that holds companies' rows, with its indexes. */
export const tableSizes: Statement<Table> = sql<Table>`
  select n.nspname as schema, c.relname as name, pg_total_relation_size(c.oid) as bytes,
    greatest(c.reltuples, 0)::bigint as estimated_rows
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and (n.nspname = 'shared' or n.nspname ~ '^t_[0-9]+$')`

async function countRows(door: Door, tenantId: number, tables: readonly Table[]): Promise<Counts> {
  const counts = tables.map(({ name }) => {
    return sql`(select count(*) from ${sql.raw(name)} where tenant_id = ${tenantId}) as ${sql.raw(name)}`
  })
  const [row] = await door.long({ tenantId }, tx => tx.rows(sql<Counts>`select ${sql.join(counts)}`))
  return row as Counts
}

/** Where somebody's rows were not counted, all rows are as many as the planner takes them for. */
function partsOf(tables: readonly Table[], counts: ReadonlyMap<number, Counts>, isComplete: boolean): Figure[] {
  const bytesPerRow = new Map(
    tables.map(({ name, bytes, estimated_rows }) => {
      const counted = sum([...counts.values()], rows => rows[name] ?? 0)
      return [name, bytes / Math.max(1, counted, isComplete ? 0 : estimated_rows)]
    }),
  )
  const bytesOf = (rows: Counts) => sum(Object.entries(rows), ([name, count]) => count * (bytesPerRow.get(name) ?? 0))
  return Array.from(counts, ([id, rows]) => ({ id, bytes: Math.round(bytesOf(rows)) }))
}

/** A company that was deleted meanwhile takes nothing. */
function keep(door: Door, figures: readonly Figure[]): Promise<unknown> {
  return door.directory.write(tx =>
    tx.commit(sql`
      insert into platform.storage (tenant_id, bytes, measured_at)
      select t.id, f.bytes, now()
      from unnest(${figures.map(({ id }) => id)}::bigint[], ${figures.map(({ bytes }) => bytes)}::bigint[]) as f (id, bytes)
      join platform.tenants t on t.id = f.id order by t.id
      on conflict (tenant_id) do update set bytes = excluded.bytes, measured_at = excluded.measured_at`),
  )
}

function sum<T>(list: readonly T[], figureOf: (one: T) => number): number {
  return list.reduce((total, one) => total + figureOf(one), 0)
}
