import { Link } from '@tanstack/react-router'
import { Check, X } from 'lucide-react'
import { useFormat } from '../../lib/format.ts'
import { useNames } from '../../lib/names.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Avatar, SystemStamp } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { useHeld } from '../orders/held.ts'
import { type Product, useProducts } from '../orders/orders.ts'
import { Consequence } from '../orders/parts/Consequence.tsx'
import { useHolding } from '../orders/parts/useHolding.ts'
import type { Part } from './types.ts'

type Order = Part<'approval_queue'>['oldest'][number]

/** What waits longest for one's decision, and what it would do. */
export function Queue({ queue, className }: { queue: Part<'approval_queue'>; className?: string }) {
  const { t } = useTranslation('dashboard')
  const held = useHeld()
  const waiting = queue.oldest.filter(({ id }) => !held.some(({ orderId }) => orderId === id))
  const products = useProducts(waiting.flatMap(({ items }) => items.map(({ product }) => product)).slice(0, 100))
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
      {waiting.length === 0 && <p className="sheet-body text-muted-foreground">{t('nothingWaits')}</p>}
      <ul>
        {waiting.map(order => (
          <li key={order.id} className="border-t border-border px-4 py-3">
            <Waiting order={order} products={products} />
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

function Waiting({ order, products }: { order: Order; products: ReadonlyMap<number, Product> }) {
  const { t } = useTranslation('dashboard')
  const { short, number } = useFormat()
  const nameOf = useNames([order.created_by])
  const who = order.created_by === null ? t('byItself') : nameOf(order.created_by)
  const [first, ...others] = order.items
  const what = first
    ? t(order.kind === 'restock' ? 'restockOf' : 'unitsOf', { quantity: number(first.quantity), name: first.name })
    : ''
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      {order.created_by === null ? <SystemStamp /> : <Avatar name={who} />}
      <Link to={`/app/approvals?order=${order.id}`} className="min-w-40 flex-1 hover:underline">
        <b className="block truncate">{others.length > 0 ? t('andMore', { what, count: others.length }) : what}</b>
        <small className="block truncate text-muted-foreground">
          #{order.number} · {who} · {short(order.created_at)}
        </small>
      </Link>
      <Decide order={order} />
      <div className="w-full desk:ps-10">
        <Consequence order={order} products={products} />
      </div>
    </div>
  )
}

function Decide({ order }: { order: Order }) {
  const { t } = useTranslation('dashboard')
  const holding = useHolding()
  const { abilities, id, number } = order
  if (!abilities.approve && !abilities.reject) return null
  return (
    <span className="flex gap-2 max-desk:order-1 max-desk:mt-1.5 max-desk:w-full">
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
          aria-label={t('approveOrder', { number })}
          onClick={() => holding({ order, deed: 'approve' })}
          className="max-desk:flex-1"
        >
          {t('approve')}
        </Button>
      )}
    </span>
  )
}
