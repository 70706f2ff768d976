/**
 * Tells every node that something was committed in a company. A message is a hint and may be lost: what it speaks of is
 * in the database, where each node also looks now and then.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { DoorLog } from './door.ts'

/** Gets a company's id, or null where hints may have been lost: then look at every company. */
export type Hearer = (tenantId: number | null) => void

export type Bus = {
  /** Never waits and never fails. */
  publish(tenantId: number): void
  subscribe(hear: Hearer): void
  close(): Promise<void>
}

/** The bus of a node alone, or of all nodes on one Redis; a Redis that does not answer holds up nobody. */
export function openBus(redisUrl: string | null, log: DoorLog): Promise<Bus> | Bus {
  return redisUrl === null ? localBus() : redisBus(redisUrl, log)
}

function localBus(): Bus {
  const hearers: Hearer[] = []
  return {
    publish: tenantId => tellAll(hearers, tenantId),
    subscribe: hear => void hearers.push(hear),
    close: async () => {},
  }
}

const channel = 'quartermaster'
const patienceMs = 2_000

async function redisBus(url: string, log: DoorLog): Promise<Bus> {
  // Loaded by those who use it: it is a large part of the others' start and memory.
  const { createClient } = await import('redis')
  const publisher = createClient({ url, disableOfflineQueue: true, pingInterval: 10_000 })
  const subscriber = createClient({ url, pingInterval: 10_000 })
  const clients = [publisher, subscriber]
  const self = crypto.randomUUID()
  const hearers: Hearer[] = []
  const tell = (tenantId: number | null) => tellAll(hearers, tenantId)
  for (const client of clients) complainOnce(client, log)
  subscriber.on('ready', () => tell(null))
  const connecting = clients.map(client => client.connect().catch(() => {}))
  const hear = (text: string) => {
    const [from, tenantId] = text.split(' ')
    if (from !== self) tell(Number(tenantId))
  }
  void subscriber.subscribe(channel, hear).catch(() => {})
  await inTime(Promise.all(connecting))
  return {
    publish(tenantId) {
      tell(tenantId)
      void publisher.publish(channel, `${self} ${tenantId}`).catch(() => {})
    },
    subscribe: hear => void hearers.push(hear),
    async close() {
      await inTime(Promise.all(clients.map(client => (client.isReady ? client.close() : undefined))))
      for (const client of clients) if (client.isOpen) client.destroy()
    },
  }
}

function tellAll(hearers: readonly Hearer[], tenantId: number | null): void {
  for (const hear of hearers) hear(tenantId)
}

type Client = { on(event: 'error' | 'ready', hear: (error?: unknown) => void): unknown }

/** It tries again by itself, many times; the log needs the first of them. */
function complainOnce(client: Client, log: DoorLog): void {
  let isDown = false
  client.on('error', error => {
    if (!isDown) log.warn({ err: error }, 'Redis does not answer; other nodes hear later')
    isDown = true
  })
  client.on('ready', () => {
    isDown = false
  })
}

async function inTime(work: Promise<unknown>): Promise<void> {
  const giveUp = new AbortController()
  const late = sleep(patienceMs, undefined, { signal: giveUp.signal, ref: false }).catch(() => {})
  await Promise.race([work, late])
  giveUp.abort()
}
