import { Check, X } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useSession } from '../../../app/session.ts'
import { useFormat } from '../../../lib/format.ts'
import { nameOf, useNames, usePeople } from '../../../lib/names.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Avatar, Button, Field, StatusPill, SystemStamp, TextInput, useKey, When } from '../../../ui/index.ts'
import type { Order } from '../orders.ts'
import { Consequences } from './Consequences.tsx'
import { DecisionLines } from './DecisionLines.tsx'
import { LastMoves } from './LastMoves.tsx'
import { useSummary } from './OrderSummary.tsx'
import { PlaceLink } from './PlaceLink.tsx'
import { useAmount } from './useAmount.ts'
import { useHolding } from './useHolding.ts'
import type { Queue } from './useQueue.ts'
import { useSelfLock } from './useSelfLock.ts'
import './decision.css'

/** One request: who asks for what and why, what approving it would do, and the decision. */
export function Decision({ order, queue }: { order: Order; queue: Queue }) {
  const { t } = useTranslation('orders')
  const summary = useSummary()
  return (
    <article className="sheet decision" aria-labelledby="decision">
      <header>
        <div className="min-w-0 flex-1">
          <p className="crumb">
            <PlaceLink to={`/app/orders/${order.id}`}>{t(`title.${order.kind}`, { number: order.number })}</PlaceLink>
          </p>
          <h2 id="decision" className="decision-title">
            {summary(order)}
          </h2>
        </div>
        <StatusPill state={order.status} />
      </header>
      <Asker order={order} />
      <DecisionLines order={order} />
      <Consequences order={order} />
      {order.items.length === 1 && order.items[0] && <LastMoves productId={order.items[0].product} />}
      <Acts order={order} queue={queue} />
    </article>
  )
}

function Asker({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const { created_by, customer, kind, note, reasoning } = order
  const person = usePeople([created_by])(created_by)
  const customerName = useNames([customer])(customer)
  const name = created_by === null ? t('byItself') : person ? nameOf(person) : '…'
  const forOther = kind === 'sale' && customer !== null && customer !== created_by
  const own = note !== reasoning?.text ? note : ''
  return (
    <div className="decision-who">
      {created_by === null ? <SystemStamp /> : <Avatar name={name} colour={person?.avatar_color} />}
      <p className="min-w-0 flex-1 break-words">
        <b className="font-semibold">{name}</b> {t(created_by === null ? 'queue.noticed' : 'queue.asked')}{' '}
        <When iso={order.created_at} as="relative" />
        <span className="text-muted-foreground">
          {' '}
          · {forOther ? t('queue.saleTo', { who: customerName }) : t(`kinds.${kind}`)}
        </span>
        {own && <span className="block text-muted-foreground">{t('told.said', { said: own })}</span>}
        {!own && reasoning && <Because {...reasoning} />}
      </p>
    </div>
  )
}

/** The draft's own reason, in the reader's language. */
function Because({ projected, reorder_point: point, quantity }: NonNullable<Order['reasoning']>) {
  const { t } = useTranslation('orders')
  const { number } = useFormat()
  const said = t('why.says', { projected: number(projected), point: number(point), quantity: number(quantity) })
  return <span className="block text-muted-foreground">{said}</span>
}

function Acts({ order, queue }: { order: Order; queue: Queue }) {
  const { t } = useTranslation('orders')
  const amount = useAmount(order.items)
  const { user } = useSession()
  const lock = useSelfLock(order)
  const concerned = order.created_by !== null && order.created_by !== user.id ? order.created_by : null
  const who = useNames([concerned])(concerned)
  const field = useRef<HTMLInputElement>(null)
  const [note, setNote] = useState('')
  const [isMissing, setMissing] = useState(false)
  const [isRejecting, setRejecting] = useState(false)
  const holding = useHolding()
  const decide = (deed: 'approve' | 'reject') => {
    const words = note.trim()
    holding({
      order,
      deed,
      body: deed === 'reject' ? { reason: words } : words ? { note: words } : {},
      undone: () => queue.open(order.id),
    })
    queue.leave(order.id)
  }
  const approve = () => {
    if (order.abilities.approve) decide('approve')
  }
  const reject = () => {
    if (note.trim()) return decide('reject')
    setMissing(isRejecting)
    setRejecting(true)
    field.current?.focus()
  }
  useKey('a', approve, { enabled: order.abilities.approve })
  useKey('r', reject, { enabled: order.abilities.reject })
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && isRejecting) reject()
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) approve()
    if (event.key === 'Escape') {
      setRejecting(false)
      setMissing(false)
      field.current?.blur()
    }
  }
  return (
    <footer className="decision-acts">
      <Field
        label={t(isRejecting ? 'reject.reason' : 'queue.note')}
        labelHidden
        optional={!isRejecting}
        error={isMissing && !note.trim() ? t('reject.reasonMissing') : undefined}
      >
        <TextInput
          ref={field}
          value={note}
          maxLength={2000}
          placeholder={
            isRejecting
              ? t('queue.reasonPlaceholder')
              : concerned === null
                ? t('queue.notePlain')
                : t('queue.noteTo', { who })
          }
          onChange={event => setNote(event.target.value)}
          onKeyDown={press}
        />
      </Field>
      {order.abilities.reject && (
        <Button kind="danger" icon={X} kbd="R" onClick={reject}>
          {t('act.reject')}
        </Button>
      )}
      {(order.abilities.approve || lock) && (
        <Button kind="primary" icon={Check} kbd="A" lockedBecause={lock} onClick={approve}>
          {t('act.approve', { units: amount.short })}
        </Button>
      )}
    </footer>
  )
}
