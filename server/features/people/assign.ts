import { invalid } from '../../platform/errors.ts'
import type { Ctx, Input } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { assertVersion } from '../../platform/version.ts'
import { record } from '../audit/record.ts'
import { getSubject, lockAccess } from './access.ts'
import { getRole } from './add.ts'
import { updateUser } from './change.ts'
import type { RoleOfUserBody, UserReply } from './contract.ts'
import { assertMayChangeRoles, assertOwnerRemains } from './escalation.ts'
import { showUser, type UserRow, userRows } from './show.ts'

/** Gives a user one more role; one they have is no change. Throws 403 escalation, own_roles; 412; 400 on an unknown role. */
export async function assignRole(ctx: Ctx, { params: { id }, body }: Input<RoleOfUserBody>): Promise<UserReply> {
  const { row, role } = await lockForRole(ctx, id, body)
  if (row.roles.some(held => held.id === role.id)) return showUser(ctx.tenantId, row)
  ctx.tx.queue(sql`insert into user_roles (tenant_id, user_id, role_id) values (${ctx.tenantId}, ${id}, ${role.id})`)
  return finish(ctx, row, 'user.role_assigned')
}

/** Takes a role from a user; one they do not have is no change. Throws as `assignRole`, and 409 last_owner. */
export async function removeRole(ctx: Ctx, { params: { id }, body }: Input<RoleOfUserBody>): Promise<UserReply> {
  const { row, role, owners } = await lockForRole(ctx, id, body)
  if (!row.roles.some(held => held.id === role.id)) return showUser(ctx.tenantId, row)
  if (role.isOwner) assertOwnerRemains(owners, id)
  ctx.tx.queue(
    sql`delete from user_roles where tenant_id = ${ctx.tenantId} and user_id = ${id} and role_id = ${role.id}`,
  )
  return finish(ctx, row, 'user.role_removed')
}

async function lockForRole(ctx: Ctx, userId: number, body: RoleOfUserBody) {
  const { field, asked } = namedRole(body)
  const [{ actor }, { row, subject, owners }] = await Promise.all([
    lockAccess(ctx, 'ASSIGN_ROLES'),
    getSubject(ctx, userId),
  ])
  assertVersion(row.version, ctx.ifMatch)
  const role = await getRole(ctx, asked, field)
  assertMayChangeRoles(actor, subject, role.grants)
  return { row, role, owners }
}

function namedRole({ role, role_id }: RoleOfUserBody): { field: string; asked: string | number } {
  if (role !== undefined && role_id !== undefined) throw invalid('role_id', 'Send either role or role_id.')
  if (role !== undefined) return { field: 'role', asked: role }
  if (role_id !== undefined) return { field: 'role_id', asked: role_id }
  throw invalid('role', 'This field is required.')
}

async function finish(ctx: Ctx, row: UserRow, action: 'user.role_assigned' | 'user.role_removed'): Promise<UserReply> {
  const { tx, tenantId } = ctx
  updateUser(ctx, row.id, sql`updated_at = now()`)
  const [after] = await tx.rows(userRows(tenantId, sql`u.id = ${row.id}`))
  const user = showUser(tenantId, after as UserRow)
  const roles = (list: { name: string }[]) => ({ roles: list.map(({ name }) => name) })
  record(ctx, { action, object: { type: 'user', id: row.id }, before: roles(row.roles), after: roles(user.roles) })
  await tx.commit()
  return user
}
