/**
 * The sockets of one company on this node. The danger: a frame that its reader may no longer see. So what happened is read
 * from the database in the order of the commits, together with the company's access version, and whoever was last
 * checked against an older one is checked again before being shown anything. One thing at a time, in the room's order.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Door, type DoorLog, NoSuchTenant } from '../../platform/door.ts'
import { lastEventTold, lastIdOf } from './frames.ts'
import { closing, end, leave, notify, ping, renew, type Seat, show } from './seat.ts'
import { type Arrived, type LiveSession, type News, readArrivals, readLive, readNews } from './viewers.ts'

export type Inside = { door: Door; log: DoorLog }

export type Room = {
  tenantId: number
  seats: Set<Seat>
  /** The last event that every current seat was told. */
  told: number
  /** Ends when all that was asked of the room is done. */
  queue: Promise<void>
  waiting: number
  isLookWaiting: boolean
  lookedAt: number
  /** Who waits to be let in: all of them at once, in the next turn. */
  arrivals: Arrival[]
}

/** Somebody at the door: whose session a token proved to be theirs when it was made, and the id after which they resume. */
export type Arrival = { socket: Seat['socket']; sessionId: number; userId: number; after: number | null }

export function newRoom(tenantId: number): Room {
  return {
    tenantId,
    seats: new Set(),
    told: 0,
    queue: Promise.resolve(),
    waiting: 0,
    isLookWaiting: false,
    lookedAt: 0,
    arrivals: [],
  }
}

/** Lets somebody in, or closes their socket. */
export function welcome(inside: Inside, room: Room, arrival: Arrival): void {
  if (room.arrivals.push(arrival) === 1) void inTurn(inside, room, () => letIn(inside, room))
}

/** Shows everybody what is new: at once, and in a busy company what comes next together. */
export function look(inside: Inside, room: Room): void {
  if (room.isLookWaiting) return
  room.isLookWaiting = true
  const restMs = room.lookedAt + gatherMs - performance.now()
  if (restMs > 0) setTimeout(takeLook, restMs, inside, room).unref()
  else takeLook(inside, room)
}

const gatherMs = 30

function takeLook(inside: Inside, room: Room): void {
  void inTurn(inside, room, async () => {
    room.isLookWaiting = false
    room.lookedAt = performance.now()
    for (let isMore = true; isMore; ) isMore = await tellNews(inside, room)
  })
}

/** Looks at every session again, though nothing may have happened: some expire. */
export function inspect(inside: Inside, room: Room): void {
  for (const seat of room.seats) ping(seat)
  void inTurn(inside, room, async () => {
    const notices = await check(inside, room, [...room.seats])
    for (const tell of notices) tell()
  })
}

async function tellNews(inside: Inside, room: Room): Promise<boolean> {
  const seats = [...room.seats].filter(seat => seat.isCurrent)
  const news = await readNews(inside.door, room.tenantId, room.told)
  const notices = await recheck(inside, room, [...room.seats], news)
  for (const seat of seats) show(seat, news)
  // After the frames: then a notice's id lets a client resume behind all of them.
  for (const tell of notices) tell()
  room.told = Math.max(room.told, news.events.at(-1)?.id ?? 0)
  return news.isMore && seats.length > 0
}

async function recheck(inside: Inside, room: Room, seats: Seat[], news: News): Promise<(() => void)[]> {
  if (news.status !== 'active') {
    for (const seat of seats) end(seat, closing.forbidden)
    return []
  }
  const mayHaveEnded = news.events.some(({ type }) => endsSessions.has(type))
  const isOutdated = mayHaveEnded || seats.some(({ viewer }) => viewer.version < news.version)
  return isOutdated ? check(inside, room, seats) : []
}

/** Events after which a session may be over although nobody's permissions changed. */
const endsSessions: ReadonlySet<string> = new Set([
  'auth.logout',
  'auth.session_ended',
  'auth.refresh_reused',
  'auth.password_changed',
  'auth.password_reset',
  'user.updated',
  'user.deactivated',
])

