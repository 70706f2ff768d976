/**
 * A POST with an Idempotency-Key happens once. The key is a row of the business transaction itself: a crash takes both
 * or neither, and the unique key, not a flag, decides between two at once. The second waits a moment for the first's
 * row lock, then hears that it is still running. Bodies and answers may carry passwords: the one is kept as a fingerprint, the
 * other sealed.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from './actor.ts'
import { canonicalJson } from './canonical.ts'
import type { Deployment } from './deployment.ts'
import type { WriteTx } from './door.ts'
import { Failure, type FieldErrors, fail, Invalid, invalid } from './errors.ts'
import { describe, refusalOf } from './failures.ts'
import { Answer, type Query, type Route } from './route.ts'
import { type readAs, writeAs } from './session.ts'
import { type Statement, sql } from './sql.ts'

/** Forgets the answers that were kept for a day. */
export const forgetOldKeys = (tenantId: number) => sql`
  delete from idempotency_keys where tenant_id = ${tenantId} and created_at < now() - interval '24 hours'`

/** The Idempotency-Key of a request, or null. Throws 400 for a bad one. */
export function keyOf({ headers }: Pick<FastifyRequest, 'headers'>): string | null {
  const key = headers['idempotency-key']
  if (key === undefined) return null
  if (/^[\x21-\x7e]{1,255}$/.test(String(key))) return String(key)
  throw invalid('Idempotency-Key', 'Send 1 to 255 printable characters without spaces.')
}

type Keyed = {
  route: Route
  request: FastifyRequest
  reply: FastifyReply
  admission: Parameters<typeof readAs>[0]
  tokens: Deployment['tokens']
  key: string
}
type Perform = (tx: WriteTx, actor: Actor) => unknown
type Kept = { body_hash: Buffer; status: number; headers: Record<string, string>; reply: string }

/** Performs a keyed POST, or replays its answer. Throws 409 while it runs, 422 for another body. */
export async function once(keyed: Keyed, perform: Perform): Promise<unknown> {
  let mayKeep = false
  try {
    return await writeAs(keyed.admission, async (tx, actor) => {
      const kept = await claim(keyed, tx, actor)
      if (kept) return replay(keyed, kept)
      mayKeep = true
      return keep(keyed, tx, actor, await perform(uncommitted(tx), actor))
    })
  } catch (error) {
    if ((error as { code?: string }).code === '55P03') throw fail('idempotency_running', { retry_after: 1 })
    const refusal = refusalOf(error)
    if (mayKeep && refusal && isKept(refusal)) await keepRefusal(keyed, refusal)
    throw error
  }
}

const waitMs = 250

async function claim(keyed: Keyed, tx: WriteTx, { tenantId, userId }: Actor): Promise<Kept | null> {
  const { route } = keyed
  tx.queue(sql`set local lock_timeout = ${sql.raw(String(waitMs))}`)
  tx.queue(forgetOld(keyed, tenantId, userId))
  const claimed = tx.rows(sql`
    insert into idempotency_keys (tenant_id, user_id, route, key, body_hash)
    values (${tenantId}, ${userId}, ${route.path}, ${rowKeyOf(keyed)}, ${bodyHash(keyed)})
    on conflict do nothing returning 1 as claimed`)
  const kept = tx.rows(sql<Kept>`
    select body_hash, status, headers, reply from idempotency_keys
    where tenant_id = ${tenantId} and user_id = ${userId} and route = ${route.path} and key = ${rowKeyOf(keyed)}`)
  tx.queue(sql`set local lock_timeout = 0`)
  const [[mine], [row]] = await Promise.all([claimed, kept])
  return mine ? null : (row ?? null)
}

/** A few of the company's keys of yesterday, this one before all others: so the table stays small without a sweeper. */
function forgetOld(keyed: Keyed, tenantId: number, userId: number): Statement {
  const isThis = sql`user_id = ${userId} and route = ${keyed.route.path} and key = ${rowKeyOf(keyed)}`
  return sql`
    delete from idempotency_keys where tenant_id = ${tenantId} and (user_id, route, key) in (
      select user_id, route, key from idempotency_keys
      where tenant_id = ${tenantId} and created_at < now() - interval '24 hours'
      order by (${isThis}) desc, created_at limit 20 for update skip locked)`
}

