import { strongestRole } from '../../platform/session.ts'
import { type Statement, sql } from '../../platform/sql.ts'
import type { UserReply } from './contract.ts'

export type UserRow = {
  id: number
  username: string
  email: string
  name: string
  status: 'active' | 'pending_approval' | 'inactive'
  must_change_password: boolean
  locked_until: string | null
  last_login_at: string | null
  created_at: string
  version: number
  roles: { id: number; name: string; built_in: boolean; size: number }[]
}

/** The users of a company that meet a condition on `u`, with what `showUser` needs. */
export const userRows = (tenantId: number, condition: Statement) => sql<UserRow>`
  select ${userColumns(tenantId)} from ${usersFrom} where u.tenant_id = ${tenantId} and ${condition}`

export const usersFrom = sql`users u left join platform.login_attempts la
  on la.login_key = u.username_key and la.locked_until > now()`

export const userColumns = (tenantId: number) => sql`
  u.id, u.username, u.email, u.name, u.status, u.must_change_password, la.locked_until, u.last_login_at, u.created_at, u.version,
  (select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, 'built_in', r.built_in, 'size',
      (select count(*) from role_permissions p where p.tenant_id = ${tenantId} and p.role_id = r.id)) order by r.id), '[]')
    from user_roles ur join roles r on r.tenant_id = ${tenantId} and r.id = ur.role_id
    where ur.tenant_id = ${tenantId} and ur.user_id = u.id) as roles`

/** A user as the API shows one. */
export function showUser(tenantId: number, row: UserRow): UserReply {
  const { id, username, email, name, status, must_change_password, locked_until, last_login_at, created_at, version } =
    row
  return {
    id,
    username,
    email,
    name,
    role: strongestRole(tenantId, row.roles),
    roles: row.roles.map(role => ({ id: role.id, name: role.name })),
    tenant: tenantId,
    is_active: status === 'active',
    status,
    must_change_password,
    locked_until,
    last_login_at,
    created_at,
    version,
  }
}
