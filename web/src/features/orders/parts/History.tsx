import {
  Ban,
  Check,
  CircleMinus,
  Clock,
  type LucideIcon,
  MessageSquare,
  PackageCheck,
  Pencil,
  RefreshCw,
  ShoppingCart,
  Trash2,
  UserRound,
} from 'lucide-react'
import { useState } from 'react'
import { useSession } from '../../../app/session.ts'
import { nameOf, useNames } from '../../../lib/names.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Avatar, Segmented, Sheet, Timeline, type TimelineItem, type Tone } from '../../../ui/index.ts'
import type { HistoryEntry, Order } from '../orders.ts'
import { NoteField } from './NoteField.tsx'
import { Sentence } from './Sentence.tsx'

const shown = ['all', 'changes', 'notes'] as const

const looks: Record<string, [LucideIcon, Tone]> = {
  placed: [ShoppingCart, 'neutral'],
  approved: [Check, 'info'],
  rejected: [Ban, 'danger'],
  cancelled: [CircleMinus, 'neutral'],
  expired: [Clock, 'warn'],
  fulfilled: [PackageCheck, 'success'],
  closed: [PackageCheck, 'warn'],
  updated: [Pencil, 'neutral'],
  assigned: [UserRound, 'neutral'],
  noted: [MessageSquare, 'neutral'],
  deleted: [Trash2, 'danger'],
}

/** What happened, the newest first, and what people wrote. */
export function History({ order, entries }: { order: Order; entries: readonly HistoryEntry[] }) {
  const { t } = useTranslation('orders')
  const { user } = useSession()
  const [filter, setFilter] = useState<(typeof shown)[number]>('all')
  const items = useItems(
    order,
    entries.filter(entry => isShown(entry, filter)),
  )
  return (
    <Sheet
      title={t('history.title')}
      actions={
        <Segmented
          label={t('history.show')}
          value={filter}
          onChange={setFilter}
          options={shown.map(value => ({ value, label: t(`history.${value}`) }))}
        />
      }
    >
      <div className="mb-4 flex items-start gap-2">
        <Avatar name={nameOf(user)} colour={user.avatar_color} className="mt-0.5 max-desk:hidden" />
        <NoteField order={order} />
      </div>
      {items.length > 0 ? (
        <Timeline items={items} label={t('history.title')} />
      ) : (
        <p className="text-muted-foreground">{t('history.none')}</p>
      )}
    </Sheet>
  )
}

function isShown({ action, note }: HistoryEntry, filter: (typeof shown)[number]): boolean {
  if (filter === 'all') return true
  return filter === 'notes' ? Boolean(note) : action !== 'noted'
}

function useItems(order: Order, entries: readonly HistoryEntry[]): TimelineItem[] {
  const name = useNames(entries.map(({ actor }) => actor))
  return entries.map(entry => {
    const [icon, tone] = looks[entry.action] ?? [Pencil, 'neutral']
    return {
      id: entry.id,
      icon: entry.action === 'placed' && order.kind === 'restock' ? RefreshCw : icon,
      tone,
      at: entry.at,
      text: <Told order={order} entry={entry} who={name(entry.actor)} />,
    }
  })
}

function Told({ order, entry, who }: { order: Order; entry: HistoryEntry; who: string }) {
  const { t } = useTranslation('orders')
  const { action, actor, note, to_status } = entry
  const said = action === 'placed' ? order.note : action === 'rejected' || action === 'cancelled' ? entry.reason : null
  const step = action === 'fulfilled' && to_status === 'approved' ? 'part' : action
  const key = actor === null ? `told.itself.${step}` : `told.${step}`
  return (
    <span className="break-words">
      <Sentence of={key} who={<b>{who}</b>} />
      {said && <> {t('told.said', { said })}</>}
      {note && <> {t('told.said', { said: note })}</>}
    </span>
  )
}
