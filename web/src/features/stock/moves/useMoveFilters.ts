import { useMemo } from 'react'
import { findName } from '../../../lib/names.ts'
import { offerPeople } from '../../../lib/people.ts'
import { useTranslation } from '../../../lib/translation.ts'
import type { Filter } from '../../../ui/table/index.ts'
import { useLocationOptions, useProductFilter } from '../levels/useLevelFilters.ts'

const causes = ['opening', 'product', 'adjustment', 'transfer', 'order', 'count', 'reversal'] as const

export function useMoveFilters(): Filter[] {
  const { t } = useTranslation('stock')
  const places = useLocationOptions()
  const product = useProductFilter()
  return useMemo(
    () => [
      {
        id: 'cause_type__in',
        label: t('field.cause'),
        kind: 'multi',
        options: causes.map(value => ({ value, label: t(`cause.${value}`) })),
      },
      product,
      ...(places.length > 0
        ? [{ id: 'location', label: t('field.location'), kind: 'choice' as const, options: places }]
        : []),
      {
        id: 'actor',
        label: t('field.who'),
        kind: 'relation',
        load: text => offerPeople(text, 'true'),
        nameOf: id => findName(Number(id)),
      },
      { id: 'at', label: t('field.when'), kind: 'date' },
    ],
    [t, places, product],
  )
}
