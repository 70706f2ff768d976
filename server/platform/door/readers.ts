/**
 * Few connections shared by all reads. A read is one batch, one Sync, one implicit transaction: nothing of it stays on
 * the connection, so batches of different tenants follow each other on it without waiting for answers.
 */
import type { Outcome } from '../batch.ts'
import type { Statement } from '../sql.ts'
import { Busy, type Connection, type ConnectionSettings, connect, disconnect, hangUp, send } from './connection.ts'
import { openShares, type Share, type Shares } from './shares.ts'

export interface Readers {
  /** `tenantId`: whose share it takes; null: nobody's. Throws Busy when too many are in flight, ConnectionLost when no connection can be had. */
  run(statements: readonly Statement<unknown>[], schema: string, tenantId: number | null): Promise<Outcome>
  inFlight(): number
  connections(): number
  close(): Promise<void>
}

interface Pool {
  slots: readonly Slot[]
  shares: Shares<Posted>
}

interface Slot {
  settings: ConnectionSettings
  connection?: Connection
  connecting?: Promise<void>
  retryAt: number
  inFlight: number
  /** When it last answered, or was last asked while idle. */
  movedAt: number
  /** How long its last answer took: what is behind a slow one is seldom alone. */
  tookMs: number
  outbox: Posted[]
}

/** A batch that waits for its company's turn and for the end of this turn of the event loop, and who waits for it. */
interface Posted {
  statements: readonly Statement<unknown>[]
  schema: string
  share: Share<Posted> | null
  give(outcome: Outcome): void
  refuse(error: unknown): void
}

const mostInFlight = 5_000
const retryAfterMs = 500

/** Opens `size` connections; one that drops is opened anew when it is next wanted. Throws ConnectionLost. */
export async function openReaders(size: number, settings: ConnectionSettings): Promise<Readers> {
  const slots = Array.from(
    { length: size },
    (): Slot => ({ settings, retryAt: 0, inFlight: 0, movedAt: 0, tookMs: 0, outbox: [] }),
  )
  await Promise.all(slots.map(reconnect))
  const pool: Pool = { slots, shares: openShares<Posted>() }
  return {
    run: (statements, schema, tenantId) => runOn(pool, statements, schema, tenantId),
    inFlight: () => inFlight(slots),
    connections: () => slots.filter(isOpen).length,
    close: async () => {
      pool.shares.refuseAll()
      await closeAll(slots)
    },
  }
}

function runOn(
  pool: Pool,
  statements: readonly Statement<unknown>[],
  schema: string,
  tenantId: number | null,
): Promise<Outcome> {
  return new Promise((give, refuse) => {
    if (inFlight(pool.slots) >= mostInFlight) throw new Busy('too many reads are waiting')
    const share = tenantId === null ? null : pool.shares.of(tenantId)
    const posted = { statements, schema, share, give, refuse }
    if (!share || pool.shares.enter(share, posted)) post(pool, posted)
  })
}

function post(pool: Pool, posted: Posted): void {
  const slot = bestOf(pool.slots)
  if (slot) enqueue(pool, slot, posted)
  else
    reopened(pool.slots).then(
      opened => enqueue(pool, opened, posted),
      error => {
        posted.refuse(error)
        yieldShare(pool, posted, 0)
      },
    )
}

/** Behind so many, or behind one that takes so long, a batch goes elsewhere. */
const mostBehind = 32
const slowMs = 10

// The first that gets on: quick batches in a row on one connection cost the server a fraction of what they cost on several.
function bestOf(slots: readonly Slot[]): Slot | undefined {
  const now = performance.now()
  let leastBusy: Slot | undefined
  for (const slot of slots) {
    if (!isOpen(slot)) mend(slot)
    else if (slot.inFlight === 0 || (slot.inFlight < mostBehind && isQuick(slot, now))) return slot
    else if (!leastBusy || slot.inFlight < leastBusy.inFlight) leastBusy = slot
  }
  return leastBusy
}

function isQuick({ movedAt, tookMs }: Slot, now: number): boolean {
  return tookMs < slowMs && now - movedAt < slowMs
}

// What a turn of the event loop asks for goes out in one write, which wakes the server once.
function enqueue(pool: Pool, slot: Slot, posted: Posted): void {
  if (slot.inFlight++ === 0) slot.movedAt = performance.now()
  if (slot.outbox.push(posted) === 1) setImmediate(sendAll, pool, slot)
}

function sendAll(pool: Pool, slot: Slot): void {
  const { outbox } = slot
  slot.outbox = []
  const stream = slot.connection?.client.connection.stream
  stream?.cork()
  for (const posted of outbox) sendOne(pool, slot, posted)
  stream?.uncork()
}

function sendOne(pool: Pool, slot: Slot, posted: Posted): void {
  const { statements, schema, give, refuse } = posted
  try {
    send(slot.connection as Connection, statements, schema, outcome => {
      leave(pool, slot, posted)
      give(outcome)
    })
  } catch (error) {
    leave(pool, slot, posted)
    refuse(error)
  }
}

function leave(pool: Pool, slot: Slot, posted: Posted): void {
  const now = performance.now()
  slot.inFlight--
  slot.tookMs = now - slot.movedAt
  slot.movedAt = now
  yieldShare(pool, posted, slot.tookMs)
}

function yieldShare(pool: Pool, { share }: Posted, tookMs: number): void {
  if (share) for (const next of pool.shares.leave(share, tookMs)) post(pool, next)
}

// In the background: other slots can serve meanwhile.
function mend(slot: Slot): void {
  if (slot.connecting || Date.now() < slot.retryAt) return
  reconnect(slot).catch(() => {})
}

function reopened(slots: readonly Slot[]): Promise<Slot> {
  return Promise.any(slots.map(slot => (slot.connecting ?? reconnect(slot)).then(() => slot))).catch(rethrowFirst)
}

function rethrowFirst(error: AggregateError): never {
  throw error.errors[0]
}

function reconnect(slot: Slot): Promise<void> {
  slot.connecting = connect(slot.settings)
    .then(connection => {
      slot.connection = connection
    })
    .finally(() => {
      slot.retryAt = Date.now() + retryAfterMs
      delete slot.connecting
    })
  return slot.connecting
}

function inFlight(slots: readonly Slot[]): number {
  return slots.reduce((sum, slot) => sum + slot.inFlight, 0)
}

function isOpen(slot: Slot): boolean {
  return slot.connection !== undefined && !slot.connection.lost
}

async function closeAll(slots: readonly Slot[]): Promise<void> {
  await Promise.all(slots.map(slot => slot.connecting?.catch(() => {})))
  await Promise.all(slots.map(closeSlot))
}

async function closeSlot({ connection, inFlight }: Slot): Promise<void> {
  if (!connection) return
  if (inFlight > 0) disconnect(connection)
  else await hangUp(connection)
}
