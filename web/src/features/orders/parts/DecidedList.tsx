import { Link } from '@tanstack/react-router'
import { Ban, Check, Clock } from 'lucide-react'
import { useCan, useSession } from '../../../app/session.ts'
import { useFormat } from '../../../lib/format.ts'
import { useList } from '../../../lib/list.ts'
import { useNames } from '../../../lib/names.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { useHeld } from '../held.ts'
import type { Order } from '../orders.ts'
import { useSummary } from './OrderSummary.tsx'

/** Of an entry of the audit log, what is shown here. */
type Logged = { action: string; object_id: number | null; actor: number | null; at: string; after: unknown }

type Entry = {
  orderId: number
  number?: number
  deed: 'approved' | 'rejected'
  by: number | null
  at: string | null
  reason: string | null
}

/** What was decided in the last days, the newest first, and what this page is still holding for its undo. */
export function DecidedList({ days, most = 100 }: { days: number; most?: number }) {
  const { t } = useTranslation('orders')
  const entries = useDecided(days).slice(0, most)
  const orders = useOrders(entries.map(({ orderId }) => orderId))
  if (entries.length === 0) return <p className="px-4 py-4 text-muted-foreground">{t('queue.nothingDecided')}</p>
  return (
    <ul className="overflow-y-auto">
      {entries.map(entry => (
        <li key={`${entry.orderId} ${entry.deed} ${entry.at}`}>
          <Row entry={entry} order={orders.get(entry.orderId)} />
        </li>
      ))}
    </ul>
  )
}

function Row({ entry, order }: { entry: Entry; order: Order | undefined }) {
  const { t } = useTranslation('orders')
  const format = useFormat()
  const summary = useSummary()
  const { user } = useSession()
  const name = useNames([entry.by])(entry.by)
  const { deed, at, reason } = entry
  const values = { who: name, when: format.short(at), number: order?.number ?? entry.number ?? '…', reason }
  const key = at === null ? 'held' : entry.by === user.id ? 'byYou' : 'by'
  const Icon = at === null ? Clock : deed === 'approved' ? Check : Ban
  return (
    <Link to="/app/orders/$id" params={{ id: String(entry.orderId) }} className="queue-row settled">
      <span className="queue-margin" />
      <span className={`queue-mark ${at === null ? '' : deed}`}>
        <Icon aria-hidden />
      </span>
      <span className="min-w-0 flex-1">
        <b className="truncate">{order ? summary(order) : t('order', { number: values.number })}</b>
        <small className="truncate">
          {t(`queue.${key}.${deed}`, values)}
          {reason && <> {t('told.said', { said: reason })}</>}
        </small>
      </span>
    </Link>
  )
}

function useDecided(days: number): Entry[] {
  const seesLog = useCan()('VIEW_AUDIT_LOGS')
  const { user } = useSession()
  const { rows } = useList<Logged>(
    '/api/audit-logs/',
    { action__in: 'order.approved,order.rejected', at__gte: sinceMidnight(days - 1), page_size: 100 },
    { enabled: seesLog },
  )
  const held = useHeld()
  const waiting = held
    .filter(({ deed }) => deed !== 'delete')
    .map(
      ({ orderId, number, deed }): Entry => ({
        orderId,
        number,
        deed: deed === 'approve' ? 'approved' : 'rejected',
        by: user.id,
        at: null,
        reason: null,
      }),
    )
  return [...waiting.toReversed(), ...rows.flatMap(entryOf)]
}

function entryOf({ action, object_id, actor, at, after }: Logged): Entry[] {
  if (object_id === null) return []
  const reason = (after as { reason?: unknown } | null)?.reason
  return [
    {
      orderId: object_id,
      deed: action === 'order.approved' ? 'approved' : 'rejected',
      by: actor,
      at,
      reason: typeof reason === 'string' ? reason : null,
    },
  ]
}

function useOrders(ids: readonly number[]): ReadonlyMap<number, Order> {
  const wanted = [...new Set(ids)].toSorted((a, b) => a - b)
  const { rows } = useList<Order>(
    '/api/orders/',
    { id__in: wanted.join(','), page_size: 200 },
    { enabled: wanted.length > 0 },
  )
  return new Map(rows.map(order => [order.id, order]))
}

function sinceMidnight(daysAgo: number): string {
  const now = new Date()
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo).toISOString()
}
