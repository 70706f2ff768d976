import { useTranslation } from '../../../lib/translation.ts'
import { Field, Select } from '../../../ui/index.ts'
import { useRoleName } from '../words.ts'
import { RoleLock, RolePeople } from './RoleHead.tsx'
import { RoleMenu } from './RoleMenu.tsx'
import type { RoleColumn } from './useRoleColumns.ts'

type PhoneRoleProps = { columns: readonly RoleColumn[]; shown: number | undefined; show: (id: number) => void }

/** On a phone: whose column is shown, and what its heading says. */
export function PhoneRole({ columns, shown, show }: PhoneRoleProps) {
  const { t } = useTranslation('people')
  const roleName = useRoleName()
  const column = columns.find(({ role }) => role.id === shown)
  return (
    <div className="grid gap-2 px-4 pb-3 desk:hidden">
      <Field label={t('field.role')}>
        <Select value={shown} onChange={({ target }) => show(Number(target.value))}>
          {columns.map(({ role }) => (
            <option key={role.id} value={role.id}>
              {roleName(role.name)}
            </option>
          ))}
        </Select>
      </Field>
      {column && (
        <div className="flex items-center gap-2">
          <div className="min-w-0 flex-1">
            <RolePeople role={column.role} />
            {column.lock && <RoleLock text={column.lock} />}
          </div>
          <RoleMenu role={column.role} />
        </div>
      )}
    </div>
  )
}
