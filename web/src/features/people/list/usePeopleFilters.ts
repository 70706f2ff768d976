import { useMemo } from 'react'
import { useTranslation } from '../../../lib/translation.ts'
import type { Filter, View } from '../../../ui/table/index.ts'
import { useAuthority } from '../useAuthority.ts'
import { useRoleName } from '../words.ts'

const states = ['active', 'pending_approval', 'inactive'] as const

export function usePeopleFilters(): Filter[] {
  const { t } = useTranslation('people')
  const { roles } = useAuthority()
  const roleName = useRoleName()
  return useMemo(
    () => [
      {
        id: 'role',
        label: t('field.role'),
        kind: 'choice',
        options: roles.map(({ id, name }) => ({ value: String(id), label: roleName(name) })),
      },
      {
        id: 'status',
        label: t('field.status'),
        kind: 'choice',
        options: states.map(value => ({ value, label: t(`status.${value}`) })),
      },
      { id: 'created_at', label: t('field.created'), kind: 'date' },
    ],
    [t, roles, roleName],
  )
}

export function usePeopleViews(): View[] {
  const { t } = useTranslation('people')
  return useMemo(
    () => [
      { id: 'active', label: t('views.active'), search: { status: 'active' } },
      { id: 'waiting', label: t('views.waiting'), search: { status: 'pending_approval' } },
      { id: 'inactive', label: t('views.inactive'), search: { status: 'inactive' } },
    ],
    [t],
  )
}
