/**
 * The only way to tenants' data, and the only module that knows the connections. One transaction is one tenant; the
 * application's role owns nothing, and the door stays shut for one that could pass row level security.
 */
import { Busy, type ConnectionSettings } from './door/connection.ts'
import { type Exclusive, openExclusive } from './door/exclusive.ts'
import { type Owner, openOwner } from './door/owner.ts'
import { assertPowerless, powers } from './door/powerless.ts'
import { openReaders } from './door/readers.ts'
import { type Inside, readDirectory, readTenant, readTenantLong, writeDirectory, writeTenant } from './door/tenants.ts'
import type { DoorLog, Entry, OwnerScope, OwnerTx, ReadTx, WriteTx } from './door/types.ts'
import { type Statement, sql } from './sql.ts'

export { Busy, CommitUnknown, ConnectionLost } from './door/connection.ts'
export { type Owner, type OwnerOptions, openOwner } from './door/owner.ts'
export { NoSuchTenant } from './door/tenants.ts'
export type * from './door/types.ts'

export interface DoorStats {
  readsInFlight: number
  writesInFlight: number
  waiting: number
  connections: number
  transactions: number
  roundTrips: number
  repeats: number
}

export interface DoorOptions {
  /** Signs in the application's role. */
  url: string
  ownerUrl: string
  log: DoorLog
  readConnections?: number
  writeConnections?: number
  longConnections?: number
  readTimeoutMs?: number
  writeTimeoutMs?: number
  longTimeoutMs?: number
  idleInTransactionMs?: number
  /** How many transactions may wait for a connection, and for how long. */
  maxWaiting?: number
  maxWaitMs?: number
  applicationName?: string
  /** Sees every statement that is executed, but for scripts. */
  onStatement?: (text: string, via: 'tenant' | 'directory' | 'owner', values: readonly unknown[]) => void
}

export interface Door {
  /** Read only; one round trip per flush. May be repeated as a whole, so the work must have no effects of its own. */
  read<T>(entry: Entry, work: (tx: ReadTx) => Promise<T>): Promise<T>
  /**
   * One transaction, committed at the end of the work unless it did so itself. May be repeated as a whole, as above.
   */
  write<T>(entry: Entry, work: (tx: WriteTx) => Promise<T>): Promise<T>
  /** Reports and exports: read only, one snapshot for all its statements, a minute for each. */
  long<T>(entry: Entry, work: (tx: ReadTx) => Promise<T>): Promise<T>
  /** Tables of `platform` only; no tenant is set, so tenant tables show no rows. */
  directory: {
    rows<R>(statement: Statement<R>): Promise<R[]>
    write<T>(work: (tx: WriteTx) => Promise<T>): Promise<T>
  }
  /** One transaction of the owner: migrations, provisioning, purge. Never repeated. */
  owner<T>(work: (tx: OwnerTx) => Promise<T>, scope?: OwnerScope): Promise<T>
  /** Throws when the database does not answer within two seconds. */
  health(): Promise<void>
  stats(): DoorStats
  /** Waits (at most `graceMs`) for what is under way, then closes every connection. */
  close(graceMs?: number): Promise<void>
}

const defaults = {
  readConnections: 3,
  writeConnections: 12,
  longConnections: 2,
  readTimeoutMs: 5_000,
  writeTimeoutMs: 10_000,
  longTimeoutMs: 60_000,
  idleInTransactionMs: 10_000,
  maxWaiting: 1_000,
  maxWaitMs: 10_000,
  applicationName: 'quartermaster',
}

type Options = DoorOptions & typeof defaults

const healthTimeoutMs = 2_000
const closeGraceMs = 10_000

/** Opens the door. Throws ConnectionLost, or an error of one line when the application's role is too powerful. */
export async function openDoor(given: DoorOptions): Promise<Door> {
  const options: Options = { ...defaults, ...given }
  const inside = await openInside(options)
  const owner = openOwner(options)
  const gate = newGate()
  return {
    read: (entry, work) => gate.pass(() => readTenant(inside, entry, work)),
    write: (entry, work) => gate.pass(() => writeTenant(inside, entry, work)),
    long: (entry, work) => gate.pass(() => readTenantLong(inside, entry, work)),
    directory: {
      rows: statement => gate.pass(() => readDirectory(inside, statement)),
      write: work => gate.pass(() => writeDirectory(inside, work)),
    },
    owner: (work, scope) => gate.pass(() => owner.transaction(work, scope)),
    health: () => gate.pass(() => assertAnswering(inside)),
    stats: () => stats(inside),
    close: async (graceMs = closeGraceMs) => {
      await gate.shut(graceMs)
      await closeAll(inside, owner)
    },
  }
}

async function openInside(options: Options): Promise<Inside> {
  const readers = await openReaders(options.readConnections, settingsFor(options, 'read', options.readTimeoutMs))
  const inside: Inside = {
    readers,
    writers: exclusive(options, options.writeConnections, settingsFor(options, 'write', options.writeTimeoutMs)),
    longs: exclusive(options, options.longConnections, settingsFor(options, 'long', options.longTimeoutMs)),
    log: options.log,
    placements: new Map(),
    counts: { transactions: 0, roundTrips: 0, repeats: 0 },
    onStatement: options.onStatement,
  }
  try {
    assertPowerless(await readDirectory(inside, powers))
  } catch (error) {
    await closeInside(inside)
    throw error
  }
  return inside
}

function settingsFor(
  options: Options,
  kind: 'read' | 'write' | 'long',
  statementTimeoutMs: number,
): ConnectionSettings {
  return {
    url: options.url,
    applicationName: `${options.applicationName} ${kind}`,
    statementTimeoutMs,
    idleInTransactionMs: kind === 'long' ? options.longTimeoutMs : options.idleInTransactionMs,
    readOnly: kind !== 'write',
  }
}

function exclusive({ maxWaiting, maxWaitMs }: Options, size: number, settings: ConnectionSettings): Exclusive {
  return openExclusive({ size, maxWaiting, maxWaitMs, idleMs: 60_000 }, settings)
}

interface Gate {
  pass<T>(work: () => Promise<T>): Promise<T>
  shut(graceMs: number): Promise<void>
}

// Stays open until all are out: what is under way may need the door again.
function newGate(): Gate {
  let under = 0
  let shut = false
  let whenEmpty = () => {}
  return {
    async pass(work) {
      if (shut) throw new Busy('closing')
      under++
      try {
        return await work()
      } finally {
        if (--under === 0) whenEmpty()
      }
    },
    async shut(graceMs) {
      if (under > 0) await Promise.race([new Promise<void>(resolve => (whenEmpty = resolve)), after(graceMs)])
      shut = true
    },
  }
}

async function assertAnswering(inside: Inside): Promise<void> {
  const late = after(healthTimeoutMs).then(() => {
    throw new Busy('the database does not answer')
  })
  await Promise.race([readDirectory(inside, sql`select 1 as one`), late])
}

function after(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms).unref())
}

function stats({ readers, writers, longs, counts }: Inside): DoorStats {
  return {
    ...counts,
    readsInFlight: readers.inFlight(),
    writesInFlight: writers.inUse() + longs.inUse(),
    waiting: writers.waiting() + longs.waiting(),
    connections: readers.connections() + writers.connections() + longs.connections(),
  }
}

async function closeAll(inside: Inside, owner: Owner): Promise<void> {
  await Promise.all([closeInside(inside), owner.close()])
}

async function closeInside({ readers, writers, longs }: Inside): Promise<void> {
  await Promise.all([readers.close(), writers.close(), longs.close()])
}
