import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormat } from '../../lib/format.ts'
import { useTranslation } from '../../lib/translation.ts'
import { IconButton } from '../Button.tsx'
import type { Selection } from './useSelection.ts'

type BulkBarProps<T> = { selection: Selection<T>; bulk: (rows: T[], clear: () => void) => ReactNode }

/** What can be done with the selected rows; it floats so that the hand need not go back up. */
export function BulkBar<T>({ selection, bulk }: BulkBarProps<T>) {
  const { t } = useTranslation('table')
  const { number } = useFormat()
  const { count, clear } = selection
  return (
    <section className="bulk no-print" aria-label={t('selection')}>
      <span className="bulk-count" role="status">
        {t('selected', { count, n: number(count) })}
      </span>
      <span className="bulk-line max-desk:hidden" />
      {bulk(selection.rows(), clear)}
      <span className="bulk-line max-desk:hidden" />
      <IconButton icon={X} label={t('clearSelection')} onClick={clear} />
    </section>
  )
}
