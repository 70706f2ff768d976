import { Plus } from 'lucide-react'
import { useMemo } from 'react'
import type { CountSummary } from '../../../../server/features/stock/contract.ts'
import { useCan } from '../../app/session.ts'
import { type ListSearch, useList } from '../../lib/list.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button, Empty, PageHead, useKey } from '../../ui/index.ts'
import { DataTable } from '../../ui/table/index.ts'
import { NewCount } from './counts/NewCount.tsx'
import { useCountColumns, useCountFilters } from './counts/useCountColumns.tsx'
import { countsRoute } from './routes.ts'

/** All counts, the newest first. */
export default function CountsPage() {
  const { t } = useTranslation('stock')
  const can = useCan()
  const address = countsRoute.useSearch()
  const navigate = countsRoute.useNavigate()
  const search = useMemo(() => {
    const { new: _, ...asked } = address
    return asked
  }, [address])
  const list = useList<CountSummary>('/api/stock/counts/', search)
  const onSearch = (patch: ListSearch) =>
    void navigate({ search: (old: ListSearch) => ({ ...old, ...patch }), replace: true })
  const mayCount = can('COUNT_STOCK')
  const start = () => void navigate({ search: (old: ListSearch) => ({ ...old, new: 1 }) })
  useKey('c', start, { enabled: mayCount })
  const button = mayCount && (
    <Button kind="primary" icon={Plus} kbd="C" onClick={start}>
      {t('counts.start')}
    </Button>
  )
  return (
    <>
      <PageHead title={t('counts.title')} actions={button} />
      <DataTable
        name="counts"
        label={t('counts.title')}
        list={list}
        columns={useCountColumns(list.rows)}
        rowId={row => row.id}
        rowLabel={row => t('count.title', { id: row.id })}
        search={search}
        onSearch={onSearch}
        searchPlaceholder={t('counts.search')}
        filters={useCountFilters()}
        views={[{ id: 'open', label: t('counts.views.open'), search: { status: 'open' } }]}
        rowHref={row => `/app/counts/${row.id}`}
        exportPath="/api/stock/counts/"
        empty={
          <Empty title={t('counts.empty')} actions={button}>
            {t('counts.teach')}
          </Empty>
        }
      />
      {mayCount && address.new !== undefined && <NewCount close={() => onSearch({ new: undefined })} />}
    </>
  )
}
