import { fail, invalid } from '../../platform/errors.ts'
import { foldKey } from '../../platform/fold.ts'
import type { Ctx, Input } from '../../platform/route.ts'
import { parseId } from '../../platform/schema.ts'
import { type Statement, sql } from '../../platform/sql.ts'
import { assertVersion } from '../../platform/version.ts'
import { record } from '../audit/record.ts'
import { type Access, getSubject, lockAccess, touchAccess } from './access.ts'
import { fullName, getRole, passwordFor } from './add.ts'
import { assertOwnTenant } from './body.ts'
import type { UserChangesBody, UserReply } from './contract.ts'
import { assertMayChange, assertMayChangeRoles, assertOwnerRemains } from './escalation.ts'
import { assertNamesFree, namingTaken } from './person.ts'
import { canonicalRoleName } from './presets.ts'
import { endLinks, endSessions } from './sessions.ts'
import { showUser, type UserRow, userRows } from './show.ts'

type Found = Awaited<ReturnType<typeof getSubject>>

/** Changes a user. Throws 403 escalation, own_roles; 409 last_owner; 412; 400 on a taken name or an unknown role. */
export async function changeUser(ctx: Ctx, { params: { id }, body }: Input<UserChangesBody>): Promise<UserReply> {
  assertOwnTenant(ctx, body)
  const [access, found] = await Promise.all([lockAccess(ctx, 'UPDATE_USER'), getSubject(ctx, id)])
  assertVersion(found.row.version, ctx.ifMatch, body.version)
  assertMayChange(access.actor, found.subject)
  const wanted = await wantedOf(ctx, found, body)
  if (wanted.role !== null) wanted.role = await replaceRoles(ctx, access, found, wanted.role)
  if (wanted.status !== null) changeStatus(ctx, found, wanted.status)
  if (wanted.password !== null) await replacePassword(ctx, access, found, wanted.password)
  if (Object.keys(wanted.names).length > 0) await rename(ctx, found.row, wanted.names)
  if (isNothing(wanted)) return showUser(ctx.tenantId, found.row)
  return finish(ctx, found.row, wanted)
}

/** Deactivates a user, whose history stays; again is no change. Throws 403 escalation, 409 last_owner. */
export async function deactivateUser(ctx: Ctx, { params: { id } }: Input<unknown>): Promise<null> {
  const [{ actor }, found] = await Promise.all([lockAccess(ctx, 'DELETE_USER'), getSubject(ctx, id)])
  assertVersion(found.row.version, ctx.ifMatch)
  assertMayChange(actor, found.subject)
  if (found.row.status === 'inactive') return null
  changeStatus(ctx, found, 'inactive')
  updateUser(ctx, id, sql`updated_at = now()`)
  const change = { before: { status: found.row.status }, after: { status: 'inactive' } }
  record(ctx, { action: 'user.deactivated', object: { type: 'user', id }, ...change })
  await ctx.tx.commit()
  return null
}

/** Updates one user's row and raises its version; whoever acts as that user is looked at anew. */
export function updateUser(ctx: Ctx, id: number, changes: Statement): void {
  ctx.tx.queue(sql`update users set ${changes}, version = version + 1 where tenant_id = ${ctx.tenantId} and id = ${id}`)
  touchAccess(ctx)
}

type Names = { username?: string; email?: string; name?: string }
type Wanted = {
  role: string | number | null
  status: 'active' | 'inactive' | null
  password: string | null
  names: Names
}

/** What of a body differs from the user: one that was got, and is put back as it was, changes nothing. */
async function wantedOf(ctx: Ctx, { row }: Found, body: UserChangesBody): Promise<Wanted> {
  const names: Names = {}
  const name = fullName(body)
  if (body.username !== undefined && body.username !== row.username) names.username = body.username
  if (body.email !== undefined && body.email !== row.email) names.email = body.email
  if (name !== undefined && name !== row.name) names.name = name
  const isActive = row.status === 'active'
  return {
    role: body.role === undefined || isRoleOf(ctx.tenantId, row, body.role) ? null : body.role,
    status: body.is_active === undefined || body.is_active === isActive ? null : body.is_active ? 'active' : 'inactive',
    password: body.password ?? null,
    names,
  }
}

