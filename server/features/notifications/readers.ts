/** Who may be told, and how they want to be. */
import type { PermissionCode } from '../../contracts.ts'
import { type Actor, reaches, type Scope, scopesByCode } from '../../platform/actor.ts'
import type { ReadTx } from '../../platform/door.ts'
import { sql } from '../../platform/sql.ts'
import { type Kind, kinds } from './contract.ts'

export type Preferences = Record<string, { inbox?: boolean; email?: boolean }>

export type Reader = Pick<Actor, 'userId' | 'permissions'> & {
  username: string
  email: string
  preferences: Preferences
}

type Parties = { created_by: number | null; customer_id: number | null; assigned_to: number | null }

/** Those who decide in this company, and these people, as far as they are active; with what they may do to orders. */
export async function findReaders(tx: ReadTx, tenantId: number, userIds: number[]): Promise<Reader[]> {
  const rows = await tx.rows(sql<Row>`
    select u.id, u.username, u.email, u.notifications,
      (select coalesce(json_agg(distinct jsonb_build_array(p.code, p.scope)), '[]')
        from user_roles ur join role_permissions p on p.tenant_id = ${tenantId} and p.role_id = ur.role_id
        where ur.tenant_id = ${tenantId} and ur.user_id = u.id and p.code in ('VIEW_ORDERS', 'APPROVE_ORDER')) as grants
    from users u
    where u.tenant_id = ${tenantId} and u.status = 'active' and u.id in (
      select unnest(${userIds}::int8[])
      union select d.user_id from role_permissions q join user_roles d on d.tenant_id = ${tenantId} and d.role_id = q.role_id
      where q.tenant_id = ${tenantId} and q.code = 'APPROVE_ORDER')
    order by u.id`)
  return rows.map(({ id, username, email, notifications, grants }) => ({
    userId: id,
    username,
    email,
    preferences: notifications,
    permissions: scopesByCode(grants),
  }))
}

/** Whether somebody may see this order and, with `APPROVE_ORDER`, decide on it. */
export function mayTouch(reader: Reader, order: Parties, ...codes: ('VIEW_ORDERS' | 'APPROVE_ORDER')[]): boolean {
  const record = { owners: [order.created_by, order.customer_id], assignedTo: order.assigned_to }
  return codes.every(code => reaches(reader, code, record))
}

/** Whether somebody decides on everything that is ordered here. */
export function isManager({ permissions }: Reader): boolean {
  return permissions.get('APPROVE_ORDER')?.has('all') ?? false
}

/** How somebody wants to hear of this kind. */
export function wishOf(preferences: Preferences, kind: Kind): { inbox: boolean; email: boolean } {
  const { inbox, email } = kinds[kind]
  return { inbox, email, ...preferences[kind] }
}

type Row = {
  id: number
  username: string
  email: string
  notifications: Preferences
  grants: [PermissionCode, Scope][]
}
