import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Sku } from '../../../ui/index.ts'
import { ProductPicture } from '../../catalog/parts/ProductPicture.tsx'
import { type Order, type OrderItem, type Product, useLocations, useProducts } from '../orders.ts'

/** What is asked for, beside what there is. */
export function DecisionLines({ order }: { order: Order }) {
  const products = useProducts(order.items.map(({ product }) => product))
  const place = useLocations().find(({ id }) => id === order.location)?.name
  return (
    <ul>
      {order.items.map(item => (
        <Line key={item.id} item={item} product={products.get(item.product)} place={place} />
      ))}
    </ul>
  )
}

function Line({ item, product, place }: { item: OrderItem; product: Product | undefined; place: string | undefined }) {
  const { t } = useTranslation('orders')
  const { money, quantity } = useFormat()
  const isCounted = product !== undefined && product.stock !== null
  return (
    <li className="decision-line">
      <ProductPicture product={{ name: item.name, image: product?.image ?? null }} size={56} />
      <div className="min-w-0 flex-1">
        <b className="line-clamp-2 text-14 font-semibold break-words">{item.name}</b>
        <p className="mt-1 flex min-w-0 flex-wrap items-center gap-2 text-12 text-muted-foreground">
          <Sku className="max-w-48">{item.sku}</Sku>
          {place}
        </p>
      </div>
      <dl className="decision-figures">
        <div>
          <dt>{t('queue.figures.asked')}</dt>
          <dd>{quantity(item.quantity, product?.unit)}</dd>
        </div>
        {isCounted && (
          <div>
            <dt>{t('queue.figures.onHand')}</dt>
            <dd>{quantity(product.on_hand, product.unit)}</dd>
          </div>
        )}
        {item.total_price !== null && (
          <div>
            <dt>{t('queue.figures.value')}</dt>
            <dd>{money(item.total_price)}</dd>
          </div>
        )}
      </dl>
    </li>
  )
}
