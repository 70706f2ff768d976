import { connect } from 'node:net'
import type { Config } from '../platform/config.ts'
import type { Door } from '../platform/door.ts'
import { sql } from '../platform/sql.ts'
import type { Opened } from '../start.ts'
import { type Outcome, openForCommand } from './with.ts'

type Finding = { check: string; ok: boolean; detail: string }

/** Looks at everything that the deployment stands on; what cannot be reached is a finding too. */
export async function examine(config: Config): Promise<Outcome> {
  const findings = [
    { check: 'configuration', ok: true, detail: `public address ${config.publicUrl}` },
    ...(await examineDatabase(config)),
    ...(await examineServices(config)),
  ]
  const text = findings.map(({ check, ok, detail }) => `${ok ? 'ok  ' : 'FAIL'} ${check}: ${detail}`).join('\n')
  return { json: findings, text, ok: findings.every(({ ok }) => ok) }
}

/** How many migration files the database has, counting each company's own schema. */
export async function migrationsApplied(door: Door): Promise<number> {
  const rows = await door.directory.rows(sql<{ files: number }>`select count(*) as files from platform.migrations`)
  return rows[0]?.files ?? 0
}

async function examineDatabase(config: Config): Promise<Finding[]> {
  let deployment: Opened
  try {
    deployment = await openForCommand(config)
  } catch (error) {
    return [{ check: 'database', ok: false, detail: (error as Error).message }]
  }
  try {
    return await findings(deployment.door)
  } finally {
    await deployment.close()
  }
}

type Facts = {
  version: number
  fsync: string
  connections: number
  superuser: boolean
  bypasses: boolean
  tenants: number
  skew: number
}

async function findings(door: Door): Promise<Finding[]> {
  const [facts] = await door.directory.rows(sql<Facts>`
    select current_setting('server_version_num')::int as version, current_setting('fsync') as fsync,
      current_setting('max_connections')::int as connections, r.rolsuper as superuser, r.rolbypassrls as bypasses,
      (select count(*) from platform.tenants) as tenants,
      abs(extract(epoch from clock_timestamp()) * 1000 - ${Date.now()}::int8)::int8 as skew
    from pg_roles r where r.rolname = current_user`)
  if (!facts) return [{ check: 'database', ok: false, detail: 'the application role is not there' }]
  const { version, fsync, connections, superuser, bypasses, tenants, skew } = facts
  const files = await migrationsApplied(door)
  return [
    {
      check: 'PostgreSQL',
      ok: version >= 150000,
      detail: `version ${Math.floor(version / 10000)}, at least 15 is needed`,
    },
    { check: 'migrations', ok: true, detail: `${files} files applied` },
    { check: 'durability', ok: fsync === 'on', detail: `fsync ${fsync}` },
    { check: 'connections', ok: connections >= 30, detail: `${connections} allowed, at least 30 are needed` },
    { check: 'application role', ok: !superuser && !bypasses, detail: 'no superuser; row level security binds it' },
    { check: 'clocks', ok: skew < 5_000, detail: `the database’s is off by ${(skew / 1000).toFixed(1)} s` },
    { check: 'companies', ok: true, detail: String(tenants) },
  ]
}

async function examineServices({ redisUrl, smtpUrl }: Config): Promise<Finding[]> {
  return [
    redisUrl
      ? await reach('Redis', redisUrl, 6379)
      : { check: 'Redis', ok: true, detail: 'none: this is the only node' },
    smtpUrl ? await reach('mail', smtpUrl, 25) : { check: 'mail', ok: true, detail: 'none: mail is kept, not sent' },
  ]
}

/** Only whether something listens there. */
function reach(check: string, url: string, usualPort: number): Promise<Finding> {
  const { hostname, port } = new URL(url)
  const address = `${hostname}:${port || usualPort}`
  return new Promise(resolve => {
    const socket = connect(Number(port) || usualPort, hostname.replace(/^\[|\]$/g, ''))
    const conclude = (ok: boolean) => {
      socket.destroy()
      resolve({ check, ok, detail: ok ? `${address} answers` : `${address} does not answer` })
    }
    socket.setTimeout(3_000, () => conclude(false))
    socket.once('connect', () => conclude(true)).once('error', () => conclude(false))
  })
}
