import { useMemo } from 'react'
import { useCan, useSession } from '../../app/session.ts'
import { useList } from '../../lib/list.ts'
import { grantsOf, type Held, heldBy, type Role } from './grants.ts'

/** The company's roles, and what one holds oneself; `held` is null while that is not known, or not to be looked at. */
export function useAuthority() {
  const { user } = useSession()
  const can = useCan()
  const list = useList<Role>('/api/roles/', { page_size: 200 }, { enabled: can('VIEW_ROLES') })
  const { rows } = list
  const held = useMemo((): Held | null => {
    if (rows.length === 0) return null
    const own = new Set(user.roles.map(({ id }) => id))
    return heldBy(rows.filter(({ id }) => own.has(id)).map(grantsOf))
  }, [rows, user.roles])
  return { list, roles: rows, held, ownRoles: user.roles }
}
