import { useTranslation } from '../../lib/translation.ts'
import { ButtonLink, ErrorState, Note, PageHead, Skeleton, StatusPill } from '../../ui/index.ts'
import { type Order, useHistory, useOrder } from './orders.ts'
import { Details } from './parts/Details.tsx'
import { History } from './parts/History.tsx'
import { Lines } from './parts/Lines.tsx'
import { OrderActions } from './parts/OrderActions.tsx'
import { OrderDialogs } from './parts/OrderDialogs.tsx'
import { Possible } from './parts/Possible.tsx'
import { RefusalNote } from './parts/RefusalNote.tsx'
import { Steps } from './parts/Steps.tsx'
import { useDeed } from './parts/useDeed.ts'
import { useResumed } from './parts/useHolding.ts'
import { orderRoute } from './routes.ts'

/** One order or restock request: where it stands, what is in it, what can be done, what happened. */
export default function OrderPage() {
  const { t } = useTranslation('orders')
  const { id } = orderRoute.useParams()
  const { data: order, error, refetch } = useOrder(Number(id))
  useResumed()
  if (order) return <Shown key={order.id} order={order} />
  if (error)
    return (
      <ErrorState
        page
        error={error}
        onRetry={refetch}
        actions={<ButtonLink to="/app/orders">{t('list.title')}</ButtonLink>}
      />
    )
  return <Coming />
}

function Shown({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const { data: history } = useHistory(order.id)
  const doer = useDeed(order)
  const entries = history?.results ?? []
  return (
    <>
      <PageHead
        title={t(`title.${order.kind}`, { number: order.number })}
        crumbs={[
          { label: t('list.title'), link: { to: '/app/orders' } },
          { label: t(`kinds.${order.kind}`), link: { to: '/app/orders', search: { kind: order.kind } } },
        ]}
        mark={<StatusPill state={order.status} />}
        actions={<OrderActions order={order} doer={doer} />}
        className="max-desk:flex-wrap"
      />
      <RefusalNote refusal={doer.refusal} />
      {order.reason && (
        <Note tone={order.status === 'rejected' ? 'danger' : 'neutral'}>
          <span className="break-words">{t(`reason.${order.status}`, { reason: reasonOf(order, t) })}</span>
        </Note>
      )}
      <Steps order={order} history={entries} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="grid min-w-0 gap-4">
          <Lines order={order} />
          <History order={order} entries={entries} />
        </div>
        <div className="grid min-w-0 gap-4">
          <Possible order={order} />
          <Details order={order} />
        </div>
      </div>
      <OrderDialogs order={order} doer={doer} />
    </>
  )
}

const reasonOf = ({ reason }: Order, t: (key: string) => string) =>
  reason === 'expired' ? t('reason.expired') : reason

function Coming() {
  return (
    <div className="grid gap-4">
      <Skeleton shape="block" height={56} />
      <Skeleton shape="block" height={78} />
      <div className="sheet">
        <Skeleton rows={4} pictures />
      </div>
    </div>
  )
}
