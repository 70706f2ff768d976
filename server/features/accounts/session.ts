/** A session is a chain of refresh tokens; this is how one begins and how its tokens are made. */
import type { Deployment } from '../../platform/deployment.ts'
import type { WriteTx } from '../../platform/door.ts'
import type { Entrance } from '../../platform/entrances.ts'
import type { Meta, PublicCtx } from '../../platform/route.ts'
import { type Statement, sql } from '../../platform/sql.ts'

const longestSeconds = 30 * 24 * 60 * 60

export type Holder = { tenantId: number; userId: number; role: string }

/** One link of a session's chain. */
export type Link = { sessionId: number; generation: number; issuedAt: Date }

/** Begins a session; returns its id. */
export const beginSession = (tenantId: number, userId: number, { meta, at }: { meta: Meta; at: Date }) => sql<{
  id: number
}>`
  insert into sessions (tenant_id, user_id, issued_at, created_at, last_used_at, expires_at, ip, user_agent)
  values (${tenantId}, ${userId}, ${at}, ${at}, ${at}, ${new Date(at.getTime() + longestSeconds * 1000)}, ${meta.ip},
    ${meta.userAgent})
  returning id`

/** Registering signs in, too. */
export const noteSignIn = (tenantId: number, userId: number, at: Date): Statement => sql`
  update users set last_login_at = ${at} where tenant_id = ${tenantId} and id = ${userId}`

/** The access token of now and the refresh token of a link; the same link always gives the same refresh token. */
export async function tokensOf(
  { tokens }: Deployment,
  holder: Holder,
  link: Link,
): Promise<{ access: string; refresh: string }> {
  const { tenantId, userId, role } = holder
  const claims = { tenant_id: tenantId, user_id: userId, sid: link.sessionId }
  const [access, refresh] = await Promise.all([
    tokens.signAccess({ ...claims, role }, secondsOf(new Date())),
    tokens.signRefresh({ ...claims, generation: link.generation }, secondsOf(link.issuedAt)),
  ])
  return { access, refresh }
}

/** Ends a person's live sessions, but for one; locks them in the order of their ids. */
export const endSessions = (
  tenantId: number,
  userId: number,
  { because, except = 0 }: { because: string; except?: number },
): Statement => sql`
  update sessions set ended_at = now(), ended_because = ${because}
  where tenant_id = ${tenantId} and id in (
    select id from sessions
    where tenant_id = ${tenantId} and user_id = ${userId} and ended_at is null and id <> ${except}
    order by id for update)`

/** A write of a public route into a proven company, whose outbox is woken after the commit. */
export function writeIn<T>(
  { deployment }: PublicCtx,
  entrance: Entrance,
  work: (tx: WriteTx) => Promise<T>,
): Promise<T> {
  return entrance.write(tx => {
    tx.afterCommit(() => deployment.wakeOutbox(entrance.tenantId))
    return work(tx)
  })
}

function secondsOf(time: Date): number {
  return Math.floor(time.getTime() / 1000)
}
