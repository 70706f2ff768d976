import { useTranslation } from '../../lib/translation.ts'
import { ErrorState, NoMatch } from '../blanks.tsx'
import { describeFilter, isActive } from './filters.ts'
import type { DataTableProps } from './types.ts'
import { useBadgeWords } from './useBadgeWords.ts'
import { useLabels } from './useLabels.ts'
import type { Views } from './useViews.ts'

type NoRowsProps<T> = Pick<DataTableProps<T>, 'name' | 'list' | 'search' | 'filters' | 'empty'> & { views: Views }

/** Why there is nothing to see: an error, a search that finds nothing, or nothing yet. */
export function NoRows<T>({ name, list, search, filters = [], empty, views }: NoRowsProps<T>) {
  const { t } = useTranslation('table')
  const words = useBadgeWords()
  const active = filters.filter(filter => isActive(filter, search))
  const labels = useLabels(name, active, search)
  if (list.error) return <ErrorState error={list.error} onRetry={list.refetch} />
  if (!views.isNarrowed) return empty
  const said = active.map(filter =>
    t('filter.is', { field: filter.label, value: describeFilter(filter, search, words, labels[filter.id]) }),
  )
  const view = said.length === 0 && views.active ? [views.active.label] : []
  const text = search.search === undefined ? '' : String(search.search)
  return <NoMatch search={text || undefined} filters={[...said, ...view]} onClear={views.clear} />
}
