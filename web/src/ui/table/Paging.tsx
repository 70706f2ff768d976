import clsx from 'clsx'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { ListSearch } from '../../lib/list.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button, IconButton } from '../Button.tsx'
import { useCounts } from './counts.tsx'
import type { TableList } from './types.ts'

type PagingProps = { list: TableList<unknown>; onSearch: (patch: ListSearch) => void }

/** Previous and Next by the server's cursors; nothing when there is one page. */
export function Paging({ list: { previous, next }, onSearch }: PagingProps) {
  const { t } = useTranslation('table')
  if (!previous && !next) return null
  const turn = (cursor: string | null) => cursor && onSearch({ cursor })
  return (
    <nav className="data-pages" aria-label={t('pages.label')}>
      <IconButton
        kind="bare"
        size="sm"
        icon={ChevronLeft}
        label={t('pages.previous')}
        aria-disabled={!previous || undefined}
        onClick={() => turn(previous)}
      />
      <Button kind="bare" size="sm" aria-disabled={!next || undefined} onClick={() => turn(next)}>
        {t('pages.next')}
        <ChevronRight aria-hidden />
      </Button>
    </nav>
  )
}

/** Below the table: on phones always, elsewhere when no row of totals says it. */
export function PagingBar({ isRepeated, ...paging }: PagingProps & { isRepeated: boolean }) {
  const counts = useCounts(paging.list)
  return (
    <div className={clsx('data-foot', isRepeated && 'is-repeated')}>
      <span className="text-muted-foreground">{counts}</span>
      <Paging {...paging} />
    </div>
  )
}
