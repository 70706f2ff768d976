/** The open sockets of this node, by company. A hint makes it look; a lost hint only delays, because it looks anyway now and then. */
import type { Bus } from '../../platform/bus.ts'
import { sql } from '../../platform/sql.ts'
import { type Arrival, type Inside, inspect, look, newRoom, type Room, welcome } from './room.ts'

export type Hub = ReturnType<typeof openHub>

/** Without Redis a command beside this server cannot tell it that a company was suspended. */
const statusEveryMs = 500
const lookEveryMs = 5_000
const inspectEveryMs = 25_000

/** Seats sockets and shows them what happens. */
export function openHub({ bus, ...inside }: Inside & { bus: Bus }) {
  const rooms = new Map<number, Room>()
  const roomOf = (tenantId: number) => {
    const room = rooms.get(tenantId) ?? newRoom(tenantId)
    rooms.set(tenantId, room)
    return room
  }
  const tidy = (room: Room) => {
    if (room.seats.size === 0 && room.waiting === 0) rooms.delete(room.tenantId)
  }
  const inEvery = (work: (inside: Inside, room: Room) => void) => {
    for (const room of rooms.values()) {
      tidy(room)
      if (rooms.has(room.tenantId)) work(inside, room)
    }
  }
  bus.subscribe(tenantId => {
    const room = tenantId === null ? null : rooms.get(tenantId)
    if (room) look(inside, room)
    else if (tenantId === null) inEvery(look)
  })
  const timers = [
    setInterval(() => lookWhereSuspended(inside, rooms), statusEveryMs),
    setInterval(() => inEvery(look), lookEveryMs),
    setInterval(() => inEvery(inspect), inspectEveryMs),
  ]
  for (const timer of timers) timer.unref()

  return {
    welcome: (tenantId: number, arrival: Arrival) => welcome(inside, roomOf(tenantId), arrival),
    count: () => [...rooms.values()].reduce((sum, { seats }) => sum + seats.size, 0),
    close(): void {
      for (const timer of timers) clearInterval(timer)
    },
  }
}

/** One small question for all companies that have sockets here. */
async function lookWhereSuspended(inside: Inside, rooms: ReadonlyMap<number, Room>): Promise<void> {
  if (rooms.size === 0) return
  const tenantIds = [...rooms.keys()]
  try {
    const active = await inside.door.directory.rows(sql<{ id: number }>`
      select id from platform.tenants where id = any(${tenantIds}::int8[]) and status = 'active'`)
    const ids = new Set(active.map(({ id }) => id))
    for (const room of rooms.values()) if (!ids.has(room.tenantId)) look(inside, room)
  } catch (error) {
    inside.log.warn({ err: error }, 'the companies’ states could not be read; the next look tries again')
  }
}
