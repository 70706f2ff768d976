/**
 * Delivers what transactions left to be done after their commit: at least once, by any number of nodes. Nothing but the
 * rows is state: a wake-up is only a hint, and whatever a crash leaves behind is found by the next sweep.
 */
import type { Door, DoorLog } from './door.ts'
import { type Deliver, deliverEvents, deliverMail, eventsAtOnce, keepMail } from './outbox/deliveries.ts'
import { sql } from './sql.ts'

export type { Deliver, OutboxEvent } from './outbox/deliveries.ts'

type Options = { door: Door; log: DoorLog; deliver: Deliver }

export type Outbox = {
  /** A hint, after a commit: this company has something to deliver. */
  wake(tenantId: number): void
  /** Delivers what is due in one company now. */
  drain(tenantId: number): Promise<void>
  /** Delivers what is due in every active company, and removes what was done long ago. */
  sweep(): Promise<void>
  /** Lets the deliveries under way end. */
  close(): Promise<void>
}

type Relay = Options & {
  woken: Set<number>
  draining: Map<number, Promise<void>>
  timers: Set<NodeJS.Timeout>
  prunedAt: number
  closed: boolean
}

const sweepMs = 60_000
const firstSweepMs = 1_000
const pruneMs = 3_600_000
/** Wake-ups of so long are answered together. */
const gatherMs = 30
const mostAtOnce = 2

/** Starts the relay: woken by hints, sweeping once a minute. */
export function openOutbox(options: Options): Outbox {
  const relay: Relay = {
    ...options,
    woken: new Set(),
    draining: new Map(),
    timers: new Set(),
    prunedAt: 0,
    closed: false,
  }
  const sweeping = setInterval(sweepQuietly, sweepMs, relay).unref()
  after(relay, firstSweepMs, () => sweepQuietly(relay))
  return {
    wake: tenantId => wake(relay, tenantId),
    drain: tenantId => drainAlone(relay, tenantId),
    sweep: () => sweep(relay),
    async close() {
      relay.closed = true
      clearInterval(sweeping)
      for (const timer of relay.timers) clearTimeout(timer)
      await Promise.allSettled(relay.draining.values())
    },
  }
}

function wake(relay: Relay, tenantId: number): void {
  if (relay.closed || relay.woken.has(tenantId)) return
  relay.woken.add(tenantId)
  after(relay, gatherMs, () => pump(relay))
}

function pump(relay: Relay): void {
  for (const tenantId of relay.woken) {
    if (relay.closed || relay.draining.size >= mostAtOnce) return
    if (relay.draining.has(tenantId)) continue
    relay.woken.delete(tenantId)
    drainAlone(relay, tenantId).catch(error =>
      relay.log.warn({ err: error, tenantId }, 'the outbox could not be drained; the next sweep tries again'),
    )
  }
}

/** One drain of a company at a time on this node; a second one waits, for the first may have passed its rows already. */
async function drainAlone(relay: Relay, tenantId: number): Promise<void> {
  while (relay.draining.has(tenantId)) await relay.draining.get(tenantId)?.catch(() => {})
  const draining = drain(relay, tenantId)
  relay.draining.set(tenantId, draining)
  try {
    await draining
  } finally {
    relay.draining.delete(tenantId)
    pump(relay)
  }
}

async function drain(relay: Relay, tenantId: number): Promise<void> {
  const company = { ...relay, tenantId, retryIn: (ms: number) => after(relay, ms, () => wake(relay, tenantId)) }
  const { mail } = relay.deliver
  let found = { events: eventsAtOnce, mailWaits: false }
  while (!relay.closed && found.events === eventsAtOnce) found = await deliverEvents(company, eventsAtOnce)
  if (!found.mailWaits) return
  if (mail === null) await keepMail(company)
  else while (!relay.closed && (await deliverMail(company, mail)));
}

async function sweepQuietly(relay: Relay): Promise<void> {
  try {
    await sweep(relay)
  } catch (error) {
    if (!relay.closed) relay.log.warn({ err: error }, 'a sweep of the outbox stopped; the next one tries again')
  }
}

async function sweep(relay: Relay): Promise<void> {
  const isPruning = Date.now() - relay.prunedAt > pruneMs
  if (isPruning) relay.prunedAt = Date.now()
  const tenants = await relay.door.directory.rows(activeTenants)
  for (const { id } of tenants) {
    if (relay.closed) return
    if (isPruning) await relay.door.write({ tenantId: id }, tx => tx.commit(prune(id)))
    await sweepTenant(relay, id)
  }
}

async function sweepTenant(relay: Relay, tenantId: number): Promise<void> {
  const [next] = await relay.door.read({ tenantId }, tx => tx.rows(nextDue(tenantId)))
  if (next?.wait_ms == null) return
  if (next.wait_ms <= 0) await drainAlone(relay, tenantId)
  else if (next.wait_ms < sweepMs) after(relay, next.wait_ms + 10, () => wake(relay, tenantId))
}

function after(relay: Relay, ms: number, work: () => void): void {
  if (relay.closed) return
  const timer = setTimeout(() => {
    relay.timers.delete(timer)
    work()
  }, ms)
  relay.timers.add(timer)
  timer.unref()
}

const activeTenants = sql<{ id: number }>`select id from platform.tenants where status = 'active' order by id`

const nextDue = (tenantId: number) => sql<{ wait_ms: number | null }>`
  select (extract(epoch from min(available_at) - now()) * 1000)::int8 as wait_ms
  from outbox where tenant_id = ${tenantId} and status = 'waiting'`

/** Events serve clients that come back within a day; mail is kept for questions. Each call takes some of the oldest. */
const prune = (tenantId: number) => sql`
  delete from outbox where tenant_id = ${tenantId} and id in (
    select id from outbox
    where tenant_id = ${tenantId} and (
      (kind = 'event' and status = 'done' and done_at < now() - interval '25 hours')
      or (status <> 'waiting' and created_at < now() - interval '90 days'))
    order by id limit 10000)`
