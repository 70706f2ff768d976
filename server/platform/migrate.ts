/**
 * Forward-only SQL files: `platform/` runs once, `tenant/` once in `shared` and in every t_<id>. Each file is applied in
 * one transaction under an advisory lock and remembered with its checksum; a file that changed afterwards is refused.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Statement, sql } from './sql.ts'

export type Migration = { file: string; text: string; checksum: string }

type Prepared = { ownerUrl: string; appPassword: string | null }

/** What a migration needs of a transaction; the door's owner transaction is one. */
export type MigrationTx = {
  rows<R>(statement: Statement<R>): Promise<R[]>
  script(text: string): Promise<void>
}

/**
 * Brings the database behind `ownerUrl` up to date: the two roles, `platform`, `shared` and every tenant's own schema.
 * Throws when a file was changed after it had been applied. Safe to run on several nodes at once. Without an `appPassword`
 * the application role keeps the one it has.
 */
export async function migrate({ ownerUrl, appPassword }: Prepared): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'quartermaster migrate' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(7311)')
    const superuser = await makeRoles(client, appPassword)
    await inTransaction(client, superuser, bootstrap)
    for (const migration of await readMigrations('platform'))
      await inTransaction(client, superuser, tx => applyOnce(tx, 'platform', migration))
    for (const schema of await tenantSchemas(client))
      await inTransaction(client, superuser, tx => migrateTenantSchema(tx, schema))
  } finally {
    await client.end()
  }
}

/** Makes or updates one tenant schema inside the caller's transaction, and leaves the search path on it. */
export async function migrateTenantSchema(tx: MigrationTx, schema: string): Promise<void> {
  await tx.script(
    `create schema if not exists ${schema}; grant usage on schema ${schema} to quartermaster_app; set local search_path = ${schema}`,
  )
  for (const migration of await readMigrations('tenant')) await applyOnce(tx, schema, migration)
}

/** Whether everything on disk has been applied everywhere; `rows` are those of `appliedMigrations`. */
export async function isCurrent(rows: { schema_name: string; applied: number }[], schemas: string[]): Promise<boolean> {
  const applied = new Map(rows.map(row => [row.schema_name, row.applied]))
  const [platform, tenant] = await Promise.all([readMigrations('platform'), readMigrations('tenant')])
  return applied.get('platform') === platform.length && schemas.every(schema => applied.get(schema) === tenant.length)
}

export const appliedMigrations = sql<{ schema_name: string; applied: number }>`
  select schema_name, count(*) as applied from platform.migrations group by schema_name`

const folder = new URL('../../migrations/', import.meta.url)
const read = new Map<string, Promise<Migration[]>>()

function readMigrations(kind: 'platform' | 'tenant'): Promise<Migration[]> {
  const known = read.get(kind) ?? readFiles(new URL(`${kind}/`, folder))
  read.set(kind, known)
  return known
}

async function readFiles(from: URL): Promise<Migration[]> {
  const files = (await readdir(from)).filter(file => file.endsWith('.sql')).toSorted()
  return Promise.all(
    files.map(async file => {
      const text = await readFile(new URL(file, from), 'utf8')
      return { file, text, checksum: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

async function makeRoles(client: pg.Client, appPassword: string | null): Promise<boolean> {
  const { rows } = await client.query('select rolsuper from pg_roles where rolname = current_user')
  const superuser = rows[0].rolsuper as boolean
  if (superuser) await createRole(client, 'quartermaster_owner', 'nologin')
  await createRole(client, 'quartermaster_app', 'login')
  if (appPassword !== null)
    await patiently(() => client.query(`alter role quartermaster_app password ${client.escapeLiteral(appPassword)}`))
  if (superuser)
    await patiently(() =>
      client.query(
        `do $$ begin execute format('grant create on database %I to quartermaster_owner', current_database()); end $$`,
      ),
    )
  return superuser
}

/** An existing role is left alone before anything is tried: whoever may create none may still use it. */
async function createRole(client: pg.Client, role: string, login: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role])
  if (rowCount) return
  await patiently(() =>
    client.query(
      `do $$ begin create role ${role} ${login}; exception when duplicate_object or unique_violation then null; end $$`,
    ),
  )
}

/** Roles belong to the whole server: another database's migration may be changing the same one (XX000). */
async function patiently(change: () => Promise<unknown>, attempts = 10): Promise<void> {
  try {
    await change()
  } catch (error) {
    if ((error as { code?: string }).code !== 'XX000' || attempts === 1) throw error
    await sleep(20 + Math.random() * 80)
    await patiently(change, attempts - 1)
  }
}

async function bootstrap(tx: MigrationTx): Promise<void> {
  await tx.script(`
    create schema if not exists platform;
    create table if not exists platform.migrations (
      schema_name text not null,
      file text not null,
      checksum text not null,
      applied_at timestamptz not null default now(),
      primary key (schema_name, file)
    );
    create schema if not exists shared;
    grant usage on schema shared to quartermaster_app`)
}

async function applyOnce(tx: MigrationTx, schema: string, { file, text, checksum }: Migration): Promise<void> {
  const [applied] = await tx.rows(sql<{ checksum: string }>`
    select checksum from platform.migrations where schema_name = ${schema} and file = ${file}`)
  if (applied && applied.checksum !== checksum)
    throw new Error(`migrations: ${file} was changed after it was applied to ${schema}. Restore it and add a new file.`)
  if (applied) return
  await tx.script(text)
  await tx.rows(
    sql`insert into platform.migrations (schema_name, file, checksum) values (${schema}, ${file}, ${checksum})`,
  )
}

async function tenantSchemas(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(
    `select placement_schema from platform.tenants where placement = 'schema' order by id`,
  )
  return ['shared', ...rows.map(row => row.placement_schema as string)]
}

async function inTransaction(
  client: pg.Client,
  superuser: boolean,
  work: (tx: MigrationTx) => Promise<void>,
): Promise<void> {
  await client.query('begin')
  try {
    if (superuser) await client.query('set local role quartermaster_owner')
    await work({
      rows: async <R>({ text, values }: Statement<R>) => (await client.query(text, [...values])).rows as R[],
      script: async text => void (await client.query(text)),
    })
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}
