/**
 * Connections that one transaction holds at a time, with a bounded queue in front. What becomes free goes to the company
 * that has least, so that one that writes much waits for itself and not the others for it.
 */
import { Busy, type Connection, type ConnectionSettings, connect, disconnect, hangUp, isIdle } from './connection.ts'

export interface Exclusive {
  /** `tenantId`: for whom; null: for no company. Throws Busy when the queue is full or the wait too long, ConnectionLost when no connection can be had. */
  acquire(tenantId: number | null): Promise<Connection>
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
  tenantId: number | null
  give(connection: Connection): void
  refuse(error: unknown): void
}

interface Pool {
  options: ExclusiveOptions
  settings: ConnectionSettings
  all: Set<Connection>
  /** For whom the connections in use are. */
  holders: Map<Connection, number | null>
  connecting: number
  idle: Connection[]
  fewestIdle: number
  waiting: Waiter[]
}

/** Connects when first asked. */
export function openExclusive(options: ExclusiveOptions, settings: ConnectionSettings): Exclusive {
  const pool: Pool = {
    options,
    settings,
    all: new Set(),
    holders: new Map(),
    connecting: 0,
    idle: [],
    fewestIdle: 0,
    waiting: [],
  }
  const shrinking = setInterval(shrink, options.idleMs, pool).unref()
  return {
    acquire: async tenantId => {
      const connection = await acquire(pool, tenantId)
      pool.holders.set(connection, tenantId)
      return connection
    },
    release: connection => {
      pool.holders.delete(connection)
      release(pool, connection)
    },
    inUse: () => pool.all.size - pool.idle.length,
    waiting: () => pool.waiting.length,
    connections: () => pool.all.size,
    close: async () => {
      clearInterval(shrinking)
      await closeAll(pool)
    },
  }
}

async function acquire(pool: Pool, tenantId: number | null): Promise<Connection> {
  const idle = takeIdle(pool)
  if (idle) return idle
  return hasVacancy(pool) ? open(pool) : wait(pool, tenantId)
}

function release(pool: Pool, connection: Connection): void {
  if (isIdle(connection)) passOn(pool, connection)
  else destroy(pool, connection)
}

function passOn(pool: Pool, connection: Connection): void {
  const waiter = takeWaiter(pool)
  if (waiter) waiter.give(connection)
  else pool.idle.push(connection)
}

/** Who waited longest of the company that has least. */
function takeWaiter({ holders, waiting }: Pool): Waiter | undefined {
  if (waiting.length === 0) return undefined
  const inUse = new Map<number | null, number>()
  for (const tenantId of holders.values()) inUse.set(tenantId, (inUse.get(tenantId) ?? 0) + 1)
  const usedBy = (waiter: Waiter) => inUse.get(waiter.tenantId) ?? 0
  const next = waiting.reduce(
    (best, _, i) => (usedBy(waiting[i] as Waiter) < usedBy(waiting[best] as Waiter) ? i : best),
    0,
  )
  return waiting.splice(next, 1)[0]
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

function wait(pool: Pool, tenantId: number | null): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const waiter: Waiter = {
      tenantId,
      give: connection => {
        clearTimeout(timer)
        resolve(connection)
      },
      refuse: error => {
        clearTimeout(timer)
        reject(error)
      },
    }
    const timer = setTimeout(remove, pool.options.maxWaitMs, pool, waiter, 'waited too long for a connection')
    pool.waiting.push(waiter)
    if (pool.waiting.length > pool.options.maxWaiting)
      remove(pool, lastOfMost(pool.waiting), 'too many transactions are waiting')
  })
}

/** Of too many the newest of the company that lets most wait has to go. */
function lastOfMost(waiting: readonly Waiter[]): Waiter {
  const [most] = [...Map.groupBy(waiting, ({ tenantId }) => tenantId).values()].toSorted((a, b) => b.length - a.length)
  return most?.at(-1) as Waiter
}

function remove(pool: Pool, waiter: Waiter, because: string): void {
  pool.waiting.splice(pool.waiting.indexOf(waiter), 1)
  waiter.refuse(new Busy(because))
}

function destroy(pool: Pool, connection: Connection): void {
  disconnect(connection)
  pool.all.delete(connection)
  serveNext(pool)
}

// A place became free without a connection in it.
function serveNext(pool: Pool): void {
  const waiter = hasVacancy(pool) ? takeWaiter(pool) : undefined
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