/** Closes those whose session ended; answers what is to be told to those whose permissions changed. */
async function check({ door }: Inside, { tenantId }: Room, seats: Seat[]): Promise<(() => void)[]> {
  if (seats.length === 0) return []
  const live = await readLive(door, tenantId, [...new Set(seats.map(({ viewer }) => viewer.sessionId))])
  return seats.flatMap(seat => {
    const now = live.get(seat.viewer.sessionId)
    if (!now) end(seat, closing.unauthenticated)
    return (now && renew(seat, now)) ?? []
  })
}

async function letIn(inside: Inside, room: Room): Promise<void> {
  const arrivals = room.arrivals.splice(0)
  try {
    const arrived = await readArrivals(
      inside.door,
      room.tenantId,
      arrivals.map(({ sessionId }) => sessionId),
    )
    for (const arrival of arrivals) {
      const refusal = refusalOf(arrival, arrived)
      if (refusal === null) sitDown(inside, room, arrival, arrived)
      else leave(arrival.socket, refusal)
    }
  } catch (error) {
    const isPurged = error instanceof NoSuchTenant
    for (const { socket } of arrivals) leave(socket, isPurged ? closing.unauthenticated : closing.failed)
    if (!isPurged) throw error
  }
}

function refusalOf({ sessionId, userId }: Arrival, { status, live }: Arrived): number | null {
  const viewer = live.get(sessionId)
  if (viewer?.userId !== userId) return closing.unauthenticated
  return status !== 'active' || viewer.mustChangePassword ? closing.forbidden : null
}

function sitDown(inside: Inside, room: Room, arrival: Arrival, { newest, live }: Arrived): void {
  const { socket, sessionId, after } = arrival
  if (socket.readyState !== socket.OPEN) return
  const viewer = live.get(sessionId) as LiveSession
  const lastId = Math.min(after ?? Number.POSITIVE_INFINITY, lastIdOf(newest))
  const seat: Seat = { socket, viewer, lastId, isCurrent: after === null, isAlive: true }
  if (room.seats.size === 0) room.told = newest
  room.seats.add(seat)
  socket.on('pong', () => {
    seat.isAlive = true
  })
  socket.once('close', () => room.seats.delete(seat))
  const { userId, username, permissions } = viewer
  notify(seat, 'ready', { user: { id: userId, username }, permissions: [...permissions.keys()], last_event_id: lastId })
  if (!seat.isCurrent) void catchUp(inside, room, seat)
}

const unreadBeforeMore = 64 * 1024
const unreadPatienceMs = 100

/** Shows a client that came back what it missed, no faster than it reads; then it is one of the others. */
async function catchUp(inside: Inside, room: Room, seat: Seat): Promise<void> {
  while (!seat.isCurrent && seat.socket.readyState === seat.socket.OPEN) {
    const before = seat.lastId
    if (seat.socket.bufferedAmount <= unreadBeforeMore) await inTurn(inside, room, () => nextPage(inside, room, seat))
    if (seat.lastId === before && !seat.isCurrent) await sleep(unreadPatienceMs)
  }
}

async function nextPage(inside: Inside, room: Room, seat: Seat): Promise<void> {
  const news = await readNews(inside.door, room.tenantId, lastEventTold(seat.lastId))
  const notices = await recheck(inside, room, [seat], news)
  show(seat, news)
  for (const tell of notices) tell()
  seat.isCurrent = !news.isMore
}

function inTurn({ log }: Inside, room: Room, work: () => Promise<void>): Promise<void> {
  room.waiting++
  const done = room.queue
    .then(work)
    .catch(error => {
      if (error instanceof NoSuchTenant) for (const seat of room.seats) end(seat, closing.forbidden)
      else log.warn({ err: error, tenantId: room.tenantId }, 'sockets could not be served; the next look tries again')
    })
    .finally(() => {
      room.waiting--
    })
  room.queue = done
  return done
}
