import { createHash } from 'node:crypto'
import { canonicalJson } from '../../platform/canonical.ts'
import type { WriteTx } from '../../platform/door.ts'
import type { Meta } from '../../platform/route.ts'
import { type Statement, sql } from '../../platform/sql.ts'
import type { AuditAction } from './contract.ts'

/** One thing that happened. `before` and `after` hold what changed, never a secret. */
export type AuditEvent = {
  action: AuditAction
  object: { type: string; id: number | null }
  before?: Record<string, unknown> | null
  after?: Record<string, unknown> | null
  /** For those who watch: products whose stock changed, whose the object is, who is assigned. */
  watch?: { products?: number[]; concerns?: (number | null)[]; assigned_to?: number | null }
}

/** Steps of the head's counters that go with an event. */
export type Counters = { orders?: number; products?: number; activeProducts?: number }

/** What the transaction's next entry adds to the stock value of the company: told early, so that the head stays the last lock. */
export function addStockValue(tx: WriteTx, minor: bigint): void {
  addedValues.set(tx, (addedValues.get(tx) ?? 0n) + minor)
}

const addedValues = new WeakMap<WriteTx, bigint>()

type Recorder = {
  tx: WriteTx
  tenantId: number
  actor: { userId: number; username: string } | null
  meta: Meta
}

/**
 * Queues the audit entry of an event and its outbox row. Locks the company's head row, so it comes after every other
 * lock of the transaction; `heads` shows the new counters to statements that follow.
 */
export function record(ctx: Recorder, event: AuditEvent, counters: Counters = {}): void {
  ctx.tx.queue(auditEntry(ctx, event, counters))
  ctx.tx.queue(outboxRow(ctx, event))
}

/** What an entry's hash covers, in this order of keys; the verifier rebuilds it from the stored row. */
export type HashedEntry = {
  tenant_id: number
  at: string
  actor: number | null
  actor_username: string | null
  action: string
  object_type: string
  object_id: number | null
  before: unknown
  after: unknown
  ip: string | null
  user_agent: string | null
  request_id: string | null
}

/** SHA-256 over the previous hash, the sequence number (8 bytes, big endian) and the digest of the canonical entry. */
export function chainHash(previous: Buffer, seq: number, entry: HashedEntry): Buffer {
  const position = Buffer.alloc(8)
  position.writeBigInt64BE(BigInt(seq))
  return createHash('sha256').update(previous).update(position).update(digestOf(entry)).digest()
}

function auditEntry({ tx, tenantId, actor, meta }: Recorder, event: AuditEvent, counters: Counters): Statement {
  const entry: HashedEntry = {
    tenant_id: tenantId,
    at: new Date().toISOString(),
    actor: actor?.userId ?? null,
    actor_username: actor?.username ?? null,
    action: event.action,
    object_type: event.object.type,
    object_id: event.object.id,
    before: event.before ?? null,
    after: event.after ?? null,
    ip: meta.ip,
    user_agent: meta.userAgent,
    request_id: meta.requestId,
  }
  return sql`
    with head as (
      update heads set audit_seq = audit_seq + 1,
        audit_hash = sha256(audit_hash || int8send(audit_seq + 1) || ${digestOf(entry)}::bytea),
        order_number = order_number + ${counters.orders ?? 0},
        products_count = products_count + ${counters.products ?? 0},
        active_products_count = active_products_count + ${counters.activeProducts ?? 0},
        stock_value_minor = stock_value_minor + ${takeStockValue(tx)}::numeric
      where tenant_id = ${tenantId} returning audit_seq, audit_hash)
    insert into audit_log (tenant_id, seq, at, actor_id, actor_username, action, object_type, object_id, before, after,
      ip, user_agent, request_id, hash)
    select ${tenantId}, audit_seq, ${entry.at}, ${entry.actor}, ${entry.actor_username}, ${entry.action},
      ${entry.object_type}, ${entry.object_id}, ${entry.before}, ${entry.after}, ${entry.ip}, ${entry.user_agent},
      ${entry.request_id}, audit_hash
    from head`
}

function takeStockValue(tx: WriteTx): bigint {
  const minor = addedValues.get(tx) ?? 0n
  addedValues.delete(tx)
  return minor
}

function digestOf(entry: HashedEntry): Buffer {
  return createHash('sha256').update(canonicalJson(entry)).digest()
}

function outboxRow({ tenantId, actor }: Recorder, { action, object, watch = {} }: AuditEvent): Statement {
  const event = { type: action, object_type: object.type, object_id: object.id, actor: actor?.userId ?? null, ...watch }
  return sql`
    insert into outbox (tenant_id, kind, payload)
    select ${tenantId}, 'event', ${event}::jsonb || jsonb_build_object('version', version) from settings where tenant_id = ${tenantId}`
}
