import { useParams } from '@tanstack/react-router'
import { Printer } from 'lucide-react'
import { useTranslation } from '../../lib/translation.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/blanks.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Paper } from '../orders/parts/Paper.tsx'
import { type Order, useOwnOrder } from './orders.ts'
import { NoSuchOrder } from './parts/NoSuchOrder.tsx'
import { OnlyMembers } from './parts/OnlyMembers.tsx'
import { useMember, useShop } from './shop.ts'

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
      <OwnPaper order={order} />
    </>
  )
}

function OwnPaper({ order }: { order: Order }) {
  const { t } = useTranslation(['store/buying', 'store'])
  const { name, slug } = useShop()
  const me = useMember(slug)
  const isOwn = me !== null && order.customer === me.id
  return (
    <Paper
      order={order}
      company={name}
      customer={isOwn ? me.name || me.username : undefined}
      words={{
        title: t('paper.title', { number: order.number }),
        head: t('paper.head'),
        for: t('paper.for'),
        note: t('order.note'),
        product: t('paper.product'),
        sku: t('product.sku'),
        quantity: t('paper.quantity'),
        price: t('paper.price'),
        amount: t('paper.amount'),
        total: t('summary.total'),
        foot: t(`paper.foot.${order.status}`),
      }}
    />
  )
}
