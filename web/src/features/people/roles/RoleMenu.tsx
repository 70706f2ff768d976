import { Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { useCan } from '../../../app/session.ts'
import { api } from '../../../lib/api.ts'
import { newKey } from '../../../lib/key.ts'
import type { ListSearch } from '../../../lib/list.ts'
import { invalidatePaths } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { IconButton, Menu, MenuItem, toast } from '../../../ui/index.ts'
import { grantsOf, type Role } from '../grants.ts'
import { refusalOf } from '../people.ts'
import { rolesRoute } from '../routes.ts'
import { useRoleName } from '../words.ts'
import { rolePath, rolesPath } from './useSaveRoles.ts'

/** Rename and delete. Built-in roles keep their name; one that somebody has stays, and says so. */
export function RoleMenu({ role }: { role: Role }) {
  const { t } = useTranslation('people')
  const can = useCan()
  const navigate = rolesRoute.useNavigate()
  const roleName = useRoleName()
  const name = roleName(role.name)
  const [mayEdit, mayDelete] = [can('UPDATE_ROLE'), can('DELETE_ROLE') && !role.built_in]
  if (!mayEdit && !mayDelete) return null
  const rename = () => void navigate({ search: (old: ListSearch) => ({ ...old, rename: role.id }), replace: true })
  return (
    <Menu trigger={<IconButton size="sm" icon={Ellipsis} label={t('role.menu', { role: name })} />}>
      {mayEdit && (
        <MenuItem icon={Pencil} onSelect={rename}>
          {t(role.built_in ? 'role.describe' : 'role.rename')}
        </MenuItem>
      )}
      {mayDelete && (
        <MenuItem icon={Trash2} danger disabled={role.users_count > 0} onSelect={() => void remove()}>
          {t('role.delete')}
          {role.users_count > 0 && (
            <small className="block text-12">{t('role.inUse', { count: role.users_count })}</small>
          )}
        </MenuItem>
      )}
    </Menu>
  )

  async function remove(): Promise<void> {
    try {
      await api.delete(rolePath(role.id), { version: role.version })
      const mayRestore = can('CREATE_ROLE') && (can('ASSIGN_PERMISSIONS') || role.permissions.length === 0)
      toast(t('role.deleted', { role: name }), mayRestore ? { undo: restore } : {})
    } catch (error) {
      toast.error(refusalOf(error))
    }
    await invalidatePaths([rolesPath])
  }

  /** Nobody had it, so one of the same name that allows the same is the same again. */
  async function restore(): Promise<void> {
    const permissions = Object.entries(grantsOf(role)).map(([code, scope]) => ({ code, scope }))
    const body = { name: role.name, description: role.description, ...(permissions.length > 0 && { permissions }) }
    try {
      await api.post(rolesPath, body, { once: newKey() })
      toast(t('role.restored', { role: name }))
    } catch (error) {
      toast.error(refusalOf(error))
    }
    await invalidatePaths([rolesPath])
  }
}
