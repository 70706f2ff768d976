import { Check, type LucideIcon, Mail, PackageCheck, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormat } from '../../../lib/format.ts'
import { useNames } from '../../../lib/names.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { isLow, LevelBar, Skeleton } from '../../../ui/index.ts'
import { type Order, type Preview, type Product, thousandths, useLocations, useProducts } from '../orders.ts'
import { Headline } from './Headline.tsx'
import { useAmount } from './useAmount.ts'
import { usePreview } from './usePreview.ts'
import { useSelfLock } from './useSelfLock.ts'

type StockLine = Preview['stock'][number]

/** What approving would do: one sentence, the levels with this request in brass, what follows. */
export function Consequences({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const lock = useSelfLock(order)
  const products = useProducts(order.items.map(({ product }) => product))
  const { stock: counted, error } = usePreview(order, products)
  return (
    <section className="decision-after" aria-labelledby="if-approved">
      <h3 id="if-approved">{t('after.title')}</h3>
      {counted ? (
        <>
          <p className="decision-headline">
            <Headline order={order} stock={counted} unitOf={id => products.get(id)?.unit} />
          </p>
          <div className="grid gap-4">
            {counted.slice(0, 4).map(line => (
              <Level
                key={line.product}
                order={order}
                line={line}
                product={products.get(line.product)}
                isNamed={counted.length > 1}
              />
            ))}
          </div>
          <Follows order={order} stock={counted} products={products} />
        </>
      ) : lock ? (
        <p className="mt-2">{lock}</p>
      ) : error ? (
        <p className="mt-2 text-danger-text">{t('after.unknown')}</p>
      ) : (
        <Skeleton shape="block" height={120} className="mt-2" />
      )}
    </section>
  )
}

type LevelProps = { order: Order; line: StockLine; product: Product | undefined; isNamed: boolean }

function Level({ order, line, product, isNamed }: LevelProps) {
  const { t } = useTranslation('orders')
  const { quantity } = useFormat()
  const asked = askedOf(order, line.product)
  const { available, reserved, incoming } = line.after
  const isSale = order.kind === 'sale'
  const held = Math.max(0, thousandths(isSale ? reserved - asked : reserved))
  const coming = Math.max(0, thousandths(isSale ? incoming : incoming - asked))
  const units = (value: number) => <b>{quantity(value, product?.unit)}</b>
  const parts: [string, string, number][] = [
    ['bg-chart-1', 'after.free', available],
    ['border border-dashed border-chart-1', 'after.coming', coming],
    ['bg-input', 'after.held', held],
    ['bg-brass', 'after.this', asked],
  ]
  return (
    <div>
      {isNamed && <p className="mb-1 truncate text-12 font-medium">{line.name}</p>}
      <LevelBar
        free={available}
        held={held}
        incoming={coming}
        thisRequest={asked}
        reorder={product?.reorder_point ?? null}
        width="100%"
        height={isNamed ? 10 : 18}
      />
      <p className="decision-legend" aria-hidden>
        {parts.map(
          ([look, key, value]) =>
            (value > 0 || key === 'after.free') && (
              <span key={key}>
                <i className={look} />
                {units(value)} {t(key)}
              </span>
            ),
        )}
        {product?.reorder_point != null && (
          <span>{t('after.reorder', { units: quantity(product.reorder_point, product.unit) })}</span>
        )}
      </p>
    </div>
  )
}

type FollowsProps = { order: Order; stock: readonly StockLine[]; products: ReadonlyMap<number, Product> }

function Follows({ order, stock, products }: FollowsProps) {
  const { t } = useTranslation('orders')
  const { quantity } = useFormat()
  const concerned = order.kind === 'sale' ? (order.customer ?? order.created_by) : order.created_by
  const name = useNames([concerned, order.assigned_to])
  const place = useLocations().find(({ id }) => id === order.location)?.name
  const units = useAmount(order.items).long
  const low = stock.flatMap(line => {
    const product = products.get(line.product)
    const isBelow =
      product && isLow({ free: line.after.available, incoming: line.after.incoming, reorder: product.reorder_point })
    return isBelow ? [{ ...line, product }] : []
  })
  return (
    <ul className="decision-follows">
      {order.kind === 'sale' && stock.length > 0 && (
        <Follow icon={Check} tone="good">
          {t('after.allHeld')}
        </Follow>
      )}
      {order.kind === 'restock' && (
        <Follow icon={PackageCheck} tone="good">
          {place ? t('after.expectedAt', { units, place }) : t('after.expected', { units })}
        </Follow>
      )}
      {low.map(({ product, name: productName, after }) => (
        <Follow key={product.id} icon={TriangleAlert} tone="warn">
          {t(order.kind === 'sale' ? 'after.low' : 'after.stillLow', {
            name: productName,
            free: quantity(thousandths(after.available + after.incoming), product.unit),
            point: quantity(product.reorder_point, product.unit),
          })}
        </Follow>
      ))}
      {concerned !== null && <Follow icon={Mail}>{t('after.told', { who: name(concerned) })}</Follow>}
      {order.assigned_to !== null && (
        <Follow icon={PackageCheck}>{t('after.assigned', { who: name(order.assigned_to) })}</Follow>
      )}
    </ul>
  )
}

function Follow({ icon: Icon, tone, children }: { icon: LucideIcon; tone?: 'good' | 'warn'; children: ReactNode }) {
  return (
    <li className={tone}>
      <Icon aria-hidden />
      <span className="min-w-0 break-words">{children}</span>
    </li>
  )
}

const askedOf = ({ items }: Order, productId: number): number =>
  thousandths(items.filter(({ product }) => product === productId).reduce((all, { quantity }) => all + quantity, 0))
