import { fail } from '../../platform/errors.ts'
import type { Ctx, Input } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { assertVersion } from '../../platform/version.ts'
import { record } from '../audit/record.ts'
import { getSubject, lockAccess } from './access.ts'
import { passwordFor } from './add.ts'
import { assertNotOwnPassword, updateUser } from './change.ts'
import type { NewPasswordBody, UserReply, UserWithPasswordReply } from './contract.ts'
import { assertMayChange } from './escalation.ts'
import { endSessions } from './sessions.ts'
import { showUser, type UserRow, userRows } from './show.ts'

/** Lets somebody in who asked to work here; again is no change. Throws 403 escalation, 409 not_pending, 412. */
export async function approveUser(ctx: Ctx, { params: { id } }: Input<unknown>): Promise<UserReply> {
  const [{ actor }, { row, subject }] = await Promise.all([lockAccess(ctx, 'CREATE_USER'), getSubject(ctx, id)])
  assertVersion(row.version, ctx.ifMatch)
  assertMayChange(actor, subject)
  if (row.status === 'active') return showUser(ctx.tenantId, row)
  if (row.status !== 'pending_approval') throw fail('not_pending')
  updateUser(ctx, id, sql`status = 'active', updated_at = now()`)
  const change = { before: { status: row.status }, after: { status: 'active' } }
  record(ctx, { action: 'user.approved', object: { type: 'user', id }, ...change })
  return committed(ctx, id)
}

/** Ends a lockout; without one it is no change. Throws 403 escalation, 412. */
export async function unlockUser(ctx: Ctx, { params: { id } }: Input<unknown>): Promise<UserReply> {
  const [{ actor }, { row, subject }] = await Promise.all([lockAccess(ctx, 'UPDATE_USER'), getSubject(ctx, id)])
  assertVersion(row.version, ctx.ifMatch)
  assertMayChange(actor, subject)
  const forgotten = await ctx.tx.rows(sql`delete from platform.login_attempts a
    where a.login_key = (select l.login_key from platform.logins l where l.tenant_id = ${ctx.tenantId} and l.user_id = ${id})
    returning 1 as forgotten`)
  if (forgotten.length === 0) return showUser(ctx.tenantId, row)
  record(ctx, { action: 'auth.unlocked', object: { type: 'user', id }, before: { locked_until: row.locked_until } })
  return committed(ctx, id)
}

/**
 * Gives a user a new password, the given one or one made here and returned once, and ends their sessions.
 * Throws 403 escalation, 412, 400 on `password`.
 */
export async function resetPassword(
  ctx: Ctx,
  { params: { id }, body }: Input<NewPasswordBody>,
): Promise<UserWithPasswordReply> {
  const [{ actor, settings }, { row, subject }] = await Promise.all([
    lockAccess(ctx, 'UPDATE_USER'),
    getSubject(ctx, id),
  ])
  assertVersion(row.version, ctx.ifMatch)
  assertMayChange(actor, subject)
  assertNotOwnPassword(ctx, id)
  const { passwordHash, made } = await passwordFor(ctx, { ...row, ...body })
  const mustChange = made !== null || settings.first_sign_in_change
  updateUser(ctx, id, sql`password_hash = ${passwordHash}, must_change_password = ${mustChange}, updated_at = now()`)
  endSessions(ctx, id, 'password reset by another')
  record(ctx, {
    action: 'auth.password_reset',
    object: { type: 'user', id },
    after: { must_change_password: mustChange },
  })
  const user = await committed(ctx, id)
  return made === null ? user : { ...user, initial_password: made }
}

async function committed({ tx, tenantId }: Ctx, id: number): Promise<UserReply> {
  const [[row]] = await tx.commit(userRows(tenantId, sql`u.id = ${id}`))
  return showUser(tenantId, row as UserRow)
}
