import { Download, Printer } from 'lucide-react'
import { useState } from 'react'
import { useSession } from '../../app/session.ts'
import { ApiError } from '../../lib/api.ts'
import { useNames } from '../../lib/names.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button, ErrorState, Note, PageHead, Skeleton } from '../../ui/index.ts'
import { type Order, useOrder } from './orders.ts'
import { downloadPdf } from './parts/OrderActions.tsx'
import { Paper } from './parts/Paper.tsx'
import { useAmount } from './parts/useAmount.ts'
import { printOrderRoute } from './routes.ts'

/** The order as it is printed and handed over; the PDF is the server's. */
export default function PrintOrderPage() {
  const { id } = printOrderRoute.useParams()
  const { data: order, error, refetch } = useOrder(Number(id))
  if (order) return <Shown order={order} />
  return error ? <ErrorState page error={error} onRetry={refetch} /> : <Skeleton shape="block" height={400} />
}

function Shown({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  return (
    <>
      <div className="no-print">
        <PageHead
          title={t(`paper.title.${order.kind}`, { number: order.number })}
          crumbs={[
            { label: t('list.title'), link: { to: '/app/orders' } },
            {
              label: t('order', { number: order.number }),
              link: { to: '/app/orders/$id', params: { id: String(order.id) } },
            },
          ]}
          actions={<Actions order={order} />}
          className="max-desk:flex-wrap"
        />
      </div>
      <OrderPaper order={order} />
    </>
  )
}

function Actions({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)
  const download = async () => {
    setBusy(true)
    setError(null)
    try {
      await downloadPdf(order)
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      setError(reason)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      {error && (
        <Note tone="danger" role="alert">
          {t('paper.noPdf')}
        </Note>
      )}
      <Button icon={Download} busy={isBusy} onClick={download}>
        {t('act.pdf')}
      </Button>
      <Button kind="primary" icon={Printer} onClick={() => print()}>
        {t('paper.print')}
      </Button>
    </>
  )
}

function OrderPaper({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const { tenant } = useSession()
  const nameOf = useNames([order.customer])
  const amount = useAmount(order.items)
  return (
    <Paper
      order={order}
      company={tenant.name}
      customer={order.customer === null ? undefined : nameOf(order.customer)}
      words={{
        title: t(`paper.title.${order.kind}`, { number: order.number }),
        head: t(`paper.head.${order.kind}`),
        for: t('paper.for'),
        note: t('paper.note'),
        product: t('lines.product'),
        sku: t('lines.sku'),
        quantity: t('lines.quantity'),
        price: t('lines.unitPrice'),
        amount: t('lines.amount'),
        total: t('lines.total'),
        foot: t(`paper.foot.${order.kind}.${order.status}`, { units: amount.long }),
      }}
    />
  )
}
