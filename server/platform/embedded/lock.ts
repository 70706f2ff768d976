/**
 * One owner per `DATA_DIR`: the process that starts and stops the embedded PostgreSQL there holds this lock. Two servers
 * on one folder would corrupt nothing less than the database, so a doubt counts as held.
 */
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimes, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { findIdentity } from './identity.ts'

export type Holder = { pid: number; identity: string; host: string; purpose: Purpose }
/** A server holds the lock as long as it runs, a command for its short work. */
export type Purpose = 'server' | 'command'

const heartbeatMs = 5_000
const expiryMs = 20_000

/** Takes the lock and returns what releases it; or returns the living process that holds it. */
export function takeDataLock(dataDir: string, purpose: Purpose): { release: () => void } | { holder: Holder } {
  const file = join(dataDir, 'lock')
  for (let attempt = 0; attempt < 20; attempt++) {
    if (writeLock(file, purpose)) return { release: keepAlive(file) }
    const holder = findHolder(dataDir)
    if (holder) return { holder }
    removeDead(file)
  }
  throw new Error(`${file} cannot be taken over. Delete it if no Quartermaster runs on this folder.`)
}

/** The living process that holds the lock of `DATA_DIR`, or null. */
export function findHolder(dataDir: string): Holder | null {
  const holder = readHolder(join(dataDir, 'lock'))
  return holder && isLive(holder, join(dataDir, 'lock')) ? holder : null
}

/** The file appears with its content, or not at all. */
function writeLock(file: string, purpose: Purpose): boolean {
  const draft = `${file}.${process.pid}`
  const holder: Holder = { pid: process.pid, identity: findIdentity(process.pid) ?? '', host: hostname(), purpose }
  // Anybody may read it: who cannot tell that it is held would take it for dead.
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o644 })
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** The heartbeat is for another container on the same volume, which cannot see our process, and for Windows. */
function keepAlive(file: string): () => void {
  const timer = setInterval(() => utimes(file, new Date(), new Date(), () => {}), heartbeatMs).unref()
  return () => {
    clearInterval(timer)
    rmSync(file, { force: true })
  }
}

function isLive(holder: Holder, file: string): boolean {
  if (holder.host === hostname() && process.platform !== 'win32') return findIdentity(holder.pid) === holder.identity
  const touchedAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
  return Date.now() - touchedAt < expiryMs
}

/** Moved aside before it is deleted: if two find it dead at once, one of them may hold a living newcomer's file. */
function removeDead(file: string): void {
  const aside = `${file}.dead.${process.pid}`
  try {
    renameSync(file, aside)
    const holder = readHolder(aside)
    if (holder && isLive(holder, aside)) linkSync(aside, file)
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

function readHolder(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch {
    return null
  }
}
