import { useParams } from '@tanstack/react-router'
import { Printer } from 'lucide-react'
import { useFormat } from '../../lib/format.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/blanks.tsx'
import { Total } from '../../ui/figures.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { type Order, useOwnOrder } from './orders.ts'
import { NoSuchOrder } from './parts/NoSuchOrder.tsx'
import { OnlyMembers } from './parts/OnlyMembers.tsx'
import { useMember, useShop } from './shop.ts'
import '../orders/parts/paper.css'

/** The order's confirmation on paper. */
export default function PrintOwnOrderPage() {
  return (
    <OnlyMembers>
      <Found />
    </OnlyMembers>
  )
}

function Found() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { data: order, error, refetch } = useOwnOrder(id)
  if (order) return <Shown order={order} />
  if (error?.status === 404) return <NoSuchOrder />
  return error ? <ErrorState page error={error} onRetry={refetch} /> : <Skeleton shape="block" height={400} />
}

function Shown({ order }: { order: Order }) {
  const { t } = useTranslation(['store/buying', 'store'])
  const { slug } = useShop()
  return (
    <>
      <div className="no-print">
        <PageHead
          title={t('paper.title', { number: order.number })}
          crumbs={[
            { label: t('orders.title'), link: { to: '/store/$slug/orders', params: { slug } } },
            {
              label: t('order.title', { number: order.number }),
              link: { to: '/store/$slug/orders/$id', params: { slug, id: String(order.id) } },
            },
          ]}
          actions={
            <Button kind="primary" icon={Printer} onClick={() => print()}>
              {t('paper.print')}
            </Button>
          }
          className="mb-4.5 max-desk:flex-wrap"
        />
      </div>
      <Paper order={order} />
    </>
  )
}

function Paper({ order }: { order: Order }) {
  const { t } = useTranslation(['store/buying', 'store'])
  const { t: common } = useTranslation('common')
  const format = useFormat()
  const { name, slug } = useShop()
  const me = useMember(slug)
  const isOwn = me !== null && order.customer === me.id
  return (
    <article className="paper" aria-label={t('paper.title', { number: order.number })}>
      <div className="paper-head">
        <b className="paper-company">{name}</b>
        <div>
          <h2>{t('paper.head')}</h2>
          <p>
            #{order.number} · {format.dateTime(order.created_at)}
            <br />
            {common(`states.${order.status}`)}
          </p>
        </div>
      </div>
      <div className="paper-facts">
        {isOwn && (
          <div>
            <h3>{t('paper.for')}</h3>
            <p>{me.name || me.username}</p>
          </div>
        )}
        {order.note && (
          <div>
            <h3>{t('order.note')}</h3>
            <p className="whitespace-pre-line">{order.note}</p>
          </div>
        )}
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('paper.product')}</th>
            <th scope="col" className="sku-column">
              {t('product.sku')}
            </th>
            {['quantity', 'price', 'amount'].map(column => (
              <th key={column} scope="col" className="num">
                {t(`paper.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {order.items.map(item => (
            <tr key={item.id}>
              <td>{item.name}</td>
              <td className="sku-column type-narrow">{item.sku}</td>
              <td className="num">{format.number(item.quantity)}</td>
              <td className="num">{format.money(item.unit_price)}</td>
              <td className="num">{format.money(item.total_price)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="paper-total">
        {t('summary.total')} <Total>{format.money(order.total_price)}</Total>
      </p>
      <p className="paper-foot">{t(`paper.foot.${order.status}`)}</p>
    </article>
  )
}
