/**
 * The embedded PostgreSQL of a `DATA_DIR`. The danger: two servers on one folder destroy it. So one process owns it (the
 * data lock), and a server that a killed owner left behind is found and adopted, never started twice.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedError, placesIn } from './embedded/cluster.ts'
import { findIdentity } from './embedded/identity.ts'
import { findHolder, type Holder, takeDataLock } from './embedded/lock.ts'
import { terminate } from './embedded/process.ts'
import { ensureDatabase, findUrl, type Running, run } from './embedded/server.ts'

export { EmbeddedError } from './embedded/cluster.ts'

/** An open embedded PostgreSQL. */
export type Embedded = {
  /** The superuser's connection string, for the database `quartermaster`. */
  url: string
  /** Stops PostgreSQL and gives the folder free, if this process owns it. */
  stop: () => Promise<void>
  /** Resolves if PostgreSQL ends without `stop`. */
  lost: Promise<void>
}

/** `settings` are given to PostgreSQL for this run only, such as `{ fsync: 'off' }` in tests. */
export type EmbeddedOptions = { dataDir: string; settings?: Record<string, string> }

const patienceMs = 60_000

/**
 * Starts (or adopts) the PostgreSQL of this folder for a server, which owns it until it stops.
 * @throws EmbeddedError when another server owns the folder, or PostgreSQL cannot run there
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    const lock = takeDataLock(options.dataDir, 'server')
    if ('release' in lock) return own(options, lock.release)
    if (lock.holder.purpose === 'server' || performance.now() > deadline) throw inUse(options.dataDir, lock.holder)
    await sleep(100)
  }
}

/**
 * For a command: connects to the PostgreSQL of the running server, or starts it for the time being if none runs.
 * @throws EmbeddedError when PostgreSQL cannot be reached within a minute
 */
export async function attachEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    const holder = findHolder(options.dataDir)
    const opened = holder?.purpose === 'server' ? await share(options.dataDir) : await lend(options)
    if (opened) return opened
    if (holder && performance.now() > deadline) throw inUse(options.dataDir, holder)
    await sleep(100)
  }
}

async function share(dataDir: string): Promise<Embedded | null> {
  const url = await findUrl(placesIn(dataDir))
  return url === null ? null : { url, stop: async () => {}, lost: new Promise(() => {}) }
}

async function lend(options: EmbeddedOptions): Promise<Embedded | null> {
  const lock = takeDataLock(options.dataDir, 'command')
  return 'release' in lock ? own(options, lock.release) : null
}

function inUse(dataDir: string, { pid, host, purpose }: Holder): EmbeddedError {
  const who = purpose === 'server' ? 'another Quartermaster server' : 'a quartermaster command'
  return new EmbeddedError(
    `${dataDir} is in use by ${who} (process ${pid} on ${host}). Stop it, or set DATA_DIR to another folder.`,
  )
}

async function own({ dataDir, settings = {} }: EmbeddedOptions, release: () => void): Promise<Embedded> {
  try {
    const places = placesIn(dataDir)
    const running = await run(places, settings)
    await ensureDatabase(running.url)
    return guard(running, async () => {
      await terminate(running.pid, places)
      release()
    })
  } catch (error) {
    release()
    throw explain(error, dataDir)
  }
}

function guard({ url, pid, child }: Running, end: () => Promise<void>): Embedded {
  let ending: Promise<void> | null = null
  const lost = Promise.withResolvers<void>()
  const report = () => ending === null && lost.resolve()
  child?.once('exit', report)
  const identity = findIdentity(pid)
  const watch = setInterval(() => isGone(pid, identity) && report(), 1000).unref()
  const stop = () => {
    clearInterval(watch)
    ending ??= end()
    return ending
  }
  return { url, stop, lost: lost.promise }
}

/** A process that nobody can look up for a moment has not ended: so many connections must not stop a server. */
function isGone(pid: number, identity: string | null): boolean {
  try {
    return findIdentity(pid) !== identity
  } catch {
    return false
  }
}

function explain(error: unknown, dataDir: string): unknown {
  const { code, path } = error as NodeJS.ErrnoException
  if (code !== 'EACCES' && code !== 'EPERM') return error
  return new EmbeddedError(
    `${path ?? dataDir} belongs to another user. Start Quartermaster as that user, or set DATA_DIR to another folder.`,
  )
}
