import { useMemo } from 'react'
import { useFormat } from '../../../lib/format.ts'
import { useNames } from '../../../lib/names.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { StatusPill, When } from '../../../ui/index.ts'
import type { Column } from '../../../ui/table/index.ts'
import { progressOf } from '../amount.ts'
import { leftOf, type Order } from '../orders.ts'
import { useSummary } from './OrderSummary.tsx'

/** The columns of a list of orders; `rows` are those whose people are to be named. */
export function useOrderColumns(rows: readonly Order[]): Column<Order>[] {
  const { t } = useTranslation('orders')
  const format = useFormat()
  const summary = useSummary()
  const name = useNames(rows.flatMap(({ customer, created_by, assigned_to }) => [customer, created_by, assigned_to]))
  return useMemo((): Column<Order>[] => {
    const forWhom = ({ kind, customer, created_by }: Order): string =>
      kind === 'restock' && created_by === null ? t('byItself') : name(kind === 'sale' ? customer : created_by)
    return [
      {
        id: 'number',
        header: t('columns.order'),
        sort: 'number',
        phone: 'title',
        width: '340px',
        cell: order => (
          <span className="thing">
            <span>
              <b>{summary(order)}</b>
              <small>
                #{order.number} · {t(`kinds.${order.kind}`)}
                <span className="desk:hidden"> · {forWhom(order)}</span>
              </small>
            </span>
          </span>
        ),
      },
      {
        id: 'customer',
        header: t('columns.for'),
        cell: order => <span className="block max-w-48 truncate">{forWhom(order)}</span>,
        value: order => order.customer,
      },
      {
        id: 'status',
        header: t('columns.status'),
        sort: 'status',
        phone: 'detail',
        cell: order => <StatusPill state={order.status} />,
      },
      {
        id: 'units',
        header: t('columns.units'),
        align: 'end',
        cell: order => <Units order={order} />,
        value: order => order.items.map(item => item.fulfilled).join(),
      },
      {
        id: 'total_price',
        header: t('columns.total'),
        align: 'end',
        phone: 'value',
        cell: order => format.money(order.total_price),
      },
      {
        id: 'assigned_to',
        header: t('columns.assigned'),
        cell: order => <span className="block max-w-40 truncate">{name(order.assigned_to)}</span>,
      },
      {
        id: 'created_at',
        header: t('columns.placed'),
        sort: 'created_at',
        align: 'end',
        phone: 'figure',
        cell: order => <When iso={order.created_at} className="text-muted-foreground" />,
      },
    ]
  }, [t, format, summary, name])
}

/** "2 of 9" while it is being fulfilled. */
function Units({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const format = useFormat()
  const { done, all } = progressOf(order.items, format, t)
  const isPart = order.status === 'approved' && order.items.some(item => leftOf(item) < item.quantity)
  return isPart ? t('units.part', { done, all: all.short }) : all.short
}
