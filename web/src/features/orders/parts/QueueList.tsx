import { useFormat } from '../../../lib/format.ts'
import { nameOf, usePeople } from '../../../lib/names.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Avatar, isLow, StockMark, SystemStamp, When } from '../../../ui/index.ts'
import { type Order, type Product, useProducts } from '../orders.ts'
import { useSummary } from './OrderSummary.tsx'
import type { Queue } from './useQueue.ts'

/** The queue at the side: who asks for what since when, and what would be left. */
export function QueueList({ queue }: { queue: Queue }) {
  const { t } = useTranslation('orders')
  const { rows, lockedFrom, current } = queue
  const products = useProducts(
    rows
      .slice(0, 50)
      .flatMap(({ items }) => items.slice(0, 2).map(({ product }) => product))
      .slice(0, 100),
  )
  if (rows.length === 0) return <p className="px-4 py-6 text-muted-foreground">{t('queue.empty')}</p>
  const show = (order: Order) => (
    <li key={order.id}>
      <Row order={order} products={products} isCurrent={order.id === current?.id} onOpen={() => queue.open(order.id)} />
    </li>
  )
  return (
    <>
      <ul className="overflow-y-auto">{rows.slice(0, lockedFrom).map(show)}</ul>
      {rows.length > lockedFrom && (
        <>
          <h2 className="queue-heading">{t('queue.yours')}</h2>
          <ul>{rows.slice(lockedFrom).map(show)}</ul>
        </>
      )}
    </>
  )
}

type RowProps = { order: Order; products: ReadonlyMap<number, Product>; isCurrent: boolean; onOpen: () => void }

function Row({ order, products, isCurrent, onOpen }: RowProps) {
  const { t } = useTranslation('orders')
  const summary = useSummary()
  const person = usePeople([order.created_by])(order.created_by)
  const name = order.created_by === null ? t('byItself') : person ? nameOf(person) : '…'
  const tightest = tightestOf(order, products)
  const low =
    tightest && isLow({ free: tightest.stock ?? 0, incoming: tightest.incoming, reorder: tightest.reorder_point })
  return (
    <button type="button" className="queue-row" aria-current={isCurrent || undefined} onClick={onOpen}>
      <span className="queue-margin">{low && <StockMark mark={tightest.stock === 0 ? 'out' : 'low'} />}</span>
      {order.created_by === null ? <SystemStamp /> : <Avatar name={name} colour={person?.avatar_color} />}
      <span className="min-w-0 flex-1">
        <b className="truncate">{summary(order)}</b>
        <small className="truncate">
          #{order.number} · {name} · {t(`kinds.${order.kind}`)} · <When iso={order.created_at} />
        </small>
      </span>
      {tightest && <Left order={order} product={tightest} isLow={Boolean(low)} />}
    </button>
  )
}

function Left({ order, product, isLow: low }: { order: Order; product: Product; isLow: boolean }) {
  const { t } = useTranslation('orders')
  const { quantity } = useFormat()
  const asked = order.items.filter(item => item.product === product.id).reduce((all, item) => all + item.quantity, 0)
  const units = quantity(
    order.kind === 'sale' ? product.stock : (product.stock ?? 0) + product.incoming + asked,
    product.unit,
  )
  return (
    <span
      className={`mt-0.5 self-start text-12 whitespace-nowrap ${low && order.kind === 'sale' ? 'font-medium text-warn-text' : 'text-muted-foreground'}`}
    >
      {t(`queue.left.${order.kind}`, { units })}
    </span>
  )
}

/** Of the order's products that are counted the one of which least is left. */
function tightestOf({ items }: Order, products: ReadonlyMap<number, Product>): Product | undefined {
  const known = items.flatMap(({ product }) => products.get(product) ?? []).filter(({ stock }) => stock !== null)
  return known.toSorted((a, b) => (a.stock ?? 0) - (b.stock ?? 0))[0]
}
