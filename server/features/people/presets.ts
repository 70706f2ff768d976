/** What a new company starts with: its rules, its four roles and what each may do. All of it can be changed later. */
import { type PermissionCode, permissions } from '../../contracts.ts'
import type { Actor, Scope, TenantSettings } from '../../platform/actor.ts'
import { nameKey } from '../../platform/fold.ts'
import { platformTenantId } from '../../platform/session.ts'

export type Grant = { code: PermissionCode; scope: Scope }
export type BuiltInRole = 'owner' | 'manager' | 'staff' | 'customer'

export const builtInRoles: readonly BuiltInRole[] = ['owner', 'manager', 'staff', 'customer']

export const roleDescriptions: Record<BuiltInRole, string> = {
  owner: 'Everything in the company',
  manager: 'Approves, manages stock, products and orders, sees all',
  staff: 'The daily work',
  customer: 'Browses, places and sees own orders',
}

/** The permissions of every built-in role of a new company. */
export function grantsOf(tenantId: number, preset: Actor['preset']): Record<BuiltInRole, Grant[]> {
  return {
    owner: all(ownerCodes(tenantId)),
    manager: all(managerCodes),
    staff: staffGrants[preset],
    customer: [
      ...all(['VIEW_COMPANIES', 'VIEW_PRODUCTS', 'CREATE_ORDER']),
      ...own(['VIEW_ORDERS', 'UPDATE_ORDER', 'DELETE_ORDER']),
    ],
  }
}

/** The rules of a new company; `given` ones win. */
export function settingsOf(preset: Actor['preset'], given: Partial<TenantSettings> = {}): TenantSettings {
  const isStore = preset === 'store'
  return {
    currency: 'USD',
    customer_signup: isStore ? 'open' : 'closed',
    storefront: isStore ? 'public' : 'closed',
    order_approval: { sale: isStore ? 'automatic' : 'required', restock: 'required' },
    approver_not_requester: preset === 'controlled',
    first_sign_in_change: preset === 'controlled',
    hold_hours: null,
    ...given,
  }
}

/** The `admin` that clients of older products send is our owner; so is, in the platform's own company, its `platform_admin`. */
export function canonicalRoleName(name: string, tenantId?: number): string {
  const key = nameKey(name)
  const isOwner = key === 'admin' || (key === 'platform_admin' && tenantId === platformTenantId)
  return isOwner ? 'owner' : key
}

const platformOnly = new Set<PermissionCode>(['CREATE_COMPANY', 'DELETE_COMPANY'])

function ownerCodes(tenantId: number): PermissionCode[] {
  const codes = Object.keys(permissions) as PermissionCode[]
  return tenantId === platformTenantId ? codes : codes.filter(code => !platformOnly.has(code))
}

const managerCodes: readonly PermissionCode[] = [
  'VIEW_COMPANIES',
  'VIEW_USERS',
  'VIEW_ROLES',
  'VIEW_PERMISSIONS',
  'VIEW_PRODUCTS',
  'CREATE_PRODUCT',
  'UPDATE_PRODUCT',
  'DELETE_PRODUCT',
  'VIEW_COST',
  'VIEW_STOCK',
  'ADJUST_STOCK',
  'TRANSFER_STOCK',
  'COUNT_STOCK',
  'APPROVE_COUNT',
  'VIEW_LOCATIONS',
  'CREATE_LOCATION',
  'UPDATE_LOCATION',
  'DELETE_LOCATION',
  'VIEW_ORDERS',
  'CREATE_ORDER',
  'CREATE_RESTOCK',
  'ORDER_FOR_CUSTOMER',
  'UPDATE_ORDER',
  'DELETE_ORDER',
  'APPROVE_ORDER',
  'FULFILL_ORDER',
  'ASSIGN_ORDER',
  'VIEW_DASHBOARD',
  'VIEW_REPORTS',
  'VIEW_SETTINGS',
  'VIEW_AUDIT_LOGS',
  'VIEW_CONTACT_MESSAGES',
]

const staffGrants: Record<Actor['preset'], Grant[]> = {
  store: all([
    'VIEW_COMPANIES',
    'VIEW_PRODUCTS',
    'CREATE_PRODUCT',
    'UPDATE_PRODUCT',
    'DELETE_PRODUCT',
    'VIEW_STOCK',
    'ADJUST_STOCK',
    'VIEW_LOCATIONS',
    'VIEW_ORDERS',
    'CREATE_ORDER',
    'CREATE_RESTOCK',
    'ORDER_FOR_CUSTOMER',
    'UPDATE_ORDER',
    'DELETE_ORDER',
    'FULFILL_ORDER',
    'ASSIGN_ORDER',
    'VIEW_DASHBOARD',
  ]),
  stockroom: [
    ...all([
      'VIEW_COMPANIES',
      'VIEW_PRODUCTS',
      'CREATE_PRODUCT',
      'UPDATE_PRODUCT',
      'DELETE_PRODUCT',
      'VIEW_STOCK',
      'ADJUST_STOCK',
      'TRANSFER_STOCK',
      'COUNT_STOCK',
      'VIEW_LOCATIONS',
      'CREATE_ORDER',
      'CREATE_RESTOCK',
      'ORDER_FOR_CUSTOMER',
      'VIEW_DASHBOARD',
    ]),
    ...own(['VIEW_ORDERS', 'UPDATE_ORDER', 'DELETE_ORDER']),
  ],
  controlled: [
    ...all(['VIEW_COMPANIES', 'VIEW_PRODUCTS', 'VIEW_LOCATIONS', 'CREATE_ORDER', 'CREATE_RESTOCK']),
    ...own(['VIEW_ORDERS', 'UPDATE_ORDER', 'DELETE_ORDER']),
  ],
}

function all(codes: readonly PermissionCode[]): Grant[] {
  return codes.map(code => ({ code, scope: 'all' }))
}

function own(codes: readonly PermissionCode[]): Grant[] {
  return codes.map(code => ({ code, scope: 'own' }))
}
