import { Check, type LucideIcon, PackageCheck, RefreshCw, ShoppingCart } from 'lucide-react'
import { useFormat } from '../../../lib/format.ts'
import { useNames } from '../../../lib/names.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { stateIcons } from '../../../ui/index.ts'
import type { HistoryEntry, Order } from '../orders.ts'
import { useDone, useLeft } from './useAmount.ts'
import './order.css'

type Step = {
  id: string
  icon: LucideIcon
  name: string
  lines: (string | null)[]
  is: 'done' | 'now' | 'ahead' | 'ended'
}

/** How far the order is: placed, approved, fulfilled; or where it ended. `history` is newest first. */
export function Steps({ order, history }: { order: Order; history: readonly HistoryEntry[] }) {
  const { t } = useTranslation('orders')
  const steps = useSteps(order, history)
  return (
    <ol className="sheet order-steps" aria-label={t('steps.label')}>
      {steps.map(({ id, icon: Icon, name, lines, is }) => (
        <li key={id} className={is} aria-current={is === 'now' || is === 'ended' ? 'step' : undefined}>
          <span className="order-step-icon">
            <Icon aria-hidden />
          </span>
          <div className="min-w-0">
            <b>{name}</b>
            {lines.map(line => line && <small key={line}>{line}</small>)}
          </div>
        </li>
      ))}
    </ol>
  )
}

function useSteps(order: Order, history: readonly HistoryEntry[]): Step[] {
  const { t } = useTranslation('orders')
  const { t: common } = useTranslation('common')
  const format = useFormat()
  const name = useNames([order.created_by, order.assigned_to, ...history.map(({ actor }) => actor)])
  const { kind, status } = order
  const [decided, ended, fulfilled] = [
    history.find(({ action }) => action === 'approved'),
    history.find(
      ({ to_status, from_status }) =>
        to_status !== from_status && (to_status === 'rejected' || to_status === 'cancelled'),
    ),
    history.find(({ to_status, from_status }) => to_status === 'fulfilled' && from_status !== 'fulfilled'),
  ]
  const by = (entry: HistoryEntry | undefined) =>
    entry === undefined
      ? null
      : entry.actor === null
        ? t(`steps.itself.${entry.action}`, { when: format.dateTime(entry.at) })
        : t('steps.by', { when: format.dateTime(entry.at), who: name(entry.actor) })
  const { done, all } = useDone(order.items)
  const left = useLeft(order.items)
  const units = all.long
  const placed: Step = {
    id: 'placed',
    icon: kind === 'sale' ? ShoppingCart : RefreshCw,
    name: t(`steps.placed.${kind}`),
    lines: [
      order.created_by === null
        ? t('steps.itself.placed', { when: format.dateTime(order.created_at) })
        : t('steps.by', { when: format.dateTime(order.created_at), who: name(order.created_by) }),
      kind === 'sale' && status !== 'rejected' && status !== 'cancelled' ? t('steps.held', { units }) : null,
    ],
    is: status === 'pending' ? 'now' : 'done',
  }
  const approved: Step = {
    id: 'approved',
    icon: Check,
    name: common('states.approved'),
    lines: decided
      ? [by(decided), status === 'approved' ? progress() : null]
      : [t('steps.notYet'), status === 'pending' ? t('steps.asked') : null],
    is: status === 'approved' ? 'now' : decided ? 'done' : 'ahead',
  }
  if (status === 'rejected' || status === 'cancelled') {
    const end: Step = {
      id: status,
      icon: stateIcons[status],
      name: common(`states.${status}`),
      lines: [by(ended)],
      is: 'ended',
    }
    return decided ? [placed, approved, end] : [placed, end]
  }
  const last: Step = {
    id: 'fulfilled',
    icon: PackageCheck,
    name: common('states.fulfilled'),
    lines: fulfilled ? [by(fulfilled)] : [t('steps.notYet'), t(`steps.moves.${kind}`, { units: left.long })],
    is: status === 'fulfilled' ? 'now' : 'ahead',
  }
  return [placed, approved, last]

  function progress(): string {
    if (order.assigned_to === null) return t('steps.progress', { done, units })
    return t('steps.progressWith', { done, units, who: name(order.assigned_to) })
  }
}
