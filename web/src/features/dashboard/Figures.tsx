import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { useFormat } from '../../lib/format.ts'
import { useTranslation } from '../../lib/translation.ts'
import type { Dashboard } from './types.ts'

/** What is longer is set smaller where two stand side by side on a phone. */
const longest = 9

/** The few numbers that one looks for first. */
export function Figures({ data }: { data: Dashboard }) {
  const { t } = useTranslation('dashboard')
  const { money, number, short } = useFormat()
  const { sales, orders_by_state: states, stock_value: value, low_stock: low, approval_queue: queue } = data
  const today = sales?.at(-1)
  const soldOut = low?.products.filter(({ available }) => available <= 0).length ?? 0
  return (
    <dl className="sheet grid grid-cols-2 desk:flex desk:flex-wrap">
      {today && (
        <Figure
          name={t('soldToday')}
          value={money(today.total)}
          note={t('orders', { count: today.orders })}
          wide
          isLead
        />
      )}
      {states && (
        <Figure
          name={t('openOrders')}
          to="/app/orders"
          search={{ status__in: 'pending,approved' }}
          value={number((states.pending ?? 0) + (states.approved ?? 0))}
          note={t('openNote', { pending: states.pending, approved: states.approved })}
        />
      )}
      {value && <Figure name={t('stockValue')} value={money(value)} note={t('atCost')} wide />}
      {low && (
        <Figure
          name={t('belowReorder')}
          to="/app/products"
          search={{ low: true }}
          value={number(low.count)}
          note={t('soldOut', { count: soldOut })}
          isWarning={soldOut > 0}
        />
      )}
      {queue && (
        <Figure
          name={t('waitingForYou')}
          to="/app/approvals"
          value={number(queue.count)}
          note={queue.oldest[0] ? t('oldest', { at: short(queue.oldest[0].created_at) }) : t('nothingWaits')}
          isWarning={queue.count > 0}
        />
      )}
    </dl>
  )
}

type FigureProps = {
  name: string
  value: string
  note: string
  to?: string
  search?: Record<string, string | boolean>
  wide?: boolean
  /** On a phone it has a row of its own. */
  isLead?: boolean
  isWarning?: boolean
}

function Figure({ name, value, note, to, search, wide, isLead, isWarning }: FigureProps) {
  const isTight = !isLead && value.length > longest
  const number = (
    <span
      className={clsx(
        'type-wide text-22 leading-tight font-semibold whitespace-nowrap',
        isTight && 'max-desk:text-16 max-desk:[font-stretch:100%]',
      )}
    >
      {value}
    </span>
  )
  return (
    <div
      className={clsx(
        'min-w-32 border-border px-4 py-3 desk:border-s desk:first:border-s-0 max-desk:border-t max-desk:first:col-span-2 max-desk:first:border-t-0 max-desk:not-first:odd:border-s',
        wide ? 'flex-[1.4]' : 'flex-1',
      )}
    >
      <dt className="text-12 text-muted-foreground">{name}</dt>
      <dd>
        {to ? (
          <Link to={to} search={search ?? {}} className="hover:underline">
            {number}
          </Link>
        ) : (
          number
        )}
        <small className={clsx('block', isWarning ? 'text-warn-text' : 'text-muted-foreground')}>{note}</small>
      </dd>
    </div>
  )
}
