import { useMemo } from 'react'
import { useFormat } from '../../lib/format.ts'
import { useTranslation } from '../../lib/translation.ts'
import type { BadgeWords } from './filters.ts'

/** The words of filter badges in this language; days and numbers as this person reads them. */
export function useBadgeWords(): BadgeWords {
  const { t } = useTranslation('table')
  const { date, number } = useFormat()
  return useMemo(
    () => ({
      from: value => t('filter.from', { value }),
      upTo: value => t('filter.upTo', { value }),
      between: (low, high) => t('filter.between', { low, high }),
      more: count => t('filter.more', { count, n: number(count) }),
      number: value => number(Number(value)),
      day: day => date(`${day}T12:00`),
      yes: t('filter.yes'),
      no: t('filter.no'),
    }),
    [t, date, number],
  )
}
