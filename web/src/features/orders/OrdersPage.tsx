import { useNavigate } from '@tanstack/react-router'
import { Plus, RefreshCw } from 'lucide-react'
import { useMemo } from 'react'
import { useCan } from '../../app/session.ts'
import { type List, type ListSearch, useList } from '../../lib/list.ts'
import { useTranslation } from '../../lib/translation.ts'
import { ButtonLink, Empty, PageHead, useKey } from '../../ui/index.ts'
import { DataTable, type View } from '../../ui/table/index.ts'
import { useHeld } from './held.ts'
import type { Order } from './orders.ts'
import { useOrderColumns } from './parts/useOrderColumns.tsx'
import { useOrderFilters } from './parts/useOrderFilters.ts'
import { ordersRoute } from './routes.ts'

/** Orders and restock requests, the newest first. */
export default function OrdersPage() {
  const { t } = useTranslation('orders')
  const search = ordersRoute.useSearch()
  const navigate = ordersRoute.useNavigate()
  const list = useWithoutDeleted(useList<Order>('/api/orders/', search))
  const columns = useOrderColumns(list.rows)
  return (
    <>
      <PageHead title={t('list.title')} actions={<PlaceButtons isRestock={search.kind === 'restock'} />} />
      <DataTable
        name="orders"
        label={t('list.title')}
        list={list}
        columns={columns}
        rowId={order => order.id}
        rowLabel={order => t('order', { number: order.number })}
        search={search}
        onSearch={patch => void navigate({ search: (old: ListSearch) => ({ ...old, ...patch }), replace: true })}
        searchPlaceholder={t('list.search')}
        filters={useOrderFilters()}
        views={useOrderViews()}
        rowHref={order => `/app/orders/${order.id}`}
        exportPath="/api/orders/"
        empty={<NoOrders />}
      />
    </>
  )
}

/** What is being deleted is gone already, until its undo. */
function useWithoutDeleted(list: List<Order>): List<Order> {
  const gone = useHeld().filter(({ deed }) => deed === 'delete')
  if (gone.length === 0) return list
  return { ...list, rows: list.rows.filter(({ id }) => !gone.some(({ orderId }) => orderId === id)) }
}

function useOrderViews(): View[] {
  const { t } = useTranslation('orders')
  return useMemo(
    () => [
      { id: 'sales', label: t('views.sales'), search: { kind: 'sale' } },
      { id: 'restock', label: t('views.restock'), search: { kind: 'restock' } },
      { id: 'waiting', label: t('views.waiting'), search: { status__in: 'pending' } },
      { id: 'fulfil', label: t('views.fulfil'), search: { status__in: 'approved' } },
      { id: 'mine', label: t('views.mine'), search: { mine: true } },
    ],
    [t],
  )
}

/** On the page of restocks the request comes first. */
function PlaceButtons({ isRestock }: { isRestock: boolean }) {
  const { t } = useTranslation('orders')
  const can = useCan()
  const navigate = useNavigate()
  const [sells, requests] = [can('CREATE_ORDER'), can('CREATE_RESTOCK')]
  const requestFirst = requests && (isRestock || !sells)
  useKey('c', () => void navigate({ to: '/app/orders/new', search: requestFirst ? { kind: 'restock' } : {} }), {
    enabled: sells || requests,
  })
  const request = requests && (
    <ButtonLink
      key="request"
      to="/app/orders/new"
      search={{ kind: 'restock' }}
      icon={RefreshCw}
      {...(requestFirst && { kind: 'primary', kbd: 'C' })}
    >
      {t('list.request')}
    </ButtonLink>
  )
  const place = sells && (
    <ButtonLink
      key="place"
      to="/app/orders/new"
      search={{}}
      icon={Plus}
      {...(!requestFirst && { kind: 'primary', kbd: 'C' })}
    >
      {t('list.place')}
    </ButtonLink>
  )
  return requestFirst ? [place, request] : [request, place]
}

function NoOrders() {
  const { t } = useTranslation('orders')
  const can = useCan()
  return (
    <Empty
      title={t('list.empty')}
      actions={
        can('CREATE_ORDER') && (
          <ButtonLink to="/app/orders/new" search={{}} kind="primary" icon={Plus}>
            {t('list.place')}
          </ButtonLink>
        )
      }
    >
      {t('list.emptyHint')}
    </Empty>
  )
}
