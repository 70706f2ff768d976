import { X } from 'lucide-react'
import type { ListSearch } from '../../lib/list.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Popover } from '../Popover.tsx'
import { FilterEditor } from './FilterEditor.tsx'
import { describeFilter, patchToClear } from './filters.ts'
import type { Filter } from './types.ts'
import { useBadgeWords } from './useBadgeWords.ts'

export type FilterProps = {
  /** The table's name. */
  table: string
  filter: Filter
  search: ListSearch
  onSearch: (patch: ListSearch) => void
}

/** Field, value, ×. A press on the value changes it. */
export function FilterBadge({ labels = {}, ...props }: FilterProps & { labels: Record<string, string> | undefined }) {
  const { t } = useTranslation('table')
  const words = useBadgeWords()
  const { filter, search, onSearch } = props
  const value = describeFilter(filter, search, words, labels)
  return (
    <span className="chip chip-on">
      <span>{filter.label}</span>
      <Popover
        label={filter.label}
        trigger={
          <button
            type="button"
            className="data-chip-value"
            aria-label={t('filter.change', { field: filter.label, value })}
          >
            <b>{value}</b>
          </button>
        }
      >
        <FilterEditor {...props} />
      </Popover>
      <button
        type="button"
        className="chip-clear"
        aria-label={t('filter.remove', { field: filter.label })}
        onClick={() => onSearch(patchToClear(filter))}
      >
        <X aria-hidden />
      </button>
    </span>
  )
}