function isRoleOf(tenantId: number, row: UserRow, role: string | number): boolean {
  const id = typeof role === 'number' ? role : parseId(role.trim())
  if (id !== null) return row.roles.length === 1 && row.roles[0]?.id === id
  const [asked, shown] = [String(role), showUser(tenantId, row).role].map(name => canonicalRoleName(name, tenantId))
  return asked === shown
}

function isNothing({ role, status, password, names }: Wanted): boolean {
  return role === null && status === null && password === null && Object.keys(names).length === 0
}

/** Answers the name of the one role that is left. */
async function replaceRoles(
  ctx: Ctx,
  { actor }: Access,
  { row, subject, owners }: Found,
  asked: string | number,
): Promise<string> {
  const { tx, tenantId } = ctx
  if (!actor.held.has('ASSIGN_ROLES')) throw fail('permission_denied')
  const role = await getRole(ctx, asked)
  assertMayChangeRoles(actor, subject, role.grants)
  if (subject.isActiveOwner && !role.isOwner) assertOwnerRemains(owners, row.id)
  tx.queue(sql`delete from user_roles where tenant_id = ${tenantId} and user_id = ${row.id} and role_id <> ${role.id}`)
  tx.queue(
    sql`insert into user_roles (tenant_id, user_id, role_id) values (${tenantId}, ${row.id}, ${role.id}) on conflict do nothing`,
  )
  return role.name
}

function changeStatus(ctx: Ctx, { row, owners }: Found, status: 'active' | 'inactive'): void {
  if (status === 'inactive') assertOwnerRemains(owners, row.id)
  ctx.tx.queue(sql`update users set status = ${status} where tenant_id = ${ctx.tenantId} and id = ${row.id}`)
  if (status === 'inactive') endSessions(ctx, row.id, 'deactivated')
}

async function replacePassword(ctx: Ctx, { settings }: Access, { row }: Found, password: string): Promise<void> {
  assertNotOwnPassword(ctx, row.id)
  const { passwordHash } = await passwordFor(ctx, { ...row, password })
  ctx.tx.queue(sql`update users set password_hash = ${passwordHash}, must_change_password = ${settings.first_sign_in_change}
    where tenant_id = ${ctx.tenantId} and id = ${row.id}`)
  endSessions(ctx, row.id, 'password set by another')
}

/** One's own password is changed with the old one, so that a session left open does not give the account away. */
export function assertNotOwnPassword({ actor }: Ctx, userId: number): void {
  if (userId === actor.userId) throw invalid('password', 'Change your own password at /api/auth/password/change/.')
}

async function rename(ctx: Ctx, row: UserRow, names: Names): Promise<void> {
  const { tx, tenantId } = ctx
  await assertNamesFree(tx, tenantId, names, row.id)
  const { username, email, name } = { ...row, ...names }
  if (email !== row.email) endLinks(ctx, row.id)
  tx.queue(sql`update users set username = ${username}, username_key = ${foldKey(username)}, email = ${email},
    email_key = ${foldKey(email)}, name = ${name} where tenant_id = ${tenantId} and id = ${row.id}`)
  tx.queue(sql`update platform.logins set login_key = ${foldKey(username)}, username = ${username}, email = ${email},
    email_key = ${foldKey(email)} where tenant_id = ${tenantId} and user_id = ${row.id}`)
}

async function finish(ctx: Ctx, row: UserRow, wanted: Wanted): Promise<UserReply> {
  const { tx, tenantId, deployment } = ctx
  updateUser(ctx, row.id, sql`updated_at = now()`)
  const action = wanted.status === 'inactive' ? 'user.deactivated' : 'user.updated'
  record(ctx, { action, object: { type: 'user', id: row.id }, ...changeOf(tenantId, row, wanted) })
  const commit = () => tx.commit(userRows(tenantId, sql`u.id = ${row.id}`))
  const [[after]] = await namingTaken(deployment.door, tenantId, wanted.names, commit)
  return showUser(tenantId, after as UserRow)
}

function changeOf(tenantId: number, row: UserRow, { role, status, password, names }: Wanted) {
  const shown = showUser(tenantId, row)
  const before: Record<string, unknown> = {}
  const after: Record<string, unknown> = {
    ...names,
    ...(role !== null && { role }),
    ...(status && { status }),
    ...(password && { password: 'set' }),
  }
  for (const field of Object.keys(after)) if (field in shown) before[field] = shown[field as keyof UserReply]
  return { before, after }
}
