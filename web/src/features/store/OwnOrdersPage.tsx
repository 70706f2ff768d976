import { useSearch } from '@tanstack/react-router'
import { useFormat } from '../../lib/format.ts'
import { useList } from '../../lib/list.ts'
import { useTranslation } from '../../lib/translation.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { Empty, ErrorState } from '../../ui/blanks.tsx'
import { useWindowTitle } from '../../ui/PageHead.tsx'
import { StatusPill } from '../../ui/pills.tsx'
import { RouterLink } from '../../ui/RouterLink.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { type Order, ownOrders } from './orders.ts'
import { OnlyMembers } from './parts/OnlyMembers.tsx'
import { Picture } from './parts/Picture.tsx'
import type { OrdersSearch } from './search.ts'
import { type Goods, useShop, useTheseGoods } from './shop.ts'

/** One's own orders, the newest first, in the state they are in now. */
export default function OwnOrdersPage() {
  return (
    <OnlyMembers>
      <Orders />
    </OnlyMembers>
  )
}

function Orders() {
  const { t } = useTranslation(['store/buying', 'store'])
  const { slug } = useShop()
  const { cursor } = useSearch({ strict: false }) as OrdersSearch
  const { rows, next, previous, isLoading, error, refetch } = useList<Order>('/api/orders/', {
    ...ownOrders,
    page_size: 20,
    cursor,
  })
  const { known } = useTheseGoods([...new Set(rows.flatMap(({ items }) => items[0]?.product ?? []))])
  useWindowTitle(t('orders.title'))
  if (error && rows.length === 0) return <ErrorState page error={error} title={t('orders.failed')} onRetry={refetch} />
  if (!isLoading && rows.length === 0)
    return (
      <Empty
        page
        title={t('orders.none')}
        actions={
          <ButtonLink kind="primary" to="/store/$slug" params={{ slug }}>
            {t('shelf.back')}
          </ButtonLink>
        }
      >
        {t('orders.noneText')}
      </Empty>
    )
  return (
    <div className="w-full max-w-[760px]">
      <h1 className="mb-4.5">{t('orders.title')}</h1>
      {isLoading ? (
        <Skeleton rows={4} pictures label={t('orders.loading')} />
      ) : (
        <ul className="shop-lines">
          {rows.map(order => (
            <Row key={order.id} order={order} goods={known?.get(order.items[0]?.product ?? 0)} />
          ))}
        </ul>
      )}
      <nav className="mt-5 flex gap-2" aria-label={t('orders.pages')}>
        {previous && <Turn to={previous}>{t('orders.newer')}</Turn>}
        {next && <Turn to={next}>{t('orders.older')}</Turn>}
      </nav>
    </div>
  )
}

function Turn({ to, children }: { to: string; children: string }) {
  const { slug } = useShop()
  return (
    <ButtonLink to="/store/$slug/orders" params={{ slug }} search={{ cursor: to }}>
      {children}
    </ButtonLink>
  )
}

function Row({ order, goods }: { order: Order; goods: Goods | undefined }) {
  const { t } = useTranslation(['store/buying', 'store'])
  const format = useFormat()
  const { slug } = useShop()
  const [first, ...others] = order.items
  return (
    <li className="shop-whole relative hover:bg-hover max-desk:flex-nowrap!">
      <Picture
        goods={goods ?? { id: first?.product ?? 0, name: first?.name ?? '' }}
        sizes="56px"
        className="w-14 flex-none"
      />
      <div className="shop-order">
        <h2 className="min-w-0 truncate">
          <RouterLink
            to="/store/$slug/orders/$id"
            params={{ slug, id: String(order.id) }}
            className="after:absolute after:inset-0 hover:underline"
          >
            {others.length > 0 ? t('orders.andMore', { name: first?.name, count: others.length }) : first?.name}
          </RouterLink>
        </h2>
        <p className="min-w-0 truncate text-13 text-muted-foreground" title={format.dateTime(order.created_at)}>
          {t('orders.line', { number: order.number, date: format.short(order.created_at) })}
        </p>
        <StatusPill state={order.status} />
        <b className="text-end font-semibold">{format.money(order.total_price)}</b>
      </div>
    </li>
  )
}
