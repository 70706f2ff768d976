import type { PermissionCode } from '../contracts.ts'

/** How far a permission on orders and products reaches: what one made oneself, what one is assigned, everything. */
export type Scope = 'own' | 'assigned' | 'all'

/** A company's rules, as every request assumes them. */
export type TenantSettings = {
  currency: string
  customer_signup: 'open' | 'closed'
  storefront: 'public' | 'closed'
  order_approval: { sale: 'automatic' | 'required'; restock: 'automatic' | 'required' }
  approver_not_requester: boolean
  first_sign_in_change: boolean
  hold_hours: number | null
}

/** Who a request acts for, as proven from the database in the request's own transaction. */
export type Actor = {
  tenantId: number
  userId: number
  sessionId: number
  username: string
  role: string
  roles: { id: number; name: string }[]
  permissions: ReadonlyMap<PermissionCode, ReadonlySet<Scope>>
  isPlatform: boolean
  mustChangePassword: boolean
  preset: 'store' | 'stockroom' | 'controlled'
  settings: TenantSettings
  /** `settings.version`: settings, roles and permissions are as of this. */
  version: number
}

export function can(actor: Actor, code: PermissionCode): boolean {
  return actor.permissions.has(code)
}

/** Whether `code` reaches a record made by, for or assigned to these users (null: nobody). */
export function reaches(
  actor: Pick<Actor, 'userId' | 'permissions'>,
  code: PermissionCode,
  record: { owners: (number | null)[]; assignedTo: number | null },
): boolean {
  const scopes = actor.permissions.get(code)
  if (!scopes) return false
  if (scopes.has('all')) return true
  if (scopes.has('own') && record.owners.includes(actor.userId)) return true
  return scopes.has('assigned') && record.assignedTo === actor.userId
}

/** Grants as the database lists them, by code. The same grants are the same object: thousands of actors share few of them. */
export function scopesByCode(grants: [PermissionCode, Scope][]): Actor['permissions'] {
  const key = JSON.stringify(grants)
  const permissions = permissionsByGrants.get(key) ?? readScopes(grants)
  if (permissionsByGrants.size >= mostPermissions) permissionsByGrants.clear()
  permissionsByGrants.set(key, permissions)
  return permissions
}

const permissionsByGrants = new Map<string, Actor['permissions']>()
const mostPermissions = 1_000

function readScopes(grants: [PermissionCode, Scope][]): Actor['permissions'] {
  const permissions = new Map<PermissionCode, Set<Scope>>()
  for (const [code, scope] of grants) permissions.set(code, (permissions.get(code) ?? new Set()).add(scope))
  return permissions
}
