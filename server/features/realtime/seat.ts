/** One socket that was let in: what it is sent, and when it is given up. */
import type { WebSocket } from 'ws'
import { type Frame, framesFor, lastIdOf } from './frames.ts'
import type { LiveSession, News } from './viewers.ts'

/** How a socket is told to go. */
export const closing = { unauthenticated: 4401, forbidden: 4403, late: 4408, flood: 4429, failed: 1011 } as const

export type Seat = {
  socket: WebSocket
  viewer: LiveSession
  /** A client that comes back with this id misses nothing. */
  lastId: number
  /** It has heard all that the others have; until then it reads what it missed by itself. */
  isCurrent: boolean
  isAlive: boolean
}

/** What a reader may leave unread before it is dropped. */
const mostUnreadBytes = 1024 * 1024

/** Shows what is new to this seat, then counts it as told, seen or not. */
export function show(seat: Seat, { events }: Pick<News, 'events'>): void {
  for (const event of events)
    for (const frame of framesFor(seat.viewer, event)) if (frame.id > seat.lastId) send(seat, frame)
  const last = events.at(-1)
  if (last) seat.lastId = Math.max(seat.lastId, lastIdOf(last.id))
}

/** A message about the socket itself. */
export function notify(seat: Seat, type: string, data: Record<string, unknown>): void {
  send(seat, { id: seat.lastId, type, at: new Date().toISOString(), data })
}

/** Takes over what its session may do now, and says so to its reader if that is something else. */
export function renew(seat: Seat, now: LiveSession): (() => void) | null {
  const hasChanged = codesOf(now) !== codesOf(seat.viewer)
  seat.viewer = now
  if (!hasChanged) return null
  return () => notify(seat, 'permissions.changed', { user: now.userId, permissions: [...now.permissions.keys()] })
}

export function end(seat: Seat, code: number): void {
  const why = code === closing.forbidden ? { reason: 'suspended' } : {}
  notify(seat, 'session.ended', { session: seat.viewer.sessionId, ...why })
  leave(seat.socket, code)
}

const goodbyeMs = 2_000

/** Closes a socket, and cuts it off when its other side does not answer. */
export function leave(socket: WebSocket, code: number): void {
  if (socket.readyState !== socket.OPEN) return
  socket.close(code)
  const timer = setTimeout(() => socket.terminate(), goodbyeMs).unref()
  socket.once('close', () => clearTimeout(timer))
}

/** Gives up a socket whose other side did not answer the last ping. */
export function ping(seat: Seat): void {
  if (seat.isAlive) seat.socket.ping()
  else seat.socket.terminate()
  seat.isAlive = false
}

function send({ socket }: Seat, frame: Frame): void {
  if (socket.readyState !== socket.OPEN) return
  if (socket.bufferedAmount > mostUnreadBytes) socket.terminate()
  else socket.send(JSON.stringify(frame))
}

const codes = new WeakMap<LiveSession['permissions'], string>()

/** Many share the same permissions. */
function codesOf({ permissions }: LiveSession): string {
  const known = codes.get(permissions)
  if (known !== undefined) return known
  const text = [...permissions]
    .map(([code, scopes]) => `${code}:${[...scopes].toSorted()}`)
    .toSorted()
    .join()
  codes.set(permissions, text)
  return text
}
