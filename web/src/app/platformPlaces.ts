import { Activity, BookText, Boxes, Building2, House, type LucideIcon, Mail, MessageSquare, Users } from 'lucide-react'

export type PlatformPlace = {
  /** Its key in console:nav. */
  name: string
  to: string
  icon: LucideIcon
  group: 'work' | 'records'
  /** After g. */
  key: string
}

/** The index tabs of the platform's console, in their order. */
export const platformPlaces: readonly PlatformPlace[] = [
  { name: 'dashboard', to: '/admin', icon: House, group: 'work', key: 'd' },
  { name: 'companies', to: '/admin/companies', icon: Building2, group: 'work', key: 'c' },
  { name: 'users', to: '/admin/users', icon: Users, group: 'work', key: 'u' },
  { name: 'messages', to: '/admin/messages', icon: MessageSquare, group: 'work', key: 'm' },
  { name: 'outbox', to: '/admin/outbox', icon: Mail, group: 'work', key: 'o' },
  { name: 'health', to: '/admin/health', icon: Activity, group: 'work', key: 'h' },
  { name: 'models', to: '/admin/models', icon: Boxes, group: 'records', key: 'r' },
  { name: 'audit', to: '/admin/audit', icon: BookText, group: 'records', key: 't' },
]

/** Records of what has a tab of its own belong to that tab. */
const recordsOf: Readonly<Record<string, string>> = {
  '/admin/companies': 'companies',
  '/admin/users': 'users',
  '/admin/messages': 'contact_messages',
  '/admin/outbox': 'mail',
  '/admin/audit': 'audit_entries',
}

/** Whether a path is below a tab. */
export function isBelow({ to }: Pick<PlatformPlace, 'to'>, pathname: string): boolean {
  const path = pathname.replace(/\/$/, '')
  if (to === '/admin') return path === to
  const [, , section, model] = path.split('/')
  const owner = section === 'models' && Object.keys(recordsOf).find(tab => recordsOf[tab] === model)
  return owner ? owner === to : path === to || path.startsWith(`${to}/`)
}
