import type { Tenant } from '../../platform/entrances.ts'
import { type Statement, sql } from '../../platform/sql.ts'
import { type UserRow, userColumns, usersFrom } from '../people/show.ts'

/** A person with what only sign-in may see. */
export type AccountRow = UserRow & { password_hash: string }

/** The person's row, or none. */
export const accountOf = (tenantId: number, userId: number) => sql<AccountRow>`
  select ${userColumns(tenantId)}, u.password_hash from ${usersFrom}
  where u.tenant_id = ${tenantId} and u.id = ${userId}`

export type RoleRow = UserRow['roles'][number]

/** A JSON array of a person's roles, as `strongestRole` judges them. */
export const rolesOf = (tenantId: number, userId: number): Statement => sql`
  (select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, 'built_in', r.built_in, 'size',
      (select count(*) from role_permissions p where p.tenant_id = ${tenantId} and p.role_id = r.id)) order by r.id), '[]')
    from user_roles ur join roles r on r.tenant_id = ${tenantId} and r.id = ur.role_id
    where ur.tenant_id = ${tenantId} and ur.user_id = ${userId})`

/** The company that register, login and me carry as an object. */
export function showTenant({ id, name, slug, domain, placement }: Tenant) {
  return { id, name, slug, domain, placement }
}
