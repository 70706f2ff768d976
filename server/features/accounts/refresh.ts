/**
 * Rotation by compare-and-swap. A client that lost the answer, or has two tabs, shows the same token again and gets the
 * same successor, to the letter; a token whose successor is long in use was copied, and its whole session ends.
 */
import type { WriteTx } from '../../platform/door.ts'
import type { PersonalEntrance } from '../../platform/entrances.ts'
import { fail } from '../../platform/errors.ts'
import type { Answer, Input, PublicCtx } from '../../platform/route.ts'
import { strongestRole } from '../../platform/session.ts'
import { sql } from '../../platform/sql.ts'
import type { RefreshClaims } from '../../platform/tokens.ts'
import { record } from '../audit/record.ts'
import { type RoleRow, rolesOf } from './account.ts'
import type { RefreshToken } from './contract.ts'
import { answerWithTokens, getRefreshToken, wantsCookie } from './cookie.ts'
import { type Link, tokensOf, writeIn } from './session.ts'

const graceMs = 10_000

/** So many issues before the previous one are remembered: more come from no client within the grace. */
const mostEarlier = 30

/** New tokens for a refresh token. Throws 401 when it is dead or was reused, 403 where its company is suspended. */
export async function refreshTokens(ctx: PublicCtx, { body }: Input<RefreshToken>): Promise<Answer> {
  const { token, fromCookie } = getRefreshToken(ctx, body)
  const inCookie = wantsCookie(ctx) || fromCookie
  const claims = await ctx.deployment.tokens.readRefresh(token)
  if (!claims) throw fail('token_not_valid')
  if (ctx.domainTenantId !== null && ctx.domainTenantId !== claims.tenant_id) throw fail('wrong_tenant')
  const entrance = await ctx.deployment.entrances.byTokenClaims(claims)
  if (!entrance) throw fail('token_not_valid')
  const { link, role } = await writeIn(ctx, entrance, tx => advance(ctx, { tx, entrance, claims }))
  if (!link) throw fail('refresh_reused')
  const holder = { tenantId: claims.tenant_id, userId: claims.user_id, role }
  return answerWithTokens(ctx, 200, { inCookie, body: await tokensOf(ctx.deployment, holder, link) })
}

type Advance = { tx: WriteTx; entrance: PersonalEntrance; claims: RefreshClaims }

async function advance(
  ctx: PublicCtx,
  { tx, entrance, claims }: Advance,
): Promise<{ link: Link | null; role: string }> {
  const at = new Date()
  const [, [session]] = await Promise.all([tx.rows(rotate(claims, at)), tx.rows(liveSession(claims))])
  if (!session || claims.generation >= session.generation) throw fail('token_not_valid')
  if (entrance.tenant.status !== 'active') throw fail('tenant_suspended')
  const link = successorOf(claims, session, at)
  if (!link) endReused(ctx, { tx, entrance, claims }, session)
  await tx.commit()
  return { link, role: strongestRole(claims.tenant_id, session.roles) }
}

type SessionRow = {
  generation: number
  issued_at: string
  previous_issued_at: string | null
  earlier_issued_at: string[]
  username: string
  roles: RoleRow[]
}

/** The successor is first used when the one after it is issued. */
function successorOf({ sid, generation }: RefreshClaims, session: SessionRow, at: Date): Link | null {
  const [issuedAt, usedAt] = issuesAfter(generation, session)
  const isDead = usedAt !== undefined && at.getTime() - usedAt.getTime() > graceMs
  return issuedAt === undefined || isDead ? null : { sessionId: sid, generation: generation + 1, issuedAt }
}

/** When the tokens after this one were issued, as far as that is remembered; none where it is not. */
function issuesAfter(generation: number, session: SessionRow): Date[] {
  const { earlier_issued_at, previous_issued_at, issued_at } = session
  const issues = [...earlier_issued_at, ...(previous_issued_at === null ? [] : [previous_issued_at]), issued_at]
  const age = session.generation - generation
  return age > issues.length ? [] : issues.slice(-age).map(issue => new Date(issue))
}

function endReused({ meta }: PublicCtx, { tx, claims }: Advance, { username }: SessionRow): void {
  const { tenant_id, user_id, sid } = claims
  tx.queue(sql`
    update sessions set ended_at = now(), ended_because = 'refresh_reused'
    where tenant_id = ${tenant_id} and id = ${sid} and ended_at is null`)
  const actor = { userId: user_id, username }
  record(
    { tx, tenantId: tenant_id, actor, meta },
    { action: 'auth.refresh_reused', object: { type: 'session', id: sid } },
  )
}

const rotate = ({ tenant_id, user_id, sid, generation }: RefreshClaims, at: Date) => sql`
  update sessions
  set generation = generation + 1, issued_at = ${at}, last_used_at = ${at}, previous_issued_at = issued_at,
    earlier_issued_at = (array_remove(earlier_issued_at || previous_issued_at, null))[cardinality(earlier_issued_at) + 2 - ${mostEarlier}:]
  where tenant_id = ${tenant_id} and id = ${sid} and user_id = ${user_id} and generation = ${generation}
    and ended_at is null and expires_at > ${at}`

const liveSession = ({ tenant_id, user_id, sid }: RefreshClaims) => sql<SessionRow>`
  select s.generation, s.issued_at, s.previous_issued_at, s.earlier_issued_at, u.username, ${rolesOf(tenant_id, user_id)} as roles
  from sessions s join users u on u.tenant_id = ${tenant_id} and u.id = s.user_id
  where s.tenant_id = ${tenant_id} and s.id = ${sid} and s.user_id = ${user_id} and u.status = 'active'
    and s.ended_at is null and s.expires_at > now()`
