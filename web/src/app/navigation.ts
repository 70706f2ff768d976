import {
  BookText,
  ClipboardCheck,
  Grid3x3,
  House,
  Inbox,
  type LucideIcon,
  RefreshCw,
  Settings,
  ShoppingCart,
  Tag,
  Users,
  Warehouse,
} from 'lucide-react'

export type Place = {
  /** Its key in console:nav. */
  name: string
  to: string
  search?: Record<string, string>
  icon: LucideIcon
  /** Shown to those who hold one of these. */
  permission: string | string[]
  group: 'work' | 'storeroom' | 'company'
  /** After g. */
  key: string
}

/** The index tabs of the console, in their order. */
export const places: readonly Place[] = [
  { name: 'dashboard', to: '/app', icon: House, permission: 'VIEW_DASHBOARD', group: 'work', key: 'd' },
  { name: 'approvals', to: '/app/approvals', icon: Inbox, permission: 'APPROVE_ORDER', group: 'work', key: 'a' },
  { name: 'orders', to: '/app/orders', icon: ShoppingCart, permission: 'VIEW_ORDERS', group: 'work', key: 'o' },
  {
    name: 'restock',
    to: '/app/orders',
    search: { kind: 'restock' },
    icon: RefreshCw,
    permission: 'VIEW_ORDERS',
    group: 'work',
    key: 'r',
  },
  { name: 'products', to: '/app/products', icon: Tag, permission: 'VIEW_PRODUCTS', group: 'storeroom', key: 'p' },
  { name: 'stock', to: '/app/stock', icon: Warehouse, permission: 'VIEW_STOCK', group: 'storeroom', key: 's' },
  {
    name: 'counts',
    to: '/app/counts',
    icon: ClipboardCheck,
    permission: ['COUNT_STOCK', 'APPROVE_COUNT'],
    group: 'storeroom',
    key: 'c',
  },
  { name: 'people', to: '/app/people', icon: Users, permission: 'VIEW_USERS', group: 'company', key: 'u' },
  { name: 'roles', to: '/app/roles', icon: Grid3x3, permission: 'VIEW_ROLES', group: 'company', key: 'l' },
  { name: 'audit', to: '/app/audit', icon: BookText, permission: 'VIEW_AUDIT_LOGS', group: 'company', key: 't' },
  {
    name: 'settings',
    to: '/app/settings',
    icon: Settings,
    permission: ['VIEW_SETTINGS', 'UPDATE_SETTINGS'],
    group: 'company',
    key: 'e',
  },
]

/** Whether someone who `can` may go there. */
export function isOpen({ permission }: Pick<Place, 'permission'>, can: (code: string) => boolean): boolean {
  return [permission].flat().some(can)
}
