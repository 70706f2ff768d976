/**
 * The socket that says what changed. Its messages are hints with ids: whatever the page shows of it is asked again, so a lost
 * hint costs nothing. After a break it resumes behind the last hint it saw.
 */
import { useSyncExternalStore } from 'react'
import { api } from '../lib/api.ts'
import { getting, invalidatePaths, queryClient } from '../lib/query.ts'
import type { Me } from './session.ts'

export type LiveState = { is: 'connecting' | 'live' | 'offline'; since: number }
export type Hint = { id: number; type: string; at: string; data: Record<string, unknown> }

type Listener = (hint: Hint) => void

let state: LiveState = { is: 'connecting', since: Date.now() }
let socket: WebSocket | null = null
let lastEventId: number | null = null
let attempts = 0
let timer: ReturnType<typeof setTimeout> | undefined
let users = 0
const watchers = new Set<() => void>()
const listeners = new Set<Listener>()

/** Keeps the socket open while somebody on the page wants it; returns how to let go. */
export function openLive(): () => void {
  if (users++ === 0) void connect()
  return () => {
    if (--users === 0) close()
  }
}

/** Whether the page is kept live, and since when. */
export const useLiveState = (): LiveState => useSyncExternalStore(watch, () => state)

/** Hears every hint, after what it made stale has been marked. */
export function onHint(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Tries at once: the person pressed "try again", or the network came back. */
export function reconnect(): void {
  if (users > 0 && state.is === 'offline') void connect()
}
addEventListener('online', reconnect)

/** A socket whose network is gone says nothing for minutes. */
addEventListener('offline', () => {
  const dead = socket
  if (!dead) return
  socket = null
  dead.close()
  retry()
})

async function connect(): Promise<void> {
  clearTimeout(timer)
  let ticket: string
  try {
    ticket = (await api.post<{ ticket: string }>('/api/auth/ws-ticket/')).ticket
  } catch {
    return retry()
  }
  if (users === 0) return
  const opened = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws/notifications/`)
  socket = opened
  opened.onopen = () =>
    opened.send(
      JSON.stringify({ type: 'auth', token: ticket, ...(lastEventId !== null && { last_event_id: lastEventId }) }),
    )
  opened.onmessage = ({ data }) => hear(JSON.parse(data as string) as Hint)
  opened.onclose = ({ code }) => {
    if (socket === opened) closed(code)
  }
}

function hear(hint: Hint): void {
  if (hint.type === 'ready') {
    ready(hint)
    return
  }
  if (hint.id) lastEventId = hint.id
  void invalidatePaths(pathsOf(hint))
  if (hint.type === 'permissions.changed') takePermissions(hint)
  for (const listener of listeners) listener(hint)
}

function ready({ data }: Hint): void {
  // What changed since the page first asked was told to nobody here; nor may it all be told again after a break.
  const mayHaveMissed = attempts > 0 || lastEventId === null
  attempts = 0
  lastEventId = (data.last_event_id as number | undefined) ?? lastEventId
  become('live')
  if (mayHaveMissed) void queryClient.invalidateQueries({}, { cancelRefetch: false })
}

/** What on the page may no longer be true. */
function pathsOf({ type, data }: Hint): string[] {
  if (type === 'order.changed')
    return ['/api/orders/', '/api/dashboard/', '/api/products/', '/api/stock/', '/api/store/']
  if (type === 'stock.changed')
    return isCountOnly(data)
      ? ['/api/stock/counts/']
      : ['/api/products/', '/api/stock/', '/api/dashboard/', '/api/store/', '/api/locations/']
  if (type === 'notification.created') return ['/api/notifications/']
  if (type === 'permissions.changed') return ['/api/']
  return data.path ? [String(data.path)] : []
}

/** Something was entered into a count: until it is posted, no level has changed. */
const isCountOnly = ({ products, count }: Hint['data']): boolean =>
  count !== undefined && Array.isArray(products) && products.length === 0

/** At once, before the server is asked again: what was taken away must not stay on the page. */
function takePermissions({ data }: Hint): void {
  const codes = data.permissions as string[] | undefined
  const { queryKey } = getting<Me>('/api/auth/me/')
  if (codes) queryClient.setQueryData<Me>(queryKey, me => me && { ...me, permissions: codes })
  void queryClient.fetchQuery({ ...getting<Me>('/api/auth/me/'), staleTime: 0 }).catch(() => {})
}

const ended: Record<number, string> = { 4401: 'expired', 4403: 'suspended' }

function closed(code: number): void {
  socket = null
  if (ended[code])
    for (const listener of listeners) listener({ id: 0, type: 'closed', at: '', data: { reason: ended[code] } })
  retry()
}

function retry(): void {
  if (users === 0) return
  become('offline')
  const seconds = Math.min(30, 0.5 * 2 ** attempts++)
  timer = setTimeout(() => void connect(), seconds * 1000 * (0.7 + Math.random() * 0.6))
}

function close(): void {
  clearTimeout(timer)
  const open = socket
  socket = null
  open?.close()
  become('connecting')
}

function become(is: LiveState['is']): void {
  if (state.is === is) return
  state = { is, since: Date.now() }
  for (const watcher of watchers) watcher()
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}
