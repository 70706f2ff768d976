import { Download, Printer } from 'lucide-react'
import { useState } from 'react'
import { useSession } from '../../app/session.ts'
import { ApiError } from '../../lib/api.ts'
import { useFormat } from '../../lib/format.ts'
import { useNames } from '../../lib/names.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button, ErrorState, Note, PageHead, Skeleton, Total } from '../../ui/index.ts'
import { type Order, useOrder } from './orders.ts'
import { downloadPdf } from './parts/OrderActions.tsx'
import { useAmount } from './parts/useAmount.ts'
import { printOrderRoute } from './routes.ts'
import './parts/paper.css'

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
      <Paper order={order} />
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

// A restock's prices are costs: its paper bears none, whoever prints it.
function Paper({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const { t: common } = useTranslation('common')
  const { tenant } = useSession()
  const format = useFormat()
  const customer = useNames([order.customer])(order.customer)
  const amount = useAmount(order.items)
  const isSale = order.kind === 'sale'
  return (
    <article className="paper" aria-label={t(`paper.title.${order.kind}`, { number: order.number })}>
      <div className="paper-head">
        <b className="paper-company">{tenant.name}</b>
        <div>
          <h2>{t(`paper.head.${order.kind}`)}</h2>
          <p>
            #{order.number} · {format.dateTime(order.created_at)}
            <br />
            {common(`states.${order.status}`)}
          </p>
        </div>
      </div>
      <div className="paper-facts">
        {order.customer !== null && (
          <div>
            <h3>{t('paper.for')}</h3>
            <p>{customer}</p>
          </div>
        )}
        {order.note && (
          <div>
            <h3>{t('paper.note')}</h3>
            <p className="whitespace-pre-line">{order.note}</p>
          </div>
        )}
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('lines.product')}</th>
            <th scope="col" className="sku-column">
              {t('lines.sku')}
            </th>
            <th scope="col" className="num">
              {t('lines.quantity')}
            </th>
            {isSale && (
              <>
                <th scope="col" className="num">
                  {t('lines.unitPrice')}
                </th>
                <th scope="col" className="num">
                  {t('lines.amount')}
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {order.items.map(item => (
            <tr key={item.id}>
              <td>{item.name}</td>
              <td className="sku-column type-narrow">{item.sku}</td>
              <td className="num">{format.number(item.quantity)}</td>
              {isSale && (
                <>
                  <td className="num">{format.money(item.unit_price)}</td>
                  <td className="num">{format.money(item.total_price)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {isSale && (
        <p className="paper-total">
          {t('lines.total')} <Total>{format.money(order.total_price)}</Total>
        </p>
      )}
      <p className="paper-foot">{t(`paper.foot.${order.kind}.${order.status}`, { units: amount.long })}</p>
    </article>
  )
}
