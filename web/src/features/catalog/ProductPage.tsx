import { useQueryClient } from '@tanstack/react-query'
import type { Product } from '../../../../server/features/catalog/contract.ts'
import { useCan } from '../../app/session.ts'
import type { ListSearch } from '../../lib/list.ts'
import { useNames } from '../../lib/names.ts'
import { useGet } from '../../lib/query.ts'
import { useTranslation } from '../../lib/translation.ts'
import { ButtonLink, ErrorState, Skeleton, Tabs, useKey } from '../../ui/index.ts'
import { useCategoryName } from './categories.ts'
import { pathOf } from './changes.ts'
import { AuditTab } from './detail/AuditTab.tsx'
import { DeleteProduct } from './detail/DeleteProduct.tsx'
import { History } from './detail/History.tsx'
import { Overview } from './detail/Overview.tsx'
import { ProductHead } from './detail/ProductHead.tsx'
import { Why } from './detail/Why.tsx'
import { EditProduct } from './edit/EditProduct.tsx'
import { productRoute } from './routes.ts'

/** One product: what there is of it and where, what happened to it, what it is. */
export default function ProductPage() {
  const { t } = useTranslation('catalog')
  const { id } = productRoute.useParams()
  const { data: product, error, refetch } = useGet<Product>(pathOf(Number(id)), undefined, useKnown(Number(id)))
  if (error && !product)
    return (
      <ErrorState
        page
        error={error}
        onRetry={refetch}
        actions={<ButtonLink to="/app/products">{t('products')}</ButtonLink>}
      />
    )
  if (!product) return <Loading />
  return <Shown product={product} />
}

type Part = 'edit' | 'why' | 'delete'

function Shown({ product }: { product: Product }) {
  const { t } = useTranslation('catalog')
  const can = useCan()
  const search = productRoute.useSearch()
  const navigate = productRoute.useNavigate()
  const category = useCategoryName()(product.category)
  const nameOf = useNames([product.assigned_to, product.created_by])
  const open = (part: Part) => void navigate({ search: (old: ListSearch) => ({ ...old, open: part }) })
  const close = () => void navigate({ search: ({ open: _, ...old }: ListSearch) => old, replace: true })
  const mayUpdate = can('UPDATE_PRODUCT')
  const mayExplain = can('VIEW_STOCK')
  useKey('e', () => open('edit'), { enabled: mayUpdate })
  useKey('w', () => open('why'), { enabled: mayExplain })
  const tabs = tabsFor(can)
  const tab = tabs.find(one => one === search.tab) ?? 'overview'
  return (
    <>
      <ProductHead product={product} category={category} open={open} />
      {tabs.length > 1 && (
        <Tabs
          label={t('tabs.label')}
          value={tab}
          items={tabs.map(value => ({
            value,
            label: t(`tabs.${value}`),
            link: {
              to: '/app/products/$id',
              params: { id: String(product.id) },
              search: value === 'overview' ? {} : { tab: value },
            },
          }))}
        />
      )}
      {tab === 'overview' && <Overview product={product} nameOf={nameOf} category={category} />}
      {tab === 'history' && (
        <History
          product={product}
          search={search}
          onSearch={patch => navigate({ search: (old: ListSearch) => ({ ...old, ...patch }), replace: true })}
        />
      )}
      {tab === 'audit' && <AuditTab product={product} cursor={search.cursor} />}
      {search.open === 'why' && mayExplain && <Why product={product} close={close} />}
      {search.open === 'edit' && mayUpdate && (
        <EditProduct
          key={product.id}
          product={product}
          names={{ category, assigned: nameOf(product.assigned_to) }}
          close={close}
        />
      )}
      {search.open === 'delete' && can('DELETE_PRODUCT') && <DeleteProduct product={product} close={close} />}
    </>
  )
}

type Tab = 'overview' | 'history' | 'audit'

function tabsFor(can: (code: string) => boolean): Tab[] {
  return [
    'overview',
    ...(can('VIEW_STOCK') ? ['history' as const] : []),
    ...(can('VIEW_AUDIT_LOGS') ? ['audit' as const] : []),
  ]
}

/** From the list that led here: shown at once, and asked for anew. */
function useKnown(id: number) {
  const client = useQueryClient()
  return {
    placeholderData: () =>
      client
        .getQueriesData<{ results?: Product[] }>({ queryKey: ['/api/products/'] })
        .flatMap(([, page]) => page?.results ?? [])
        .find(product => product.id === id),
  }
}

const Loading = () => (
  <div className="grid gap-4">
    <Skeleton shape="text" rows={2} />
    <div className="grid gap-4 desk:grid-cols-[minmax(0,1fr)_360px]">
      <Skeleton shape="block" height={320} />
      <Skeleton shape="block" height={320} />
    </div>
  </div>
)
