/**
 * The owner of all tables: migrations, provisioning, purge. Row level security is forced, so it holds the owner too,
 * but never a superuser: where the login is one, each transaction becomes quartermaster_owner first (once that role
 * exists).
 */
import pg from 'pg'
import { type Connection, run } from './connection.ts'
import { type Exclusive, openExclusive } from './exclusive.ts'
import { type Held, hold } from './hold.ts'
import { newTransaction, settle, type Transaction } from './transaction.ts'
import type { DoorLog, OwnerScope, OwnerTx } from './types.ts'
import { carryWrite } from './works.ts'

export interface OwnerOptions {
  ownerUrl: string
  log: DoorLog
  applicationName?: string
  onStatement?: ((text: string, via: 'owner', values: readonly unknown[]) => void) | undefined
}

export interface Owner {
  /** One transaction; with a scope, `app.tenant_id` and the search path are set for it. Never repeated. */
  transaction<T>(work: (tx: OwnerTx) => Promise<T>, scope?: OwnerScope): Promise<T>
  /**
   * One transaction as whoever the URL signs in, past all policies where that is a superuser: to make roles and the
   * like.
   */
  asLogin<T>(work: (tx: OwnerTx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

interface Inside {
  pool: Exclusive
  options: OwnerOptions
}

/** Opens the owner's door alone, for what runs before the application can: it connects when first used. */
export function openOwner(options: OwnerOptions): Owner {
  const pool = openExclusive(
    { size: 2, maxWaiting: 1_000, maxWaitMs: 60_000, idleMs: 5_000 },
    {
      url: options.ownerUrl,
      applicationName: `${options.applicationName ?? 'quartermaster'} owner`,
      statementTimeoutMs: 0,
      idleInTransactionMs: 60_000,
      readOnly: false,
    },
  )
  const inside = { pool, options }
  return {
    transaction: (work, scope = {}) => transact(inside, `begin; ${becomeOwner}`, scope, work),
    asLogin: work => transact(inside, 'begin', {}, work),
    close: pool.close,
  }
}

const becomeOwner = `do $$ begin
  if (select rolsuper from pg_catalog.pg_roles where rolname = current_user)
    and exists (select from pg_catalog.pg_roles where rolname = 'quartermaster_owner')
  then set local role quartermaster_owner; end if;
end $$`

async function transact<T>(
  inside: Inside,
  opening: string,
  scope: OwnerScope,
  work: (tx: OwnerTx) => Promise<T>,
): Promise<T> {
  const ending = await hold({ pool: inside.pool, tenantId: null, log: inside.options.log }, async connection => {
    await connection.client.query(opening)
    const schema = await enter(connection, scope)
    return carryOwner(inside, connection, schema, work)
  })
  if ('value' in ending) return ending.value
  throw ending.error
}

// SET LOCAL, not set_config(): that never reaches Citus' workers.
async function enter({ client }: Connection, scope: OwnerScope): Promise<string> {
  const { tenantId, schema = await placementOf(client, tenantId) } = scope
  if (tenantId !== undefined) await client.query(`set local app.tenant_id = ${assertId(tenantId)}`)
  await client.query(`set local search_path = ${pg.escapeIdentifier(schema)}`)
  return schema
}

async function placementOf(client: pg.Client, tenantId: number | undefined): Promise<string> {
  if (tenantId === undefined) return 'platform'
  const { rows } = await client.query('select placement_schema from platform.tenants where id = $1', [tenantId])
  if (!rows[0]) throw new Error(`there is no tenant ${tenantId}`)
  return rows[0].placement_schema
}

function assertId(tenantId: number): number {
  if (!Number.isSafeInteger(tenantId)) throw new TypeError(`${tenantId} is not a tenant's id`)
  return tenantId
}

async function carryOwner<T>(
  { options }: Inside,
  connection: Connection,
  schema: string,
  work: (tx: OwnerTx) => Promise<T>,
): Promise<Held<T>> {
  const tx = newTransaction(
    {
      first: [],
      later: [],
      run: statements => {
        for (const { text, values } of statements) options.onStatement?.(text, 'owner', values)
        return run(connection, statements, schema)
      },
    },
    {},
  )
  tx.begun = true
  const ending = await carryWrite(tx, handle => work({ ...handle, script: text => script(connection, tx, text) }))
  return { tx, ending }
}

async function script({ client }: Connection, tx: Transaction, text: string): Promise<void> {
  await settle(tx)
  try {
    await client.query(text)
  } catch (error) {
    tx.failure = error as Error
    throw error
  }
}
