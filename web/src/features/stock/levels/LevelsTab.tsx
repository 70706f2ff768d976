import { ArrowLeftRight, CircleHelp, SlidersHorizontal } from 'lucide-react'
import type { Level } from '../../../../../server/features/stock/contract.ts'
import { useCan } from '../../../app/session.ts'
import { useList } from '../../../lib/list.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, Empty, IconButton, RouterLink } from '../../../ui/index.ts'
import { DataTable, type View } from '../../../ui/table/index.ts'
import type { TabProps } from '../address.ts'
import { markOf, useProducts } from '../products.ts'
import { AsOf, AsOfNote } from './AsOf.tsx'
import { useLevelColumns } from './useLevelColumns.tsx'
import { useLevelFilters } from './useLevelFilters.ts'

/** How much of each product is where; with a day, how much was there then. */
export function LevelsTab({ search, onSearch, open }: TabProps) {
  const { t } = useTranslation('stock')
  const can = useCan()
  const list = useList<Level>('/api/stock/', search)
  const products = useProducts(list.rows.map(({ product }) => product))
  const isPast = search.as_of !== undefined
  return (
    <>
      <AsOfNote search={search} onSearch={onSearch} />
      <div className="desk:hidden">
        <AsOf search={search} onSearch={onSearch} />
      </div>
      <DataTable
        name={isPast ? 'stock-past' : 'stock'}
        label={t('tabs.levels')}
        list={list}
        columns={useLevelColumns(products, isPast)}
        rowId={row => row.id}
        rowLabel={row => t('levels.row', { name: row.product_name, place: row.location_name })}
        search={search}
        onSearch={onSearch}
        searchPlaceholder={t('levels.search')}
        filters={useLevelFilters(isPast)}
        {...(!isPast && { views: viewsFor(t) })}
        {...(can('VIEW_PRODUCTS') && { rowHref: (row: Level) => `/app/products/${row.product}` })}
        mark={row => (isPast ? null : row.available === 0 ? 'out' : markOf(products.get(row.product)))}
        rowActions={row => <RowActions level={row} open={open} />}
        tools={<AsOf search={search} onSearch={onSearch} />}
        exportPath="/api/stock/"
        empty={<Nothing open={open} />}
      />
    </>
  )
}

const viewsFor = (t: (key: string) => string): View[] => [
  { id: 'out', label: t('levels.views.out'), search: { available__lte: 0 } },
  { id: 'held', label: t('levels.views.held'), search: { reserved__gt: 0 } },
  { id: 'coming', label: t('levels.views.coming'), search: { incoming__gt: 0 } },
]

function RowActions({ level, open }: { level: Level; open: TabProps['open'] }) {
  const { t } = useTranslation('stock')
  const can = useCan()
  const { product, location: at, product_name: name } = level
  return (
    <>
      {can('VIEW_PRODUCTS') && (
        <RouterLink
          className="btn btn-bare btn-sm btn-icon"
          to="/app/products/$id"
          params={{ id: String(product) }}
          search={{ open: 'why' }}
          aria-label={t('levels.why', { name })}
          title={t('levels.why', { name })}
        >
          <CircleHelp aria-hidden />
        </RouterLink>
      )}
      {can('TRANSFER_STOCK') && (
        <IconButton
          size="sm"
          icon={ArrowLeftRight}
          label={t('transfer.of', { name })}
          onClick={() => open('transfer', { product, at })}
        />
      )}
      {can('ADJUST_STOCK') && (
        <IconButton
          size="sm"
          icon={SlidersHorizontal}
          label={t('adjust.of', { name })}
          onClick={() => open('adjust', { product, at })}
        />
      )}
    </>
  )
}

function Nothing({ open }: { open: TabProps['open'] }) {
  const { t } = useTranslation('stock')
  const can = useCan()
  return (
    <Empty
      title={t('levels.empty')}
      actions={
        can('ADJUST_STOCK') && (
          <Button kind="primary" icon={SlidersHorizontal} onClick={() => open('adjust')}>
            {t('adjust.button')}
          </Button>
        )
      }
    >
      {t('levels.emptyText')}
    </Empty>
  )
}
