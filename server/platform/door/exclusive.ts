/** Connections that one transaction holds at a time, with a bounded queue in front. */
import { Busy, type Connection, type ConnectionSettings, connect, disconnect, hangUp, isIdle } from './connection.ts'

export interface Exclusive {
  /** Throws Busy when the queue is full or the wait too long, ConnectionLost when no connection can be had. */
  acquire(): Promise<Connection>
  /** Takes it back; one that is not plainly idle is destroyed. */
  release(connection: Connection): void
  inUse(): number
  waiting(): number
  connections(): number
  close(): Promise<void>
}

export interface ExclusiveOptions {
  size: number
  maxWaiting: number
  maxWaitMs: number
  /** What was not needed for so long is closed. */
  idleMs: number
}

interface Waiter {
  give(connection: Connection): void
  refuse(error: unknown): void
}

interface Pool {
  options: ExclusiveOptions
  settings: ConnectionSettings
  all: Set<Connection>
  connecting: number
  idle: Connection[]
  fewestIdle: number
  waiting: Waiter[]
}

/** Connects when first asked. */
export function openExclusive(options: ExclusiveOptions, settings: ConnectionSettings): Exclusive {
  const pool: Pool = { options, settings, all: new Set(), connecting: 0, idle: [], fewestIdle: 0, waiting: [] }
  const shrinking = setInterval(shrink, options.idleMs, pool).unref()
  return {
    acquire: () => acquire(pool),
    release: connection => release(pool, connection),
    inUse: () => pool.all.size - pool.idle.length,
    waiting: () => pool.waiting.length,
    connections: () => pool.all.size,
    close: async () => {
      clearInterval(shrinking)
      await closeAll(pool)
    },
  }
}

async function acquire(pool: Pool): Promise<Connection> {
  const idle = takeIdle(pool)
  if (idle) return idle
  if (hasVacancy(pool)) return open(pool)
  if (pool.waiting.length >= pool.options.maxWaiting) throw new Busy('too many transactions are waiting')
  return wait(pool)
}

function release(pool: Pool, connection: Connection): void {
  if (isIdle(connection)) passOn(pool, connection)
  else destroy(pool, connection)
}

function passOn(pool: Pool, connection: Connection): void {
  const waiter = pool.waiting.shift()
  if (waiter) waiter.give(connection)
  else pool.idle.push(connection)
}

function takeIdle(pool: Pool): Connection | undefined {
  let connection = pool.idle.pop()
  while (connection?.lost) {
    pool.all.delete(connection)
    connection = pool.idle.pop()
  }
  pool.fewestIdle = Math.min(pool.fewestIdle, pool.idle.length)
  return connection
}

function hasVacancy({ all, connecting, options }: Pool): boolean {
  return all.size + connecting < options.size
}

async function open(pool: Pool): Promise<Connection> {
  pool.connecting++
  try {
    const connection = await connect(pool.settings)
    pool.all.add(connection)
    return connection
  } finally {
    pool.connecting--
  }
}

function wait(pool: Pool): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const waiter: Waiter = {
      give: connection => {
        clearTimeout(timer)
        resolve(connection)
      },
      refuse: error => {
        clearTimeout(timer)
        reject(error)
      },
    }
    const timer = setTimeout(giveUp, pool.options.maxWaitMs, pool, waiter)
    pool.waiting.push(waiter)
  })
}

function giveUp(pool: Pool, waiter: Waiter): void {
  pool.waiting.splice(pool.waiting.indexOf(waiter), 1)
  waiter.refuse(new Busy('waited too long for a connection'))
}

function destroy(pool: Pool, connection: Connection): void {
  disconnect(connection)
  pool.all.delete(connection)
  serveNext(pool)
}

// A place became free without a connection in it.
function serveNext(pool: Pool): void {
  const waiter = hasVacancy(pool) ? pool.waiting.shift() : undefined
  if (!waiter) return
  open(pool)
    .then(waiter.give, waiter.refuse)
    .then(() => serveNext(pool))
}

function shrink(pool: Pool): void {
  for (const connection of pool.idle.splice(0, pool.fewestIdle)) {
    pool.all.delete(connection)
    hangUp(connection)
  }
  pool.fewestIdle = pool.idle.length
}

async function closeAll(pool: Pool): Promise<void> {
  for (const waiter of pool.waiting.splice(0)) waiter.refuse(new Busy('closing'))
  await Promise.all(pool.idle.map(hangUp))
  for (const connection of pool.all) disconnect(connection)
  pool.all.clear()
  pool.idle = []
}
