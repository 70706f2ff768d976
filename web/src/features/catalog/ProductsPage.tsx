import { useNavigate } from '@tanstack/react-router'
import { Plus, Tags, Warehouse } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useCallback, useMemo } from 'react'
import type { Product } from '../../../../server/features/catalog/contract.ts'
import { useCan } from '../../app/session.ts'
import { useFormat } from '../../lib/format.ts'
import { type ListSearch, useList } from '../../lib/list.ts'
import { useShown } from '../../lib/shown.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button, ButtonLink, Empty, IconButton, PageHead, useKey } from '../../ui/index.ts'
import { useLoadedSoon } from '../../ui/late.ts'
import { DataTable } from '../../ui/table/index.ts'
import { askedOf, productsPath } from './asked.ts'
import { BulkActions } from './bulk/BulkActions.tsx'
import { useBulk } from './bulk/useBulk.ts'
import { markOf } from './facts.ts'
import { useProductColumns } from './list/useProductColumns.tsx'
import { useProductFilters } from './list/useProductFilters.ts'
import { useCount, useProductViews } from './list/useProductViews.ts'
import { productsRoute } from './routes.ts'

const loadNew = () => import('./edit/NewProduct.tsx')
const NewProduct = lazy(() => loadNew().then(({ NewProduct }) => ({ default: NewProduct })))
const loadDialogs = () => import('./bulk/BulkDialogs.tsx')
const BulkDialogs = lazy(() => loadDialogs().then(({ BulkDialogs }) => ({ default: BulkDialogs })))

/** Every product: what there is, what it costs, what runs low. */
export default function ProductsPage() {
  const { t } = useTranslation('catalog')
  const can = useCan()
  const address = productsRoute.useSearch()
  const search = useMemo(() => askedOf(address), [address])
  const list = useList<Product>(productsPath, search)
  const navigate = productsRoute.useNavigate()
  const onSearch = useCallback(
    (patch: ListSearch) => void navigate({ search: (old: ListSearch) => ({ ...old, ...patch }), replace: true }),
    [navigate],
  )
  const bulk = useBulk()
  const isCounting = useShown() && !list.isLoading
  const mayAdd = can('CREATE_PRODUCT')
  const add = () => void navigate({ search: (old: ListSearch) => ({ ...old, new: 1 }) })
  useKey('c', add, { enabled: mayAdd })
  useLoadedSoon(loadNew)
  useLoadedSoon(loadDialogs)
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
        rowId={idOf}
        rowLabel={nameOf}
        search={search}
        onSearch={onSearch}
        searchPlaceholder={t('search')}
        filters={useProductFilters()}
        views={useProductViews(isCounting)}
        rowHref={hrefOf}
        mark={markOf}
        rowActions={useRowActions()}
        {...((can('UPDATE_PRODUCT') || can('DELETE_PRODUCT')) && {
          bulk: (rows: Product[], clear: () => void) => <BulkActions rows={rows} clear={clear} bulk={bulk} />,
        })}
        exportPath={productsPath}
        empty={<Nothing add={mayAdd ? add : null} />}
      />
      <Suspense>
        {(bulk.asked || bulk.refused.length > 0) && <BulkDialogs bulk={bulk} />}
        {mayAdd && address.new !== undefined && (
          <NewProduct
            code={address.code === undefined ? '' : String(address.code)}
            close={() => onSearch({ new: undefined, code: undefined })}
          />
        )}
      </Suspense>
    </>
  )
}

const idOf = ({ id }: Product): number => id
const nameOf = ({ name }: Product): string => name
const hrefOf = ({ id }: Product): string => `/app/products/${id}`

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

function useRowActions(): (product: Product) => ReactNode {
  const { t } = useTranslation('catalog')
  const mayAdjust = useCan()('ADJUST_STOCK')
  const navigate = useNavigate()
  const isShown = useShown()
  return useCallback(
    ({ id, name, track_stock }: Product) => {
      if (!mayAdjust || !track_stock) return null
      // Seen by whoever comes near; until then its place is enough.
      if (!isShown) return <span className="btn btn-bare btn-sm btn-icon" aria-hidden />
      const adjust = () => void navigate({ to: '/app/stock', search: { do: 'adjust', product: id } } as never)
      return <IconButton size="sm" icon={Warehouse} label={t('adjustOf', { name })} onClick={adjust} />
    },
    [t, mayAdjust, navigate, isShown],
  )
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
