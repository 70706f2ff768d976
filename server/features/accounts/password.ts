import { fail, found, invalid } from '../../platform/errors.ts'
import { foldKey } from '../../platform/fold.ts'
import { assertPassword } from '../../platform/passwords/policy.ts'
import { hashPassword, isRightPassword } from '../../platform/passwords.ts'
import { Answer, type Ctx, type Input } from '../../platform/route.ts'
import { type Statement, sql } from '../../platform/sql.ts'
import { record } from '../audit/record.ts'
import { type AccountRow, accountOf } from './account.ts'
import type { PasswordChange } from './contract.ts'
import { assertUnlocked, claim, countFailure, forgetFailures, mostFailures, stateOf } from './lockout.ts'
import { endSessions } from './session.ts'

/**
 * Changes one's own password and ends one's other sessions. Guessing the current one is counted as signing in is.
 * Throws 400 on current_password or new_password, 429 account_locked, 429 throttled to a second change at once.
 */
export async function changePassword(ctx: Ctx, input: Input<PasswordChange>): Promise<Answer> {
  const { userId } = ctx.actor
  // A change holds a connection while it hashes: one person may not hold them all.
  if (changing.has(userId)) throw fail('throttled', { retry_after: 1 })
  changing.add(userId)
  try {
    await change(ctx, input.body)
  } finally {
    changing.delete(userId)
  }
  return new Answer(204, null)
}

const changing = new Set<number>()

async function change(ctx: Ctx, { current_password, new_password }: PasswordChange): Promise<void> {
  const { tx, tenantId, actor, deployment } = ctx
  const key = foldKey(actor.username)
  const account = await claimOwn(ctx, key)
  if (!(await isRightPassword(account.password_hash, current_password))) await refuseChange(ctx, key)
  const candidate = { field: 'new_password', password: new_password, names: namesOf(account) } as const
  await assertPassword(deployment.config.passwordPolicy, candidate)
  if (new_password === current_password) throw invalid('new_password', 'Choose one that differs from the current one.')
  const hash = await hashPassword(new_password)
  tx.queue(forgetFailures(key))
  for (const statement of passwordRows(tenantId, actor.userId, hash)) tx.queue(statement)
  tx.queue(endSessions(tenantId, actor.userId, { because: 'password_changed', except: actor.sessionId }))
  record(ctx, { action: 'auth.password_changed', object: { type: 'user', id: actor.userId } })
  await tx.commit()
}

async function claimOwn({ tx, tenantId, actor }: Ctx, key: string): Promise<AccountRow> {
  const [claimed, [state], [account]] = await Promise.all([
    tx.rows(claim(key)),
    tx.rows(stateOf(key)),
    tx.rows(accountOf(tenantId, actor.userId)),
  ])
  if (claimed.length === 0) assertUnlocked(state)
  if (claimed.length === 0) throw fail('busy', { retry_after: 1 })
  return found(account)
}

/** What a strong password may not resemble. */
export function namesOf({ username, email, name = '' }: { username: string; email: string; name?: string }): string[] {
  return [username, email.split('@')[0] ?? '', name]
}

/** Sets a password that its owner chose; every mailed link is dead from then on. One that was due lets its owner in everywhere. */
export function passwordRows(tenantId: number, userId: number, hash: string): Statement[] {
  return [
    sql`update settings set version = version + 1 where tenant_id = ${tenantId} and exists (
      select from users u where u.tenant_id = ${tenantId} and u.id = ${userId} and u.must_change_password)`,
    sql`delete from password_tokens where tenant_id = ${tenantId} and user_id = ${userId} and used_at is null`,
    sql`update users set password_hash = ${hash}, must_change_password = false, updated_at = now(), version = version + 1
      where tenant_id = ${tenantId} and id = ${userId}`,
  ]
}

/** Committed before it is refused: a failure that is rolled back was not counted. */
async function refuseChange(ctx: Ctx, key: string): Promise<never> {
  const { tx, actor } = ctx
  const [counted] = await tx.rows(countFailure(key))
  const object = { type: 'user', id: actor.userId }
  record(ctx, { action: 'auth.login_failed', object, after: { username: actor.username, reason: 'current_password' } })
  if (counted?.failures === mostFailures)
    record(ctx, { action: 'auth.locked', object, after: { username: actor.username } })
  await tx.commit()
  throw invalid('current_password', 'This is not your current password.')
}
