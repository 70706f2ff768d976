import { Link } from '@tanstack/react-router'
import { Lock } from 'lucide-react'
import { useCan } from '../../../app/session.ts'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { useRoleDescription, useRoleName } from '../words.ts'
import { aria } from './aria.ts'
import { RoleMenu } from './RoleMenu.tsx'
import type { RoleColumn } from './useRoleColumns.ts'

/** A column's heading: the role, who has it, why it cannot be changed. */
export function RoleHead({ column: { role, lock } }: { column: RoleColumn }) {
  const roleName = useRoleName()
  const describe = useRoleDescription()
  return (
    <th {...aria.columnHead} scope="col" title={describe(role.description) || undefined}>
      <span className="flex items-center gap-1">
        <span className="block max-w-44 min-w-0 truncate text-14 font-semibold text-foreground">
          {roleName(role.name)}
        </span>
        <RoleMenu role={role} />
      </span>
      <RolePeople role={role} />
      {lock && <RoleLock text={lock} />}
    </th>
  )
}

export function RolePeople({ role }: { role: RoleColumn['role'] }) {
  const { t } = useTranslation('people')
  const { number } = useFormat()
  const can = useCan()
  const words = t('grid.people', { count: role.users_count, n: number(role.users_count) })
  if (!can('VIEW_USERS') || role.users_count === 0) return <small className="block text-12 font-normal">{words}</small>
  return (
    <Link className="link inline-block text-12 font-normal" to="/app/people" search={{ role: role.id }}>
      {words}
    </Link>
  )
}

export function RoleLock({ text }: { text: string }) {
  return (
    <small className="mt-1 flex max-w-52 min-w-26 gap-1 text-12 font-normal whitespace-normal">
      <Lock aria-hidden className="mt-0.5 size-3 flex-none" />
      <span className="line-clamp-3" title={text}>
        {text}
      </span>
    </small>
  )
}
