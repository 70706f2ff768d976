import pg from 'pg'
import { type Outcome, sendBatch } from '../batch.ts'
import type { Statement } from '../sql.ts'

/** Too much is waiting, or the database keeps refusing: to be answered with 503. */
export class Busy extends Error {
  override name = 'Busy'
}

/** The database went away or cannot be reached; nothing was committed. */
export class ConnectionLost extends Busy {
  override name = 'ConnectionLost'
}

/** The database went away while it was asked to commit: whether it did is not known, so nobody may simply repeat. */
export class CommitUnknown extends Error {
  override name = 'CommitUnknown'
}

export interface ConnectionSettings {
  url: string
  applicationName: string
  /** 0: no limit. */
  statementTimeoutMs: number
  idleInTransactionMs: number
  readOnly: boolean
}

export interface Connection {
  readonly client: pg.Client
  lost: boolean
}

const connectTimeoutMs = 5_000
const hangUpTimeoutMs = 1_000

/** Opens a connection with the session settings that every statement relies on. Throws ConnectionLost. */
export async function connect(settings: ConnectionSettings): Promise<Connection> {
  const client = new pg.Client({
    connectionString: settings.url,
    pipeline: true,
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    connectionTimeoutMillis: connectTimeoutMs,
  })
  const connection: Connection = { client, lost: false }
  client.on('error', () => lose(connection))
  client.on('end', () => lose(connection))
  try {
    await client.connect()
    await client.query(sessionSettings(settings))
  } catch (error) {
    disconnect(connection)
    throw lostBecause(error as Error)
  }
  return connection
}

/** `send`, for those who wait; rejects with what it throws. */
export function run(
  connection: Connection,
  statements: readonly Statement<unknown>[],
  schema: string,
): Promise<Outcome> {
  return new Promise(resolve => send(connection, statements, schema, resolve))
}

/**
 * Sends the statements as one batch; ConnectionLost is its error when the connection drops. Throws ConnectionLost when
 * it already had, and what a value that cannot be sent throws; then nothing was sent.
 */
export function send(
  connection: Connection,
  statements: readonly Statement<unknown>[],
  schema: string,
  done: (outcome: Outcome) => void,
): void {
  if (connection.lost) throw new ConnectionLost('the connection to the database is gone')
  sendBatch(connection.client, statements, schema, outcome => {
    if (!outcome.error || !isLost(outcome)) return done(outcome)
    lose(connection)
    done({ ...outcome, error: lostBecause(outcome.error) })
  })
}

/** Ends it at once, whatever is in flight. */
export function disconnect(connection: Connection): void {
  lose(connection)
  connection.client.connection.stream.destroy()
}

/** Ends it with a goodbye; it must not be in use. */
export async function hangUp(connection: Connection): Promise<void> {
  if (connection.lost) return
  const { client } = connection
  const impatience = setTimeout(() => disconnect(connection), hangUpTimeoutMs)
  await client.end()
  clearTimeout(impatience)
}

/** Whether the last thing the server said left no transaction open. */
export function isIdle({ client, lost }: Connection): boolean {
  return !lost && client.getTransactionStatus() === 'I'
}

function lose(connection: Connection): void {
  connection.lost = true
}

// Writes find their rows by keys: a plan for the values at hand would be the same one, made anew for each statement that takes a list of ids
// (decision 0009). Reads keep the choice, because what a filter finds differs by its value.
// Set after connecting, because parameters in the URL would win over those in the startup message.
function sessionSettings(settings: ConnectionSettings): string {
  return [
    `set application_name = ${pg.escapeLiteral(settings.applicationName)}`,
    `set statement_timeout = ${settings.statementTimeoutMs}`,
    `set idle_in_transaction_session_timeout = ${settings.idleInTransactionMs}`,
    `set default_transaction_read_only = ${settings.readOnly ? 'on' : 'off'}`,
    `set default_transaction_isolation = 'read committed'`,
    `set plan_cache_mode = ${settings.readOnly ? 'auto' : 'force_generic_plan'}`,
    `set search_path = platform`,
    `set timezone = 'UTC'`,
    `set datestyle = 'ISO'`,
    `set bytea_output = 'hex'`,
  ].join('; ')
}

// Shutdown, crash, idle in a transaction for too long: the server's last words on a connection.
const lastWords = new Set(['57P01', '57P02', '57P03', '57P05', '25P03', '25P04'])

function isLost({ error, lost }: Outcome): boolean {
  return lost || lastWords.has((error as pg.DatabaseError | undefined)?.code ?? '')
}

function lostBecause(error: Error): ConnectionLost {
  return new ConnectionLost(`no connection to the database: ${error.message}`, { cause: error })
}
