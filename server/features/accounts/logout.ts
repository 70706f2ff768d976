import type { WriteTx } from '../../platform/door.ts'
import { fail } from '../../platform/errors.ts'
import type { Answer, Input, PublicCtx } from '../../platform/route.ts'
import type { Claimed } from '../../platform/session.ts'
import { sql } from '../../platform/sql.ts'
import { bearerOf } from '../../platform/tokens.ts'
import { record } from '../audit/record.ts'
import type { RefreshToken } from './contract.ts'
import { answerSignedOut, findRefreshToken } from './cookie.ts'
import { endSessions, writeIn } from './session.ts'

/** Ends the session of the refresh token, cookie or access token shown; one that has ended stays ended. Throws 401 without any. */
export async function logout(ctx: PublicCtx, { body }: Input<RefreshToken>): Promise<Answer> {
  for (const claims of await proofsOf(ctx, body)) await end(ctx, claims, endOne)
  return answerSignedOut(ctx)
}

/** Ends every session of whoever shows a token of a live one. Throws 401 without a token. */
export async function logoutAll(ctx: PublicCtx, { body }: Input<RefreshToken>): Promise<Answer> {
  for (const claims of await proofsOf(ctx, body)) await end(ctx, claims, endAll)
  return answerSignedOut(ctx)
}

async function proofsOf(ctx: PublicCtx, body: RefreshToken): Promise<Claimed[]> {
  const { tokens } = ctx.deployment
  const presented = findRefreshToken(ctx, body)
  const access = bearerOf(ctx.request)
  if (!presented && access === null) throw fail('not_authenticated')
  const claims = await Promise.all([
    presented && tokens.readRefresh(presented.token),
    access && tokens.readAccess(access),
  ])
  const proofs = claims.filter(claim => claim !== null && claim !== '')
  // A browser whose cookie has died wants to be rid of it, not to hear that it has died.
  if (proofs.length === 0 && !presented?.fromCookie) throw fail('token_not_valid')
  if (proofs.some(({ tenant_id }) => ctx.domainTenantId !== null && ctx.domainTenantId !== tenant_id))
    throw fail('wrong_tenant')
  return proofs
}

type Ending = (tx: WriteTx, claims: Claimed) => void

async function end(ctx: PublicCtx, claims: Claimed, ending: Ending): Promise<void> {
  const { tenant_id, user_id, sid } = claims
  const entrance = await ctx.deployment.entrances.byTokenClaims(claims)
  if (!entrance) return
  await writeIn(ctx, entrance, async tx => {
    const [live] = await tx.rows(liveHolder(claims))
    if (!live) return
    ending(tx, claims)
    const actor = { userId: user_id, username: live.username }
    const after = ending === endAll ? { all: true } : null
    record(
      { tx, tenantId: tenant_id, actor, meta: ctx.meta },
      { action: 'auth.logout', object: { type: 'session', id: sid }, after },
    )
    await tx.commit()
  })
}

const endOne: Ending = (tx, { tenant_id, sid }) =>
  tx.queue(sql`
    update sessions set ended_at = now(), ended_because = 'logout'
    where tenant_id = ${tenant_id} and id = ${sid} and ended_at is null`)

const endAll: Ending = (tx, { tenant_id, user_id }) =>
  tx.queue(endSessions(tenant_id, user_id, { because: 'logout_all' }))

/** Locks the session, so that of two logouts at once one is recorded. */
const liveHolder = ({ tenant_id, user_id, sid }: Claimed) => sql<{ username: string }>`
  select u.username from sessions s join users u on u.tenant_id = ${tenant_id} and u.id = s.user_id
  where s.tenant_id = ${tenant_id} and s.id = ${sid} and s.user_id = ${user_id} and s.ended_at is null
  for update of s`
