import { useState } from 'react'
import { api } from '../../../lib/api.ts'
import { nameOf } from '../../../lib/names.ts'
import { invalidatePaths } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { toast } from '../../../ui/index.ts'
import { keepUser, perform, refusalOf, touched, type User, type UserWithPassword, userPath } from '../people.ts'
import { useRoleName } from '../words.ts'

type Named = { id: number; name: string }

/** What one may do with a person; whatever can be taken back offers that. */
export function usePersonActs(user: User) {
  const { t } = useTranslation('people')
  const roleName = useRoleName()
  const [isBusy, setBusy] = useState(false)
  const name = nameOf(user)
  const wordsOf = (role: Named) => ({ name, role: roleName(role.name) })

  async function act(deed: () => Promise<unknown>): Promise<void> {
    if (isBusy) return
    setBusy(true)
    try {
      await deed()
    } catch (error) {
      toast.error(refusalOf(error))
      void invalidatePaths(touched)
    } finally {
      setBusy(false)
    }
  }

  const assign = (role: Named, undo = true) =>
    act(async () => {
      await perform(user.id, 'assign_role', { role_id: role.id })
      toast(t('roles.given', wordsOf(role)), undo ? { undo: () => remove(role, false) } : {})
    })

  const remove = (role: Named, undo = true) =>
    act(async () => {
      await perform(user.id, 'remove_role', { role_id: role.id })
      toast(t('roles.taken', wordsOf(role)), undo ? { undo: () => assign(role, false) } : {})
    })

  const deactivate = (undo = true) =>
    act(async () => {
      await api.delete(userPath(user.id))
      await invalidatePaths(touched)
      toast(t('deactivate.done', { name }), undo ? { undo: () => reactivate(false) } : {})
    })

  const reactivate = (undo = true) =>
    act(async () => {
      keepUser(await api.patch<User>(userPath(user.id), { is_active: true }))
      toast(t('reactivate.done', { name }), undo ? { undo: () => deactivate(false) } : {})
    })

  return {
    isBusy,
    assign: (role: Named) => void assign(role),
    remove: (role: Named) => void remove(role),
    deactivate: () => void deactivate(),
    reactivate: () => void reactivate(),
    approve: () =>
      void act(async () => {
        await perform(user.id, 'approve')
        toast(t('asking.approved', { name }))
      }),
    unlock: () =>
      void act(async () => {
        await perform(user.id, 'unlock')
        toast(t('unlock.done', { name }))
      }),
    resetPassword: (once: string): Promise<UserWithPassword> =>
      perform<UserWithPassword>(user.id, 'reset_password', {}, once),
  }
}
