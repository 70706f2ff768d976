import type { Ctx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'

type Inside = Pick<Ctx, 'tx' | 'tenantId'>

/** Ends every session of a user, so that their next request is refused, and every link that was mailed to them. */
export function endSessions(ctx: Inside, userId: number, because: string): void {
  const { tx, tenantId } = ctx
  tx.queue(sql`update sessions set ended_at = now(), ended_because = ${because}
    where tenant_id = ${tenantId} and user_id = ${userId} and ended_at is null`)
  endLinks(ctx, userId)
}

/** Makes the password links worthless that were mailed to an address which is the user's no longer. */
export function endLinks({ tx, tenantId }: Inside, userId: number): void {
  tx.queue(sql`update password_tokens set used_at = now()
    where tenant_id = ${tenantId} and user_id = ${userId} and used_at is null`)
}
