import { useNavigate } from '@tanstack/react-router'
import { Plus, Tags, Warehouse } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import type { Product } from '../../../../server/features/catalog/contract.ts'
import { useCan } from '../../app/session.ts'
import { useFormat } from '../../lib/format.ts'
import { type ListSearch, useList } from '../../lib/list.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button, ButtonLink, Empty, IconButton, PageHead, useKey } from '../../ui/index.ts'
import { DataTable } from '../../ui/table/index.ts'
import { askedOf } from './asked.ts'
import { BulkActions } from './bulk/BulkActions.tsx'
import { BulkDialogs } from './bulk/BulkDialogs.tsx'
import { useBulk } from './bulk/useBulk.ts'
import { NewProduct } from './edit/NewProduct.tsx'
import { markOf } from './facts.ts'
import { useProductColumns } from './list/useProductColumns.tsx'
import { useProductFilters } from './list/useProductFilters.ts'
import { useCount, useProductViews } from './list/useProductViews.ts'
import { productsRoute } from './routes.ts'

/** Every product: what there is, what it costs, what runs low. */
export default function ProductsPage() {
  const { t } = useTranslation('catalog')
  const can = useCan()
  const address = productsRoute.useSearch()
  const search = useMemo(() => askedOf(address), [address])
  const list = useList<Product>('/api/products/', search)
  const navigate = productsRoute.useNavigate()
  const onSearch = useCallback(
    (patch: ListSearch) => void navigate({ search: (old: ListSearch) => ({ ...old, ...patch }), replace: true }),
    [navigate],
  )
  const bulk = useBulk()
  const isCounting = !list.isLoading
  const mayAdd = can('CREATE_PRODUCT')
  const add = () => void navigate({ search: (old: ListSearch) => ({ ...old, new: 1 }) })
  useKey('c', add, { enabled: mayAdd })
  return (
    <>
      <PageHead
        title={t('products')}
        sub={<Summary isCounting={isCounting} />}
        actions={<Actions add={mayAdd ? add : null} />}
      />
      <DataTable
        name="products"
        label={t('products')}
        list={list}
        columns={useProductColumns()}
        rowId={row => row.id}
        rowLabel={row => row.name}
        search={search}
        onSearch={onSearch}
        searchPlaceholder={t('search')}
        filters={useProductFilters()}
        views={useProductViews(isCounting)}
        rowHref={row => `/app/products/${row.id}`}
        mark={markOf}
        rowActions={row => <RowActions product={row} />}
        {...((can('UPDATE_PRODUCT') || can('DELETE_PRODUCT')) && {
          bulk: (rows: Product[], clear: () => void) => <BulkActions rows={rows} clear={clear} bulk={bulk} />,
        })}
        exportPath="/api/products/"
        empty={<Nothing add={mayAdd ? add : null} />}
      />
      <BulkDialogs bulk={bulk} />
      {mayAdd && address.new !== undefined && (
        <NewProduct
          code={address.code === undefined ? '' : String(address.code)}
          close={() => onSearch({ new: undefined, code: undefined })}
        />
      )}
    </>
  )
}

function Summary({ isCounting }: { isCounting: boolean }) {
  const { t } = useTranslation('catalog')
  const { number } = useFormat()
  const [active, archived] = [useCount({ is_active: true }, isCounting), useCount({ is_active: false }, isCounting)]
  if (active === undefined || archived === undefined) return null
  return t(archived > 0 ? 'summary.both' : 'summary.active', {
    count: active,
    active: number(active),
    archived: number(archived),
  })
}

function Actions({ add }: { add: (() => void) | null }) {
  const { t } = useTranslation('catalog')
  return (
    <>
      <ButtonLink to="/app/categories" icon={Tags} className="max-desk:hidden">
        {t('categories')}
      </ButtonLink>
      {add && (
        <Button kind="primary" icon={Plus} kbd="C" onClick={add}>
          {t('new.button')}
        </Button>
      )}
    </>
  )
}

function RowActions({ product: { id, name, track_stock } }: { product: Product }) {
  const { t } = useTranslation('catalog')
  const can = useCan()
  const navigate = useNavigate()
  if (!can('ADJUST_STOCK') || !track_stock) return null
  const adjust = () => void navigate({ to: '/app/stock', search: { do: 'adjust', product: id } } as never)
  return <IconButton size="sm" icon={Warehouse} label={t('adjustOf', { name })} onClick={adjust} />
}

function Nothing({ add }: { add: (() => void) | null }) {
  const { t } = useTranslation('catalog')
  return (
    <Empty
      title={t('empty.title')}
      actions={
        add && (
          <Button kind="primary" icon={Plus} onClick={add}>
            {t('new.button')}
          </Button>
        )
      }
    >
      {add ? t('empty.text') : t('empty.wait')}
    </Empty>
  )
}
