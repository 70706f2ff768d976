/**
 * Few connections shared by all reads. A read is one batch, one Sync, one implicit transaction: nothing of it stays on
 * the connection, so batches of different tenants follow each other on it without waiting for answers.
 */
import type { Outcome } from '../batch.ts'
import type { Statement } from '../sql.ts'
import { Busy, type Connection, type ConnectionSettings, connect, disconnect, hangUp, send } from './connection.ts'

export interface Readers {
  /** Throws Busy when too many are in flight, ConnectionLost when no connection can be had. */
  run(statements: readonly Statement<unknown>[], schema: string): Promise<Outcome>
  inFlight(): number
  connections(): number
  close(): Promise<void>
}

interface Slot {
  settings: ConnectionSettings
  connection?: Connection
  connecting?: Promise<void>
  retryAt: number
  inFlight: number
  /** When it last answered, or was last asked while idle. */
  movedAt: number
  outbox: Posted[]
}

/** A batch that waits for the end of this turn of the event loop, and who waits for it. */
interface Posted {
  statements: readonly Statement<unknown>[]
  schema: string
  give(outcome: Outcome): void
  refuse(error: unknown): void
}

const mostInFlight = 5_000
const retryAfterMs = 500

/** Opens `size` connections; one that drops is opened anew when it is next wanted. Throws ConnectionLost. */
export async function openReaders(size: number, settings: ConnectionSettings): Promise<Readers> {
  const slots = Array.from(
    { length: size },
    (): Slot => ({ settings, retryAt: 0, inFlight: 0, movedAt: 0, outbox: [] }),
  )
  await Promise.all(slots.map(reconnect))
  return {
    run: (statements, schema) => runOn(slots, statements, schema),
    inFlight: () => inFlight(slots),
    connections: () => slots.filter(isOpen).length,
    close: () => closeAll(slots),
  }
}

async function runOn(
  slots: readonly Slot[],
  statements: readonly Statement<unknown>[],
  schema: string,
): Promise<Outcome> {
  if (inFlight(slots) >= mostInFlight) throw new Busy('too many reads are waiting')
  return post(bestOf(slots) ?? (await reopened(slots)), statements, schema)
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
    else if (slot.inFlight === 0 || (slot.inFlight < mostBehind && now - slot.movedAt < slowMs)) return slot
    else if (!leastBusy || slot.inFlight < leastBusy.inFlight) leastBusy = slot
  }
  return leastBusy
}

// What a turn of the event loop asks for goes out in one write, which wakes the server once.
function post(slot: Slot, statements: readonly Statement<unknown>[], schema: string): Promise<Outcome> {
  if (slot.inFlight++ === 0) slot.movedAt = performance.now()
  return new Promise((give, refuse) => {
    if (slot.outbox.push({ statements, schema, give, refuse }) === 1) setImmediate(sendAll, slot)
  })
}

function sendAll(slot: Slot): void {
  const { outbox } = slot
  slot.outbox = []
  const stream = slot.connection?.client.connection.stream
  stream?.cork()
  for (const posted of outbox) sendOne(slot, posted)
  stream?.uncork()
}

function sendOne(slot: Slot, { statements, schema, give, refuse }: Posted): void {
  try {
    send(slot.connection as Connection, statements, schema, outcome => {
      leave(slot)
      give(outcome)
    })
  } catch (error) {
    leave(slot)
    refuse(error)
  }
}

function leave(slot: Slot): void {
  slot.inFlight--
  slot.movedAt = performance.now()
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
