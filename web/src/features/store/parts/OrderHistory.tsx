import {
  Ban,
  Check,
  CircleMinus,
  Clock,
  type LucideIcon,
  MessageSquare,
  PackageCheck,
  Pencil,
  ShoppingCart,
} from 'lucide-react'
import { useTranslation } from '../../../lib/translation.ts'
import { ErrorState } from '../../../ui/blanks.tsx'
import type { Tone } from '../../../ui/Note.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { Timeline } from '../../../ui/Timeline.tsx'
import { type HistoryEntry, type Order, useOwnHistory } from '../orders.ts'
import { useMember, useShop } from '../shop.ts'

const looks: Record<string, [LucideIcon, Tone]> = {
  placed: [ShoppingCart, 'neutral'],
  approved: [Check, 'info'],
  rejected: [Ban, 'danger'],
  cancelled: [CircleMinus, 'neutral'],
  expired: [Clock, 'warn'],
  fulfilled: [PackageCheck, 'success'],
  part: [PackageCheck, 'info'],
  closed: [PackageCheck, 'warn'],
  updated: [Pencil, 'neutral'],
  noted: [MessageSquare, 'neutral'],
}

/** What happened to it, the newest first; who of the shop did it is the shop's affair. */
export function OrderHistory({ order }: { order: Order }) {
  const { t } = useTranslation(['store/buying', 'store'])
  const { slug, name } = useShop()
  const me = useMember(slug)
  const { data, error, refetch } = useOwnHistory(order.id)
  if (error && !data) return <ErrorState error={error} onRetry={refetch} />
  if (!data) return <Skeleton shape="text" rows={3} />
  const items = data.results.filter(entry => stepOf(entry) in looks)
  return (
    <Timeline
      label={t('history.title')}
      items={items.map(entry => {
        const step = stepOf(entry)
        const [icon, tone] = looks[step] as [LucideIcon, Tone]
        const who = entry.actor === me?.id ? 'you' : 'shop'
        return {
          id: entry.id,
          icon,
          tone,
          at: entry.at,
          text: (
            <span className="break-words">
              {t(`history.${who}.${step}`, { shop: name })}
              {entry.note && <> {t('history.said', { said: entry.note })}</>}
            </span>
          ),
        }
      })}
    />
  )
}

const stepOf = ({ action, to_status }: HistoryEntry): string =>
  action === 'fulfilled' && to_status === 'approved' ? 'part' : action
