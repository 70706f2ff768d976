/**
 * Decisions that wait for the end of their undo. The server knows no way back from approved, rejected or deleted, so that a
 * true undo is possible only before it is told: the decision is held for eight seconds. It is not lost meanwhile:
 * - it goes out at once when the page is hidden or closed, as a request that outlives the page;
 * - until it is answered it is noted in this browser, and sent once more when the person is back, with the same key for the
 *   same deed, so that it is done once however often it was sent;
 * - it names the version it was decided on: whatever somebody else did in between refuses it, and the page says who.
 */
import { useSyncExternalStore } from 'react'
import { ApiError, api } from '../../lib/api.ts'
import { newKey } from '../../lib/key.ts'
import { invalidatePaths } from '../../lib/query.ts'
import { orderPath, touched } from './orders.ts'

export type Held = {
  user: number
  orderId: number
  number: number
  deed: 'approve' | 'reject' | 'delete'
  body: Record<string, unknown>
  version: number
  once: string
  dueAt: number
}

/** What became of it: null when it is done. */
export type Settle = (error: ApiError | null, one: Held) => unknown

export const holdMs = 8_000
const keptMs = 23 * 3_600_000
const note = 'qm.held'

let held: readonly Held[] = []
const settlers = new Map<string, Settle>()
const timers = new Map<string, ReturnType<typeof setTimeout>>()
const watchers = new Set<() => void>()

addEventListener('pagehide', sendAll)
document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && sendAll())

/** Holds a decision for its undo, then sends it. */
export function hold(decision: Omit<Held, 'once' | 'dueAt'>, settle: Settle): Held {
  const one = { ...decision, once: newKey(), dueAt: Date.now() + holdMs }
  settlers.set(one.once, settle)
  timers.set(
    one.once,
    setTimeout(() => void send(one), holdMs),
  )
  write([...read(), one])
  become([...held, one])
  return one
}

/** Undoes it; false when it has been sent already. */
export function takeBack({ once }: Held): boolean {
  if (!timers.has(once)) return false
  forget(once)
  return true
}

/** The decisions that this page holds or is sending. */
export const useHeld = (): readonly Held[] => useSyncExternalStore(watch, () => held)

/** Sends what this person decided on a page that was closed before it heard the answer. */
export function resumeHeld(user: number, settle: Settle): void {
  const now = Date.now()
  const lost = read().filter(
    one => one.user === user && one.dueAt < now - holdMs && !held.some(({ once }) => once === one.once),
  )
  for (const one of lost) {
    if (now - one.dueAt > keptMs) forget(one.once)
    else {
      settlers.set(one.once, settle)
      void send(one)
    }
  }
}

function sendAll(): void {
  for (const one of held) if (timers.has(one.once)) void send(one)
}

async function send(one: Held): Promise<void> {
  clearTimeout(timers.get(one.once))
  timers.delete(one.once)
  const error = await tell(one)
  const settle = settlers.get(one.once)
  await invalidatePaths(touched)
  forget(one.once)
  settle?.(error, one)
}

async function tell({ orderId, deed, body, version, once }: Held): Promise<ApiError | null> {
  const path = orderPath(orderId)
  try {
    if (deed === 'delete') await api.delete(path, { version, keepalive: true })
    else await api.post(`${path}${deed}/`, body, { once, version, keepalive: true })
    return null
  } catch (reason) {
    if (!(reason instanceof ApiError)) throw reason
    // A deletion is not repeatable by key: a second one finds nothing, which is what was wanted.
    return deed === 'delete' && reason.status === 404 ? null : reason
  }
}

function forget(once: string): void {
  clearTimeout(timers.get(once))
  timers.delete(once)
  settlers.delete(once)
  write(read().filter(one => one.once !== once))
  become(held.filter(one => one.once !== once))
}

function read(): Held[] {
  try {
    return JSON.parse(localStorage.getItem(note) ?? '[]') as Held[]
  } catch {
    return []
  }
}

function write(all: readonly Held[]): void {
  localStorage.setItem(note, JSON.stringify(all))
}

function become(next: readonly Held[]): void {
  held = next
  for (const watcher of watchers) watcher()
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}
