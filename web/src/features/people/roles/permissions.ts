import { useMemo } from 'react'
import { useCan } from '../../../app/session.ts'
import { useList } from '../../../lib/list.ts'
import { useTranslation } from '../../../lib/translation.ts'
import type { Held, Role } from '../grants.ts'
import { usePermissionName } from '../words.ts'

type Listed = { id: number; code: string; name: string; group: string; scoped: boolean }
export type Permission = { code: string; name: string; scoped: boolean }
export type Section = { id: string; name: string; permissions: Permission[] }

const sections = ['orders', 'products', 'stock', 'people', 'company'] as const
const places: Record<string, (typeof sections)[number]> = {
  orders: 'orders',
  products: 'products',
  stock: 'stock',
  users: 'people',
  roles: 'people',
  permissions: 'people',
}

/** The rows of the grid in their sections; `find` narrows them. What nobody in a company can hold is the platform's, and no row. */
export function useSections(roles: readonly Role[], held: Held | null, find: string) {
  const { t } = useTranslation('people')
  const can = useCan()
  const nameOf = usePermissionName()
  const list = useList<Listed>('/api/permissions/', { page_size: 200 }, { enabled: can('VIEW_PERMISSIONS') })
  return useMemo(() => {
    const granted = new Set(roles.flatMap(({ permissions }) => permissions.map(({ code }) => code)))
    const listed = list.rows.length > 0 ? list.rows : seenIn(roles)
    const wanted = find.toLowerCase()
    const shown = listed
      .filter(({ code }) => granted.has(code) || held?.has(code))
      .map(one => ({ ...one, name: nameOf(one.code, one.name) }))
      .filter(({ code, name }) => `${name} ${code}`.toLowerCase().includes(wanted))
    const found = sections.map(id => ({
      id,
      name: t(`section.${id}`),
      permissions: shown.filter(({ group }) => (places[group] ?? 'company') === id),
    }))
    return found.filter(({ permissions }) => permissions.length > 0)
  }, [list.rows, roles, held, find, nameOf, t])
}

/** For who may not look at the list: what the roles name. */
function seenIn(roles: readonly Role[]): Listed[] {
  const seen = new Map<string, Listed>()
  for (const { id, code, scope } of roles.flatMap(({ permissions }) => permissions))
    seen.set(code, { id, code, name: code, group: '', scoped: scope !== 'all' || (seen.get(code)?.scoped ?? false) })
  return [...seen.values()].sort((a, b) => a.id - b.id)
}
