import { useSession } from '../../../app/session.ts'
import { useList } from '../../../lib/list.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { grantsOf, lackedOf, type Role } from '../grants.ts'
import { type User, usersPath } from '../people.ts'
import { useAuthority } from '../useAuthority.ts'
import { useNaming, usePermissionName } from '../words.ts'

/** Why something about a person is not one's own to do, in a sentence; null where nothing is in the way as far as one can see. */
export function useLocks(user: User) {
  const { t } = useTranslation('people')
  const { user: me } = useSession()
  const { roles, held } = useAuthority()
  const name = usePermissionName()
  const naming = useNaming()
  const isSelf = me.id === user.id
  const isLastOwner = useIsLastOwner(user)
  const lackedIn = (role: Pick<Role, 'permissions'> | undefined) => (held && role ? lackedOf(held, grantsOf(role)) : [])
  const theirs = roles.filter(({ id }) => user.roles.some(role => role.id === id))
  const above = isSelf ? [] : [...new Set(theirs.flatMap(lackedIn))]
  const touch = above.length > 0 ? t('lock.above', { permissions: naming(above.map(code => name(code))) }) : null
  return {
    /** Changing them at all. */
    touch,
    /** Changing their roles. */
    roles: isSelf ? t('lock.ownRoles') : touch,
    /** Giving them, or taking, this one. */
    role: (id: number): string | null => {
      const lacked = lackedIn(roles.find(role => role.id === id))
      return lacked.length > 0 ? t('lock.role', { permissions: naming(lacked.map(code => name(code))) }) : null
    },
    /** The company would be without an owner. */
    lastOwner: isLastOwner ? t('lock.lastOwner') : null,
    password: isSelf ? t('lock.ownPassword') : touch,
  }
}

function useIsLastOwner(user: User): boolean {
  const isOwner = user.status === 'active' && user.roles.some(({ name }) => name === 'owner')
  const { count, isLoading } = useList<User>(
    usersPath,
    { role: 'owner', status: 'active', page_size: 1 },
    { enabled: isOwner },
  )
  return isOwner && !isLoading && count === 1
}
