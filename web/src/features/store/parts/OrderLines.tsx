import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Total } from '../../../ui/figures.tsx'
import { RouterLink } from '../../../ui/RouterLink.tsx'
import type { Order, OrderItem } from '../orders.ts'
import { type Goods, useShop, useTheseGoods } from '../shop.ts'
import { useQuantity } from '../units.ts'
import { Picture } from './Picture.tsx'

/** What was ordered, at the price of that moment. */
export function OrderLines({ order }: { order: Order }) {
  const { t } = useTranslation(['store/buying', 'store'])
  const { money } = useFormat()
  const { known } = useTheseGoods([...new Set(order.items.map(({ product }) => product))].slice(0, 100))
  return (
    <section aria-labelledby="order-lines">
      <h2 id="order-lines" className="sr-only">
        {t('order.lines')}
      </h2>
      <ul className="shop-lines">
        {order.items.map(item => (
          <Line key={item.id} item={item} goods={known?.get(item.product)} isOver={isOver(order)} />
        ))}
      </ul>
      <p className="mt-3 flex items-baseline justify-end gap-6 text-16 font-semibold">
        {t('summary.total')} <Total>{money(order.total_price)}</Total>
      </p>
      {order.note && (
        <div className="mt-4">
          <h2>{t('order.note')}</h2>
          <p className="whitespace-pre-line text-muted-foreground">{order.note}</p>
        </div>
      )}
    </section>
  )
}

const isOver = ({ status }: Order) => status === 'rejected' || status === 'cancelled'

function Line({ item, goods, isOver }: { item: OrderItem; goods: Goods | undefined; isOver: boolean }) {
  const { t } = useTranslation(['store/buying', 'store'])
  const { money } = useFormat()
  const { slug } = useShop()
  const quantity = useQuantity()
  const unit = goods?.unit ?? 'piece'
  const isPart = !isOver && item.fulfilled > 0 && item.fulfilled < item.quantity
  return (
    <li className="max-desk:flex-nowrap!">
      <Picture goods={goods ?? { id: item.product, name: item.name }} sizes="56px" className="w-14 flex-none" />
      <div className="min-w-0 flex-1">
        {goods ? (
          <RouterLink
            to="/store/$slug/product/$id"
            params={{ slug, id: String(item.product) }}
            className="shop-name font-semibold hover:underline"
          >
            <span className="line-clamp-3">{item.name}</span>
          </RouterLink>
        ) : (
          <b className="line-clamp-3">{item.name}</b>
        )}
        <p className="text-13 text-muted-foreground">
          {quantity(item.quantity, unit)} × {money(item.unit_price)}
        </p>
        {isPart && (
          <p className="text-13">
            {t('order.part', { done: quantity(item.fulfilled, unit), all: quantity(item.quantity, unit) })}
          </p>
        )}
      </div>
      <b className="flex-none text-end font-semibold">{money(item.total_price)}</b>
    </li>
  )
}
