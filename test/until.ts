import { setTimeout as sleep } from 'node:timers/promises'
import { vi } from 'vitest'
import type { Door } from '../server/platform/door.ts'

/** For what happens by itself a moment later: long, for a loaded machine takes its time, and short of a test's own limit. */
const patience = { timeout: 20_000, interval: 20 }

/** Looks again and again until there is something (truthy) to see, and answers it. Throws when there still is nothing. */
export function until<T>(look: () => T | Promise<T>) {
  return vi.waitUntil(look, patience)
}

/** Tries again and again until it throws no more, and answers what it came to. Throws what it threw last. */
export function untilPasses<T>(attempt: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(attempt, patience)
}

/** Until nobody has asked the database for a fifth of a second: the outbox relay is done with what was written before. */
export async function untilQuiet(door: Pick<Door, 'stats'>): Promise<void> {
  await until(async () => {
    const { roundTrips } = door.stats()
    await sleep(200)
    return door.stats().roundTrips === roundTrips
  })
}
