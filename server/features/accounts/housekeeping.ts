import type { Door } from '../../platform/door.ts'
import { forgetPublicAnswers } from '../../platform/publicOnce.ts'
import { type Statement, sql } from '../../platform/sql.ts'

/** Removes kept answers, counted attempts, sessions, tickets and links that nobody can use any more. */
export async function pruneAccounts(door: Door): Promise<void> {
  await door.directory.write(tx => tx.commit(oldAttempts, forgetPublicAnswers))
  const tenants = await door.directory.rows(sql<{ id: number }>`select id from platform.tenants order by id`)
  for (const { id } of tenants) {
    await door.write({ tenantId: id }, async tx => {
      for (const statement of usedUp(id)) tx.queue(statement)
    })
  }
}

/** Longer than any lock; a name that is guessed at all the time keeps its row. */
const oldAttempts = sql`
  delete from platform.login_attempts
  where last_attempt_at < now() - interval '1 hour' and coalesce(locked_until, last_attempt_at) < now() - interval '1 hour'`

/** Ended sessions are kept for three months of questions about who was where. */
const usedUp = (tenantId: number): Statement[] => [
  sql`delete from ws_tickets where tenant_id = ${tenantId} and expires_at < now()`,
  sql`delete from password_tokens where tenant_id = ${tenantId} and expires_at < now() - interval '7 days'`,
  sql`delete from sessions
    where tenant_id = ${tenantId} and least(coalesce(ended_at, expires_at), expires_at) < now() - interval '90 days'`,
]
