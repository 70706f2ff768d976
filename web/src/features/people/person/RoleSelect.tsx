import type { UseFormRegisterReturn } from 'react-hook-form'
import { useTranslation } from '../../../lib/translation.ts'
import { Field, Select } from '../../../ui/index.ts'
import { grantsOf, lackedOf, type Role } from '../grants.ts'
import { useAuthority } from '../useAuthority.ts'
import { useRoleDescription, useRoleName } from '../words.ts'

type RoleSelectProps = { field: UseFormRegisterReturn; chosen: string; error: string | undefined }

/** The role somebody starts with. Roles that allow more than one holds oneself cannot be chosen. */
export function RoleSelect({ field, chosen, error }: RoleSelectProps) {
  const { t } = useTranslation('people')
  const roleName = useRoleName()
  const describe = useRoleDescription()
  const { roles, held } = useAuthority()
  const isAbove = (role: Pick<Role, 'permissions'>) => held !== null && lackedOf(held, grantsOf(role)).length > 0
  const described = roles.find(({ name }) => name === chosen)?.description
  const hint = [described && describe(described), roles.some(isAbove) && t('new.roleHint')].filter(Boolean).join(' · ')
  // Who may not look at roles still knows the built-in ones by name.
  const offered: { name: string; permissions?: Role['permissions'] }[] =
    roles.length > 0 ? roles : ['staff', 'manager', 'customer'].map(name => ({ name }))
  return (
    <Field label={t('field.role')} {...(hint && { hint })} error={error}>
      <Select {...field} value={chosen}>
        {offered.map(role => (
          <option
            key={role.name}
            value={role.name}
            disabled={role.permissions !== undefined && isAbove({ permissions: role.permissions })}
          >
            {roleName(role.name)}
          </option>
        ))}
      </Select>
    </Field>
  )
}