/** The verb's own commit becomes a flush, so that its answer is kept in the same transaction; the door commits after it. */
function uncommitted(tx: WriteTx): WriteTx {
  return {
    rows: statement => tx.rows(statement),
    queue: statement => tx.queue(statement),
    afterCommit: hint => tx.afterCommit(hint),
    commit: (async (...statements: Parameters<WriteTx['rows']>[0][]) =>
      Promise.all(statements.map(statement => tx.rows(statement)))) as WriteTx['commit'],
  }
}

function keep(keyed: Keyed, tx: WriteTx, actor: Actor, result: unknown): Answer {
  const answer = result instanceof Answer ? result : new Answer(Number(Object.keys(keyed.route.reply)[0]), result)
  const reply = answer.status === 204 ? '' : sealed(keyed, serialized(keyed, answer))
  const { status, headers } = answer
  tx.queue(updateKept(keyed, actor.tenantId, actor.userId, { status, headers, reply }))
  return answer
}

function updateKept(
  keyed: Keyed,
  tenantId: number,
  userId: number,
  { status, headers, reply }: Omit<Kept, 'body_hash'>,
) {
  return sql`update idempotency_keys set status = ${status}, headers = ${headers}, reply = ${reply}
    where tenant_id = ${tenantId} and user_id = ${userId} and route = ${keyed.route.path} and key = ${rowKeyOf(keyed)}`
}

function serialized({ reply }: Keyed, answer: Answer): string {
  return String(reply.code(answer.status).serialize(answer.body as never))
}

function sealed(keyed: Keyed, reply: string): string {
  return keyed.tokens.seal(reply, rowKeyOf(keyed)).toString('base64')
}

function unsealed(keyed: Keyed, reply: string): string {
  const text = keyed.tokens.unseal(Buffer.from(reply, 'base64'), rowKeyOf(keyed))
  if (text === null) throw fail('idempotency_mismatch')
  return text
}

function replay(keyed: Keyed, kept: Kept): Answer {
  if (!kept.body_hash.equals(bodyHash(keyed))) throw fail('idempotency_mismatch')
  const body = kept.reply === '' ? null : JSON.parse(unsealed(keyed, kept.reply))
  keyed.reply.header('idempotent-replayed', 'true')
  if (kept.status >= 400) throw refusalIn(body)
  keyed.reply.serializer(JSON.stringify).type('application/json; charset=utf-8')
  return new Answer(kept.status, body, kept.headers)
}

/** A kept refusal is thrown again and leaves as every other, in the shape that its caller accepts. */
function refusalIn(body: Record<string, unknown>): Failure | Invalid {
  if (typeof body.detail !== 'string') return new Invalid(body as FieldErrors)
  const { detail: _, code = 'not_found', ...data } = body
  return new Failure(code as Failure['code'], data)
}

/** A refusal is kept as the answer too, unless it says to come again. */
function isKept(refusal: Failure | Invalid): boolean {
  return refusal instanceof Invalid || ![401, 403, 412, 422, 429, 500, 503].includes(describe(refusal).status)
}

async function keepRefusal(keyed: Keyed, refusal: Failure | Invalid): Promise<void> {
  const { status, body, headers } = describe(refusal)
  const kept = { status, headers, reply: sealed(keyed, JSON.stringify(body)) }
  await writeAs(keyed.admission, async (tx, { tenantId, userId }) => {
    tx.queue(sql`insert into idempotency_keys (tenant_id, user_id, route, key, body_hash, status, headers, reply)
      values (${tenantId}, ${userId}, ${keyed.route.path}, ${rowKeyOf(keyed)}, ${bodyHash(keyed)}, ${kept.status}, ${kept.headers}, ${kept.reply})
      on conflict do nothing`)
  })
}

/** Two orders approved under one key are two requests: the path's id belongs to the key, and the company that an operator names. */
function rowKeyOf({ request, key }: Keyed): string {
  const { id } = request.params as { id?: string }
  const { company } = request.query as Query
  const named = id === undefined ? key : `${id}:${key}`
  return company === undefined ? named : `company ${company} ${named}`
}

const hashes = new WeakMap<FastifyRequest, Buffer>()

function bodyHash({ request, tokens }: Keyed): Buffer {
  const known = hashes.get(request) ?? tokens.fingerprint(canonicalJson(request.body ?? null))
  hashes.set(request, known)
  return known
}
