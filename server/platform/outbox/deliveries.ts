/** How each kind of outbox row is delivered, and what becomes of one that could not be. */
import type { Door, DoorLog, WriteTx } from '../door.ts'
import { type DeliverMail, type Mail, Undeliverable } from '../mail.ts'
import { type Statement, sql } from '../sql.ts'

export type OutboxEvent = {
  id: number
  at: string
  type: string
  object_type: string
  object_id: number | null
  actor: number | null
  /** `settings.version` as of the event: whoever knows an older one looks again before showing it. */
  version: number
  /** The products whose stock it changed. */
  products?: number[]
  /** Whose it is, and who is assigned: for the scopes `own` and `assigned`. */
  concerns?: (number | null)[]
  assigned_to?: number | null
}

export type Deliver = {
  /** null: mail is kept for a person to read. */
  mail: DeliverMail | null
  /** Gets a company's events in their order; what it writes commits together with their being done. */
  events?: (tx: WriteTx, tenantId: number, events: OutboxEvent[]) => Promise<void>
}

/** The company whose outbox is drained. */
type Company = { door: Door; log: DoorLog; deliver: Deliver; tenantId: number; retryIn: (ms: number) => void }
type EventRow = { id: number; at: string; payload: Omit<OutboxEvent, 'id' | 'at'>; attempts: number }

export const eventsAtOnce = 200

/** What delivering a batch found: how many events there were, and whether there is mail too. */
export type Found = { events: number; mailWaits: boolean }

/** Delivers a batch of events; when it fails, they go one by one, so that a bad one holds up only itself. */
export async function deliverEvents(company: Company, most: number): Promise<Found> {
  const attempt: Attempt = { events: [], mailWaits: false, refusal: null }
  try {
    await company.door.write(company, tx => handOver(company, attempt, { tx, most }))
  } catch (error) {
    if (!attempt.refusal) throw error
    await afterRefusal(company, attempt.events, attempt.refusal.error)
  }
  return { events: attempt.events.length, mailWaits: attempt.mailWaits }
}

/** Sends one mail that is due and tells whether there was one. */
export async function deliverMail(company: Company, send: DeliverMail): Promise<boolean> {
  const { door, tenantId } = company
  const [[mail]] = await door.write(company, tx => tx.commit(leaseMail(tenantId)))
  if (!mail) return false
  try {
    await inTime(send({ ...mail.payload, tenantId, id: mail.id }))
  } catch (error) {
    await postpone(company, mail, error)
    return true
  }
  await door.write(company, tx => tx.commit(markDone(tenantId, [mail.id])))
  return true
}

/** Sets mail aside for a person to read. */
export async function keepMail({ door, tenantId }: Company): Promise<void> {
  await door.write({ tenantId }, tx =>
    tx.commit(sql`
      update outbox set status = 'kept'
      where tenant_id = ${tenantId} and kind = 'mail' and status = 'waiting' and ${isActive(tenantId)}`),
  )
}

/** What one try took out of the outbox, and what its subscriber threw. */
type Attempt = { events: EventRow[]; mailWaits: boolean; refusal: { error: unknown } | null }

async function handOver(company: Company, attempt: Attempt, { tx, most }: { tx: WriteTx; most: number }) {
  const { tenantId, deliver } = company
  tx.queue(laterOnDisk)
  const [events, mails] = await Promise.all([tx.rows(dueEvents(tenantId, most)), tx.rows(waitingMail(tenantId))])
  Object.assign(attempt, { events, mailWaits: mails.length > 0 })
  if (attempt.events.length === 0) return
  try {
    const told = attempt.events.map(({ id, at, payload }) => ({ ...payload, id, at }))
    await deliver.events?.(tx, tenantId, told)
  } catch (error) {
    attempt.refusal = { error }
    throw error
  }
  const ids = attempt.events.map(({ id }) => id)
  const [, mailsNow] = await tx.commit(markDone(tenantId, ids), waitingMail(tenantId))
  attempt.mailWaits = mailsNow.length > 0
}

async function afterRefusal(company: Company, events: EventRow[], error: unknown): Promise<void> {
  const [first] = events
  if (events.length > 1) for (const _ of events) await deliverEvents(company, 1)
  else if (first) await postpone(company, { ...first, attempts: first.attempts + 1 }, error)
}

const mostRefusals = 5
/** With an hour between the later ones: three days. */
const mostAttempts = 80

async function postpone(company: Company, row: { id: number; attempts: number }, error: unknown): Promise<void> {
  const { door, log, tenantId } = company
  const isOver = row.attempts >= (error instanceof Undeliverable ? mostRefusals : mostAttempts)
  const waitMs = backOffMs(row.attempts)
  const reason = String((error as Error)?.message ?? error).slice(0, 300)
  await door.write(company, tx =>
    tx.commit(sql`
      update outbox set status = ${isOver ? 'failed' : 'waiting'}, attempts = ${row.attempts}, last_error = ${reason},
        available_at = now() + ${waitMs}::int8 * interval '1 millisecond'
      where tenant_id = ${tenantId} and id = ${row.id} and status = 'waiting'`),
  )
  log.warn({ tenantId, outboxId: row.id, attempts: row.attempts, reason }, 'a delivery failed')
  if (!isOver) company.retryIn(waitMs + 10)
}

function backOffMs(attempts: number): number {
  return Math.round(Math.min(3_600_000, 500 * 2 ** Math.min(attempts, 13)) * (0.75 + Math.random() / 2))
}

// No transaction is held while a mail server is talked to: the row is leased, and falls free again if this node dies.
const leaseSeconds = 30
const mostSendingMs = 25_000

async function inTime(sending: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the mail server took too long')), mostSendingMs)
  })
  await Promise.race([sending, late]).finally(() => clearTimeout(timer))
}

const isActive = (tenantId: number): Statement =>
  sql`exists (select from platform.tenants t where t.id = ${tenantId} and t.status = 'active')`

// What a crash of the machine makes undone is delivered once more, which is all that is promised.
const laterOnDisk = sql`set local synchronous_commit = off`

const waitingMail = (tenantId: number) => sql`
  select 1 as waits from outbox where tenant_id = ${tenantId} and kind = 'mail' and status = 'waiting' limit 1`

const dueEvents = (tenantId: number, most: number) => sql<EventRow>`
  select id, created_at as at, payload, attempts from outbox
  where tenant_id = ${tenantId} and kind = 'event' and status = 'waiting' and available_at <= now()
    and ${isActive(tenantId)}
  order by available_at, id limit ${sql.raw(String(most))} for update skip locked`

// `id =`, not `id in`: a plan may run the sub-select of `in` again for each row, which finds the next mail and leases it to nobody.
const leaseMail = (tenantId: number) => sql<{ id: number; payload: Mail; attempts: number }>`
  update outbox set attempts = attempts + 1, available_at = now() + ${leaseSeconds}::int8 * interval '1 second'
  where tenant_id = ${tenantId} and id = (
    select id from outbox
    where tenant_id = ${tenantId} and kind = 'mail' and status = 'waiting' and available_at <= now()
      and ${isActive(tenantId)}
    order by available_at, id limit 1 for update skip locked)
  returning id, payload, attempts`

const markDone = (tenantId: number, ids: number[]) => sql`
  update outbox set status = 'done', done_at = now(), last_error = null
  where tenant_id = ${tenantId} and id = any(${ids}::int8[]) and status = 'waiting'`
