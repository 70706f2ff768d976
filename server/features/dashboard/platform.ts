import type { Input, ReadCtx } from '../../platform/route.ts'
import { platformTenantId } from '../../platform/session.ts'
import { sql } from '../../platform/sql.ts'
import type { PlatformOverview } from './contract.ts'
import { type CountByDay, daysUpTo, salesDays, startOfDays } from './days.ts'
import { tableSizes } from './storage.ts'

/** The whole deployment at a glance. Throws not found for people of the platform who are no admins. */
export async function getPlatformOverview(ctx: ReadCtx, _input: Input<unknown>): Promise<PlatformOverview> {
  const since = startOfDays(salesDays)
  const [companies, founded, [logins], sizes, shared] = await Promise.all([
    ctx.tx.rows(allCompanies),
    ctx.tx.rows(foundedSince(since)),
    ctx.tx.rows(sql<{ count: number }>`select count(*) as count from platform.logins`),
    ctx.tx.rows(schemaSizes),
    ctx.tx.rows(largestShared),
  ])
  const insides = await lookInto(ctx, companies, since)
  return {
    companies: countByStatus(companies.filter(({ id }) => id !== platformTenantId)),
    users: { total: logins?.count ?? 0 },
    growth: growthOf(since, founded, insides),
    health: { database: 'reachable', outbox: sumOutbox(insides), mail: mailOf(companies, insides) },
    storage: storageOf({ companies, sizes, shared }),
  }
}

type CompanyRow = {
  id: number
  name: string
  status: 'active' | 'pending_approval' | 'suspended'
  placement: 'shared' | 'schema'
  placement_schema: string
}
type SizeRow = { schema: string; bytes: number }
type MeasuredRow = { company: number; name: string; bytes: number; measured_at: string }
type OutboxCounts = { waiting: number; failed: number; kept: number }
type Inside = OutboxCounts & { mail: OutboxCounts; joined: { day: string; count: number }[] }

const allCompanies = sql<CompanyRow>`
  select id, name, status, placement, placement_schema from platform.tenants order by id`

const foundedSince = (since: Date) => sql<CountByDay>`
  select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*) as count, 0 as sum from platform.tenants
  where created_at >= ${since} and id <> ${platformTenantId} group by 1`

const schemaSizes = sql<SizeRow>`select schema, sum(bytes)::bigint as bytes from (${tableSizes}) t group by schema`

const mostLargest = 10

const largestShared = sql<MeasuredRow>`
  select t.id as company, t.name, s.bytes, s.measured_at
  from platform.storage s join platform.tenants t on t.id = s.tenant_id
  where t.placement = 'shared' order by s.bytes desc, t.id limit ${mostLargest}`

const atOnce = 50

/** What only a company's own tables tell, asked in each of them. */
async function lookInto(ctx: ReadCtx, companies: readonly CompanyRow[], since: Date): Promise<Inside[]> {
  const insides: Inside[] = []
  for (let from = 0; from < companies.length; from += atOnce) {
    const some = companies.slice(from, from + atOnce)
    insides.push(...(await Promise.all(some.map(({ id }) => lookInside(ctx, id, since)))))
  }
  return insides
}

async function lookInside(ctx: ReadCtx, tenantId: number, since: Date): Promise<Inside> {
  const entrance = await ctx.deployment.entrances.forPlatform(ctx, tenantId)
  const [row] = await entrance.read(tx => tx.rows(insideOf(tenantId, since)))
  return row as Inside
}

const insideOf = (tenantId: number, since: Date) => sql<Inside>`
  select (select count(*) from outbox where tenant_id = ${tenantId} and status = 'waiting') as waiting,
    (select count(*) from outbox where tenant_id = ${tenantId} and status = 'failed') as failed,
    (select count(*) from outbox where tenant_id = ${tenantId} and status = 'kept') as kept,
    (select json_build_object('waiting', count(*) filter (where status = 'waiting'),
        'failed', count(*) filter (where status = 'failed'), 'kept', count(*) filter (where status = 'kept'))
      from outbox where tenant_id = ${tenantId} and kind = 'mail' and status <> 'done') as mail,
    (select coalesce(json_agg(to_json(j)), '[]') from (
      select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*) as count from users
      where tenant_id = ${tenantId} and created_at >= ${since} group by 1) j) as joined`

function countByStatus(companies: readonly CompanyRow[]): PlatformOverview['companies'] {
  const count = (status: CompanyRow['status']) => companies.filter(company => company.status === status).length
  return {
    total: companies.length,
    active: count('active'),
    pending_approval: count('pending_approval'),
    suspended: count('suspended'),
  }
}

function growthOf(since: Date, founded: readonly CountByDay[], insides: readonly Inside[]): PlatformOverview['growth'] {
  const users = new Map<string, number>()
  for (const { day, count } of insides.flatMap(({ joined }) => joined)) users.set(day, (users.get(day) ?? 0) + count)
  return daysUpTo(since, founded).map(({ day, count }) => ({ day, companies: count, users: users.get(day) ?? 0 }))
}

function sumOutbox(insides: readonly Inside[]): OutboxCounts {
  const sum = (figure: keyof OutboxCounts) => insides.reduce((total, inside) => total + inside[figure], 0)
  return { waiting: sum('waiting'), failed: sum('failed'), kept: sum('kept') }
}

/** In the order of what asks for attention. */
function mailOf(companies: readonly CompanyRow[], insides: readonly Inside[]): PlatformOverview['health']['mail'] {
  const all = companies.map(({ id, name }, i) => ({ company: id, name, ...(insides[i] as Inside).mail }))
  return all
    .filter(({ waiting, failed, kept }) => waiting + failed + kept > 0)
    .toSorted((a, b) => b.failed - a.failed || b.waiting - a.waiting || b.kept - a.kept)
}

type Storage = { companies: readonly CompanyRow[]; sizes: readonly SizeRow[]; shared: readonly MeasuredRow[] }

function storageOf({ companies, sizes, shared }: Storage): PlatformOverview['storage'] {
  const bytesBySchema = new Map(sizes.map(({ schema, bytes }) => [schema, bytes]))
  const bytesOf = ({ placement_schema }: CompanyRow) => bytesBySchema.get(placement_schema) ?? 0
  const dedicated = companies.filter(({ placement }) => placement === 'schema')
  const largest = dedicated.toSorted((a, b) => bytesOf(b) - bytesOf(a)).slice(0, mostLargest)
  return [
    {
      placement: 'shared',
      companies: companies.length - dedicated.length,
      bytes: bytesBySchema.get('shared') ?? 0,
      measured_at: shared[0]?.measured_at ?? null,
      largest: shared.map(({ measured_at: _, ...company }) => company),
    },
    {
      placement: 'schema',
      companies: dedicated.length,
      measured_at: null,
      bytes: dedicated.reduce((sum, company) => sum + bytesOf(company), 0),
      largest: largest.map(company => ({ company: company.id, name: company.name, bytes: bytesOf(company) })),
    },
  ]
}
