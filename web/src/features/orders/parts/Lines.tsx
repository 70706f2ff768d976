import { Check } from 'lucide-react'
import { useCan } from '../../../app/session.ts'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Sheet, Sku, SrOnly, Total } from '../../../ui/index.ts'
import { roles } from '../../../ui/table/roles.ts'
import { ProductPicture } from '../../catalog/parts/ProductPicture.tsx'
import { leftOf, type Order, type OrderItem, type Product, useProducts } from '../orders.ts'
import { PlaceLink } from './PlaceLink.tsx'
import { useAmount } from './useAmount.ts'

/** What was ordered, and how much of it is fulfilled. */
export function Lines({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const format = useFormat()
  const products = useProducts(order.items.map(({ product }) => product))
  const amount = useAmount(order.items)
  return (
    <Sheet
      title={t('lines.title')}
      flush
      actions={
        <span className="text-12 text-muted-foreground">
          {t(`lines.prices.${order.kind}`, { when: format.dateTime(order.created_at) })}
        </span>
      }
    >
      <table {...roles.table} className="ledger ledger-cards order-lines" aria-label={t('lines.title')}>
        <thead {...roles.group}>
          <tr {...roles.row}>
            <th {...roles.head} className="ledger-margin">
              <SrOnly>{t('lines.done')}</SrOnly>
            </th>
            <th {...roles.head}>{t('lines.product')}</th>
            <th {...roles.head}>{t('lines.sku')}</th>
            <th {...roles.head} className="ledger-num">
              {t('lines.unitPrice')}
            </th>
            <th {...roles.head} className="ledger-num">
              {t('lines.quantity')}
            </th>
            <th {...roles.head} className="ledger-num">
              {t('lines.amount')}
            </th>
          </tr>
        </thead>
        <tbody {...roles.group}>
          {order.items.map(item => (
            <Line key={item.id} order={order} item={item} product={products.get(item.product)} />
          ))}
        </tbody>
      </table>
      <dl className="order-sums">
        <div>
          <dt>{t('lines.together')}</dt>
          <dd>{amount.long}</dd>
        </div>
        <div className="whole">
          <dt>{t('lines.total')}</dt>
          <dd>
            <Total>{format.money(order.total_price)}</Total>
          </dd>
        </div>
      </dl>
    </Sheet>
  )
}

type LineProps = { order: Order; item: OrderItem; product: Product | undefined }

function Line({ order, item, product }: LineProps) {
  const { money, quantity } = useFormat()
  const seesProducts = useCan()('VIEW_PRODUCTS')
  return (
    <tr {...roles.row}>
      <td {...roles.cell} className="ledger-margin">
        {leftOf(item) === 0 && <Check aria-hidden />}
      </td>
      <td {...roles.cell} className="card-title">
        <span className="thing">
          <ProductPicture product={{ name: item.name, image: product?.image ?? null }} size={40} />
          <span>
            <b>
              {product && seesProducts ? (
                <PlaceLink to={`/app/products/${item.product}`} className="hover:underline">
                  {item.name}
                </PlaceLink>
              ) : (
                item.name
              )}
            </b>
            <small>
              <span className="desk:hidden">
                {quantity(item.quantity, product?.unit)} × {money(item.unit_price)}
                {' · '}
              </span>
              <LineState order={order} item={item} />
            </small>
          </span>
        </span>
      </td>
      <td {...roles.cell}>
        <Sku className="max-w-44">{item.sku}</Sku>
      </td>
      <td {...roles.cell} className="ledger-num">
        {money(item.unit_price)}
      </td>
      <td {...roles.cell} className="ledger-num font-semibold">
        {quantity(item.quantity, product?.unit)}
      </td>
      <td {...roles.cell} className="ledger-num card-value font-semibold">
        {money(item.total_price)}
      </td>
    </tr>
  )
}

/** Held, on its way, 2 of 5 fulfilled, done. */
function LineState({ order, item }: { order: Order; item: OrderItem }) {
  const { t } = useTranslation('orders')
  const { number } = useFormat()
  const { kind, status } = order
  if (status === 'rejected' || status === 'cancelled') return t('lineState.released')
  if (leftOf(item) === 0) return <span className="text-success-text">{t(`lineState.done.${kind}`)}</span>
  if (item.fulfilled > 0)
    return t(status === 'fulfilled' ? 'lineState.closed' : 'lineState.part', {
      done: number(item.fulfilled),
      all: number(item.quantity),
    })
  if (status === 'fulfilled') return t('lineState.none')
  return kind === 'sale' ? t('lineState.held') : t(status === 'approved' ? 'lineState.expected' : 'lineState.asked')
}
