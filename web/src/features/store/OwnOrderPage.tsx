import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Ban, Download, Printer, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { ApiError } from '../../lib/api.ts'
import { useFormat } from '../../lib/format.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button } from '../../ui/Button.tsx'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { ErrorState } from '../../ui/blanks.tsx'
import { Note } from '../../ui/Note.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { StatusPill } from '../../ui/pills.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { toast } from '../../ui/toast.ts'
import { useCart } from './cart.ts'
import { inThousandths } from './cartLines.ts'
import { downloadPdf, type Order, useOwnOrder } from './orders.ts'
import { CancelOrder } from './parts/CancelOrder.tsx'
import { NoSuchOrder } from './parts/NoSuchOrder.tsx'
import { OnlyMembers } from './parts/OnlyMembers.tsx'
import { OrderHistory } from './parts/OrderHistory.tsx'
import { OrderLines } from './parts/OrderLines.tsx'
import type { OrderSearch } from './search.ts'
import { useShop } from './shop.ts'
import { useUnderWay } from './useCheckout.ts'

/** How far an order is, what it holds, and what may be done about it still. */
export default function OwnOrderPage() {
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
  return error ? <ErrorState page error={error} onRetry={refetch} /> : <Skeleton rows={4} pictures />
}

function Shown({ order }: { order: Order }) {
  const { t } = useTranslation(['store/buying', 'store'])
  const format = useFormat()
  const { slug } = useShop()
  const { placed, do: doing } = useSearch({ strict: false }) as OrderSearch
  return (
    <>
      <PageHead
        title={t('order.title', { number: order.number })}
        mark={<StatusPill state={order.status} />}
        sub={t('order.placed', { when: format.dateTime(order.created_at) })}
        crumbs={[{ label: t('orders.title'), link: { to: '/store/$slug/orders', params: { slug } } }]}
        actions={<Actions order={order} />}
        className="mb-4.5 max-desk:flex-wrap"
      />
      <div className="shop-two">
        <div className="grid min-w-0 gap-4">
          {placed && <Placed order={order} />}
          {order.reason && (order.status === 'rejected' || order.status === 'cancelled') && (
            <Note tone={order.status === 'rejected' ? 'danger' : 'neutral'}>
              <b>{t(`order.why.${order.status}`)}</b> <span className="break-words">{order.reason}</span>
            </Note>
          )}
          {doing === 'cancel' && order.abilities.cancel && <CancelOrder order={order} />}
          <OrderLines order={order} />
        </div>
        <Sheet title={t('history.title')}>
          <OrderHistory order={order} />
        </Sheet>
      </div>
    </>
  )
}

function Placed({ order }: { order: Order }) {
  const { t } = useTranslation(['store/buying', 'store'])
  const { name } = useShop()
  return (
    <Note tone="success" role="status">
      <b>{t('order.isPlaced', { number: order.number })}</b>{' '}
      {t(order.status === 'pending' ? 'order.isHeldAsked' : 'order.isHeld', { shop: name })}
    </Note>
  )
}

function Actions({ order }: { order: Order }) {
  const { t } = useTranslation(['store/buying', 'store'])
  const { slug } = useShop()
  const navigate = useNavigate()
  const params = { slug, id: String(order.id) }
  const [isBusy, setBusy] = useState(false)
  const download = async () => {
    setBusy(true)
    try {
      await downloadPdf(order)
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      toast.error(t('order.noPdf'))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <ButtonLink icon={Printer} to="/store/$slug/orders/$id/print" params={params}>
        {t('order.print')}
      </ButtonLink>
      <Button icon={Download} busy={isBusy} onClick={() => void download()}>
        {t('order.pdf')}
      </Button>
      <Again order={order} />
      {order.abilities.cancel && (
        <Button
          kind="danger"
          icon={Ban}
          onClick={() => void navigate({ to: '/store/$slug/orders/$id', params, search: { do: 'cancel' } })}
        >
          {t('order.cancel')}
        </Button>
      )}
    </>
  )
}

/** The same into the cart; what it costs now is said there. */
function Again({ order }: { order: Order }) {
  const { t } = useTranslation(['store/buying', 'store'])
  const { slug } = useShop()
  const navigate = useNavigate()
  const { put } = useCart(slug)
  if (useUnderWay()) return null
  const again = () => {
    for (const { product, name, quantity, unit_price } of order.items)
      put({ id: product, name, quantity: inThousandths(quantity), price: unit_price ?? '0' })
    void navigate({ to: '/store/$slug/cart', params: { slug } })
  }
  return (
    <Button icon={RefreshCw} onClick={again}>
      {t('order.again')}
    </Button>
  )
}
