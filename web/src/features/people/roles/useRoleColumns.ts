import { useMemo } from 'react'
import { useCan, useSession } from '../../../app/session.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { type Grants, grantsOf, type Held, lackedOf, type Role } from '../grants.ts'
import { useNaming, usePermissionName } from '../words.ts'
import { changesOf, type Draft } from './draft.ts'

/** A role in the grid. `lock`: why its column is only looked at; empty where it is not one's to change at all. */
export type RoleColumn = { role: Role; before: Grants; after: Grants; lock: string | null }

export function useRoleColumns(roles: readonly Role[], held: Held | null, draft: Draft): RoleColumn[] {
  const { t } = useTranslation('people')
  const { user } = useSession()
  const can = useCan()
  const nameOf = usePermissionName()
  const naming = useNaming()
  const mayAssign = can('ASSIGN_PERMISSIONS')
  return useMemo(() => {
    const changes = new Map(changesOf(draft, roles).map(changed => [changed.role.id, changed]))
    const lockOf = (role: Role): string | null => {
      if (!mayAssign || !held) return ''
      if (user.roles.some(({ id }) => id === role.id)) return t('lock.ownRole')
      const lacked = lackedOf(held, grantsOf(role))
      if (lacked.length === 0) return null
      return t('lock.roleAbove', { permissions: naming(lacked.map(code => nameOf(code))) })
    }
    return roles.map(role => {
      const before = grantsOf(role)
      return { role, before, after: changes.get(role.id)?.after ?? before, lock: lockOf(role) }
    })
  }, [roles, held, draft, mayAssign, user.roles, t, naming, nameOf])
}
