import { useMemo } from 'react'
import { findName } from '../../../lib/names.ts'
import { offerPeople } from '../../../lib/people.ts'
import { useTranslation } from '../../../lib/translation.ts'
import type { Filter } from '../../../ui/table/index.ts'

const states = ['pending', 'approved', 'fulfilled', 'rejected', 'cancelled'] as const

export function useOrderFilters(): Filter[] {
  const { t } = useTranslation('orders')
  const { t: common } = useTranslation('common')
  return useMemo(
    (): Filter[] => [
      {
        id: 'status__in',
        label: t('columns.status'),
        kind: 'multi',
        options: states.map(value => ({ value, label: common(`states.${value}`) })),
      },
      {
        id: 'kind',
        label: t('columns.kind'),
        kind: 'choice',
        options: (['sale', 'restock'] as const).map(value => ({ value, label: t(`kinds.${value}`) })),
      },
      { id: 'customer', label: t('columns.customer'), kind: 'relation', load: text => offerPeople(text), nameOf },
      {
        id: 'assigned_to',
        label: t('columns.assigned'),
        kind: 'relation',
        load: text => offerPeople(text, 'true'),
        nameOf,
      },
      { id: 'created_by', label: t('columns.author'), kind: 'relation', load: text => offerPeople(text), nameOf },
      { id: 'created_at', label: t('columns.placed'), kind: 'date' },
      { id: 'mine', label: t('columns.mine'), kind: 'yesno', words: { yes: t('mine.yes'), no: t('mine.no') } },
    ],
    [t, common],
  )
}

const nameOf = (id: string) => findName(Number(id))
