import { Check, Lock } from 'lucide-react'
import { useNames } from '../../../lib/names.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Sheet } from '../../../ui/index.ts'
import { type Order, useLocations } from '../orders.ts'
import { useAmount, useLeft } from './useAmount.ts'
import { useSelfLock } from './useSelfLock.ts'
import './order.css'

type Line = { id: string; says: string; isClosed?: boolean }

/** What one can do with the order as it is, and what each would mean; and why not, where one might expect it. */
export function Possible({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const lines = useLines(order)
  if (lines.length === 0) return null
  return (
    <Sheet title={t('can.title')}>
      <ul className="order-can">
        {lines.map(({ id, says, isClosed }) => (
          <li key={id} className={isClosed ? 'closed' : undefined}>
            {isClosed ? <Lock aria-hidden /> : <Check aria-hidden />}
            <div className="min-w-0">
              <b>{t(`can.${id}`)}</b>
              <small>{says}</small>
            </div>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

function useLines(order: Order): Line[] {
  const { t } = useTranslation('orders')
  const { abilities, kind, status } = order
  const concerned = kind === 'sale' ? (order.customer ?? order.created_by) : order.created_by
  const name = useNames([concerned, order.assigned_to])
  const place = useLocations().find(({ id }) => id === order.location)?.name
  const lock = useSelfLock(order)
  const [units, left] = [useAmount(order.items).long, useLeft(order.items).long]
  const who = name(concerned)
  const says = (key: string, tells = concerned !== null) => t(`can.${tells ? `${key}Tell` : key}`, { units, left, who })
  const isOpen = status === 'pending' || status === 'approved'
  return [
    abilities.approve && { id: 'approve', says: t(`can.approveSays.${kind}`, { units }) },
    lock !== null && { id: 'approve', says: lock, isClosed: true },
    abilities.reject && { id: 'reject', says: says(kind === 'sale' ? 'rejectSays' : 'rejectRestock') },
    abilities.fulfill && {
      id: `fulfil.${kind}`,
      says: place ? t(`can.fulfilAt.${kind}`, { left, place }) : t(`can.fulfilSays.${kind}`, { left }),
    },
    abilities.assign && {
      id: 'assign',
      says: order.assigned_to === null ? t('can.assignNobody') : t('can.assignNow', { who: name(order.assigned_to) }),
    },
    abilities.cancel && {
      id: 'cancel',
      says: says(kind === 'sale' ? 'cancelSays' : status === 'pending' ? 'rejectRestock' : 'cancelRestock'),
    },
    abilities.update && { id: 'edit', says: t(`can.editSays.${kind}`) },
    !abilities.update && isOpen && status !== 'pending' && { id: 'edit', says: t('can.editClosed'), isClosed: true },
  ].filter(line => line !== false)
}
