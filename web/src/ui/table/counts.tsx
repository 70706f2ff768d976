import { useFormat } from '../../lib/format.ts'
import { useTranslation } from '../../lib/translation.ts'
import type { TableList } from './types.ts'

type Counted = Pick<TableList<unknown>, 'rows' | 'count' | 'isLowerBound'>

/** "15 of 248 shown", "50 of more than 10,000 shown". */
export function useCounts({ rows, count, isLowerBound }: Counted): string {
  const { t } = useTranslation('table')
  const { number } = useFormat()
  const [shown, total] = [number(rows.length), number(count)]
  return isLowerBound ? t('shownOfMore', { shown, total }) : t('shownOf', { shown, total })
}

/** Says what came, once it is there, to whoever cannot see it. */
export function TableStatus({ list }: { list: TableList<unknown> }) {
  const { t } = useTranslation('table')
  const counts = useCounts(list)
  return (
    <p className="sr-only" role="status">
      {list.isLoading ? t('loading') : list.error ? '' : counts}
    </p>
  )
}
