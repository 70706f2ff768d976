/**
 * A public POST with an Idempotency-Key happens once, too. Nobody is signed in, so the key is that of an address. The
 * answer may carry tokens: it is kept in the transaction that makes what it tells of, sealed by the deployment's secret and
 * the body. So whoever sends another body opens nothing, nor does whoever reads the table.
 */
import { normalizeIP } from '@fastify/rate-limit'
import { canonicalJson } from './canonical.ts'
import type { WriteTx } from './door.ts'
import { fail } from './errors.ts'
import { keyOf } from './idempotency.ts'
import { Answer, type PublicCtx } from './route.ts'
import { sql } from './sql.ts'

/** Queues an answer to be kept in the transaction that makes what it tells of. */
export type Keep = (tx: Pick<WriteTx, 'queue'>, answer: Answer) => void

type Slot = { address: string; route: string; key: string }

/**
 * Performs a keyed public POST, or replays the answer that it kept. `said` is all that makes two calls the same. Throws 400 for
 * a bad key, 422 where the key was used otherwise.
 */
export async function oncePublicly(
  ctx: PublicCtx,
  said: unknown,
  perform: (keep: Keep) => Promise<Answer>,
): Promise<Answer> {
  const key = keyOf(ctx.request)
  if (key === null) return perform(() => {})
  const slot = { address: normalizeIP(ctx.meta.ip), route: String(ctx.request.routeOptions.url), key }
  const proof = canonicalJson([said, ctx.domainTenantId])
  const kept = await findKept(ctx, slot, proof)
  if (kept) return kept
  try {
    return await perform(keeper(ctx, slot, proof))
  } catch (error) {
    // Of two at once the later finds the names, or the key itself, taken by the earlier.
    const earlier = await findKept(ctx, slot, proof)
    if (earlier) return earlier
    throw error
  }
}

async function findKept({ deployment }: PublicCtx, slot: Slot, proof: string): Promise<Answer | null> {
  const { address, route, key } = slot
  const [kept] = await deployment.door.directory.rows(sql<{ sealed: Buffer }>`
    select sealed from platform.public_answers
    where address = ${address} and route = ${route} and key = ${key} and created_at > now() - interval '24 hours'`)
  if (!kept) return null
  const opened = deployment.tokens.unseal(kept.sealed, proof)
  if (opened === null) throw fail('idempotency_mismatch')
  const { status, body, headers } = JSON.parse(opened) as Answer
  return new Answer(status, body, { ...headers, 'idempotent-replayed': 'true' })
}

function keeper({ deployment }: PublicCtx, { address, route, key }: Slot, proof: string): Keep {
  return (tx, answer) => {
    tx.queue(sql`
      delete from platform.public_answers where address = ${address} and route = ${route} and key = ${key}
        and created_at <= now() - interval '24 hours'`)
    tx.queue(sql`
      insert into platform.public_answers (address, route, key, sealed)
      values (${address}, ${route}, ${key}, ${deployment.tokens.seal(JSON.stringify(answer), proof)})`)
  }
}

/** Forgets the answers that were kept for a day. */
export const forgetPublicAnswers = sql`
  delete from platform.public_answers where created_at <= now() - interval '24 hours'`
