import { Link } from '@tanstack/react-router'
import { Check, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../../lib/api.ts'
import { useFormat } from '../../lib/format.ts'
import { useNames } from '../../lib/names.ts'
import { useOnce } from '../../lib/once.ts'
import { invalidatePaths, useSave } from '../../lib/query.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { toast } from '../../ui/toast.ts'
import type { Part } from './types.ts'

type Order = Part<'approval_queue'>['oldest'][number]

/** What waits longest for one's decision. The consequences stand in the queue, one press further. */
export function Queue({ queue, className }: { queue: Part<'approval_queue'>; className?: string }) {
  const { t } = useTranslation('dashboard')
  return (
    <Sheet
      title={t('waitingForYou')}
      actions={
        <Link className="link text-12" to="/app/approvals">
          {t('openQueue')}
        </Link>
      }
      flush
      className={className ?? ''}
    >
      {queue.oldest.length === 0 && <p className="sheet-body text-muted-foreground">{t('nothingWaits')}</p>}
      <ul>
        {queue.oldest.map(order => (
          <li key={order.id} className="border-t border-border px-4 py-3">
            <Waiting order={order} />
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

function Waiting({ order }: { order: Order }) {
  const { t } = useTranslation('dashboard')
  const { short, number } = useFormat()
  const nameOf = useNames([order.created_by])
  const who = order.created_by === null ? t('system') : nameOf(order.created_by)
  const [first, ...others] = order.items
  const what = first
    ? t(order.kind === 'restock' ? 'restockOf' : 'unitsOf', { quantity: number(first.quantity), name: first.name })
    : ''
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Avatar name={who} />
      <Link to={`/app/approvals?order=${order.id}`} className="min-w-40 flex-1 hover:underline">
        <b className="block truncate">{others.length > 0 ? t('andMore', { what, count: others.length }) : what}</b>
        <small className="block truncate text-muted-foreground">
          #{order.number} · {who} · {short(order.created_at)}
        </small>
      </Link>
      <Decide order={order} />
    </div>
  )
}

function Decide({ order }: { order: Order }) {
  const { t } = useTranslation('dashboard')
  const once = useOnce()
  const body = { version: order.version }
  const send = () => once(body, key => api.post(`/api/orders/${order.id}/approve/`, body, { once: key }))
  const approve = useSave(send, {
    invalidates: ['/api/orders/', '/api/dashboard/', '/api/products/', '/api/stock/'],
    done: () => toast(t('approved', { number: order.number })),
    failed: error => {
      toast.error(error.message)
      void invalidatePaths(['/api/orders/', '/api/dashboard/'])
    },
  })
  const { abilities, id, number } = order
  if (!abilities.approve && !abilities.reject) return null
  return (
    <span className="flex gap-2 max-desk:w-full">
      {abilities.reject && (
        <ButtonLink
          size="sm"
          icon={X}
          to={`/app/orders/${id}`}
          search={{ do: 'reject' }}
          aria-label={t('rejectOrder', { number })}
          className="max-desk:flex-1"
        >
          <span className="desk:sr-only">{t('reject')}</span>
        </ButtonLink>
      )}
      {abilities.approve && (
        <Button
          size="sm"
          kind="primary"
          icon={Check}
          busy={approve.isPending}
          aria-label={t('approveOrder', { number })}
          onClick={() => approve.mutate(undefined)}
          className="max-desk:flex-1"
        >
          {t('approve')}
        </Button>
      )}
    </span>
  )
}
