import { useState } from 'react'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, Checkbox, Dialog, Field, NumberInput, toast } from '../../../ui/index.ts'
import { leftOf, type Order, type OrderItem, sum, thousandths } from '../orders.ts'
import type { DialogGiven } from './OrderDialogs.tsx'
import { RefusalNote } from './RefusalNote.tsx'
import { useAmount } from './useAmount.ts'

type Part = { item: OrderItem; left: number; quantity: number | null }

/** Ships a sale or receives a restock: all that is left, or less of some lines; the rest stays open or is let go. */
export function FulfilDialog({ order, doer, onClose }: DialogGiven) {
  const { t } = useTranslation('orders')
  const [typed, setTyped] = useState<Record<number, string>>({})
  const [isClosing, setClosing] = useState(false)
  const [isTried, setTried] = useState(false)
  const parts = partsOf(order, typed)
  const now = sum(parts.map(({ quantity }) => quantity ?? 0))
  const rest = sum(parts.map(({ left }) => left)) - now
  const nowSaid = useAmount(sharesOf(parts, ({ quantity }) => quantity ?? 0))
  const restSaid = useAmount(sharesOf(parts, ({ left, quantity }) => thousandths(left - (quantity ?? 0))))
  const isWrong = parts.some(isBad) || (now === 0 && !(isClosing && hasBegun(order)))
  const act = async () => {
    setTried(true)
    if (isWrong) return
    const changed = await doer.perform(
      'fulfill',
      bodyOf(parts, { isClosing: isClosing && rest > 0, isWhole: rest === 0 }),
    )
    if (!changed) return
    toast(
      t(changed.status === 'fulfilled' ? 'done.fulfilled' : 'done.part', {
        number: order.number,
        units: nowSaid.long,
        rest: restSaid.long,
      }),
    )
    onClose()
  }
  return (
    <Dialog
      open
      wide
      onOpenChange={isOpen => !isOpen && onClose()}
      title={t(`fulfil.title.${order.kind}`, { number: order.number })}
      description={t(`fulfil.says.${order.kind}`)}
      actions={
        <>
          <Button kind="bare" onClick={onClose}>
            {t('act.notNow')}
          </Button>
          <Button kind="primary" busy={doer.busyWith === 'fulfill'} onClick={act}>
            {t(now === 0 && isClosing ? 'fulfil.closeOnly' : `act.fulfil.${order.kind}`, { units: nowSaid.short })}
          </Button>
        </>
      }
    >
      <form
        className="grid gap-4"
        onSubmit={event => {
          event.preventDefault()
          void act()
        }}
      >
        <ul className="grid gap-3">
          {parts.map((part, index) => (
            <PartLine
              key={part.item.id}
              part={part}
              isFirst={index === 0}
              isTried={isTried}
              onTyped={text => setTyped(before => ({ ...before, [part.item.id]: text }))}
            />
          ))}
        </ul>
        {rest > 0 && (now > 0 || hasBegun(order)) && (
          <Checkbox
            checked={isClosing}
            onChange={event => setClosing(event.target.checked)}
            label={t('fulfil.close')}
            hint={t(`fulfil.closeHint.${order.kind}`, { units: restSaid.long })}
          />
        )}
        {isTried && now === 0 && !isClosing && <p className="text-danger-text">{t('fulfil.nothing')}</p>}
        <RefusalNote refusal={doer.refusal} />
        <button type="submit" className="sr-only" tabIndex={-1} aria-hidden>
          {t('act.fulfil.sale', { units: nowSaid.short })}
        </button>
      </form>
    </Dialog>
  )
}

type PartLineProps = { part: Part; isFirst: boolean; isTried: boolean; onTyped: (text: string) => void }

function PartLine({ part, isFirst, isTried, onTyped }: PartLineProps) {
  const { t } = useTranslation('orders')
  const { number } = useFormat()
  const { item, left } = part
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_8rem] items-start gap-3 border-b border-border pb-3 last:border-0 last:pb-0">
      <span className="min-w-0 pt-1">
        <b className="block break-words font-medium">{item.name}</b>
        <small className="text-12 text-muted-foreground">
          {item.sku} ·{' '}
          {item.fulfilled > 0
            ? t('fulfil.leftOf', { left: number(left), all: number(item.quantity) })
            : t('fulfil.left', { left: number(left) })}
        </small>
      </span>
      <Field
        label={t('fulfil.quantity', { name: item.name })}
        labelHidden
        error={isTried && isBad(part) ? t('fulfil.tooMany', { left: number(left) }) : undefined}
      >
        <NumberInput
          defaultValue={String(left)}
          autoFocus={isFirst}
          onFocus={event => event.target.select()}
          onValue={onTyped}
        />
      </Field>
    </li>
  )
}

function partsOf(order: Order, typed: Record<number, string>): Part[] {
  return order.items
    .map(item => ({ item, left: leftOf(item) }))
    .filter(({ left }) => left > 0)
    .map(({ item, left }) => ({ item, left, quantity: read(typed[item.id] ?? String(left)) }))
}

function read(text: string): number | null {
  if (text.trim() === '') return 0
  const value = Number(text)
  return Number.isFinite(value) && value >= 0 ? value : null
}

const sharesOf = (parts: readonly Part[], of: (part: Part) => number) =>
  parts.map(part => ({ product: part.item.product, quantity: of(part) }))

const isBad = ({ quantity, left }: Part): boolean => quantity === null || quantity > left

const hasBegun = ({ items }: Order): boolean => items.some(({ fulfilled }) => fulfilled > 0)

function bodyOf(parts: readonly Part[], { isClosing, isWhole }: { isClosing: boolean; isWhole: boolean }) {
  if (isWhole) return {}
  const items = parts.filter(({ quantity }) => quantity).map(({ item, quantity }) => ({ id: item.id, quantity }))
  return { ...(items.length > 0 && { items }), ...(isClosing && { close: true }) }
}
