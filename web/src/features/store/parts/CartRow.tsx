import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../lib/format.ts'
import { Button } from '../../../ui/Button.tsx'
import { RouterLink } from '../../../ui/RouterLink.tsx'
import { toast } from '../../../ui/toast.ts'
import { useCart } from '../cart.ts'
import { amountOf, type CartLine } from '../cartLines.ts'
import { type Goods, useShop } from '../shop.ts'
import { usePrice, useQuantity } from '../units.ts'
import type { LineRefusal } from '../useCheckout.ts'
import { Availability } from './Availability.tsx'
import { Picture } from './Picture.tsx'
import { Stepper } from './Stepper.tsx'

type RowProps = {
  line: CartLine
  index: number
  /** Undefined: no longer sold. */
  goods: Goods | undefined
  isKnown: boolean
  refusal: LineRefusal | undefined
  isLocked: boolean
  onChange: () => void
}

export function CartRow({ line, index, goods, isKnown, refusal, isLocked, onChange }: RowProps) {
  const { t } = useTranslation('store')
  const { money } = useFormat()
  const { slug, currency } = useShop()
  const { setQuantity, remove, putBack } = useCart(slug)
  const price = usePrice()
  const change = (quantity: number) => {
    onChange()
    setQuantity(line.id, quantity)
  }
  const takeOut = () => {
    onChange()
    remove(line.id)
    toast(t('cart.removed', { name: line.name }), { undo: () => putBack(line, index) })
  }
  return (
    <li>
      <Picture goods={goods ?? { id: line.id, name: line.name }} sizes="56px" className="w-14 flex-none" />
      <div className="min-w-0 flex-1 max-desk:basis-3/5">
        {goods ? (
          <RouterLink
            to="/store/$slug/product/$id"
            params={{ slug, id: String(line.id) }}
            className="line-clamp-3 font-semibold hover:underline"
          >
            {goods.name}
          </RouterLink>
        ) : (
          <b className="line-clamp-3">{line.name}</b>
        )}
        {goods && (
          <p className="text-13 text-muted-foreground">
            {goods.unit === 'piece' ? t('cart.each', { price: price(goods) }) : price(goods)} ·{' '}
            <Availability goods={goods} />
          </p>
        )}
        {isKnown && <Trouble line={line} goods={goods} refusal={refusal} isLocked={isLocked} change={change} />}
        <button
          type="button"
          className="link min-h-6 text-13 max-desk:min-h-11"
          aria-label={t('cart.removeOf', { name: line.name })}
          disabled={isLocked}
          onClick={takeOut}
        >
          {t('cart.remove')}
        </button>
      </div>
      {goods && (
        <>
          <span className="max-desk:ms-[68px]">
            <Stepper name={goods.name} unit={goods.unit} value={line.quantity} onChange={change} disabled={isLocked} />
          </span>
          <b className="min-w-26 text-end font-semibold max-desk:ms-auto">
            {money(amountOf(goods.price, line.quantity, currency))}
          </b>
        </>
      )}
    </li>
  )
}

type TroubleProps = Pick<RowProps, 'line' | 'goods' | 'refusal' | 'isLocked'> & { change: (quantity: number) => void }

/** What changed since it was put in, and what can be done about it. */
function Trouble({ line, goods, refusal, isLocked, change }: TroubleProps) {
  const { t } = useTranslation('store')
  const { money } = useFormat()
  const quantity = useQuantity()
  const { notePrice } = useCart(useShop().slug)
  if (!goods) return <Warning>{t('cart.gone')}</Warning>
  const left = Math.max(0, refusal?.available ?? goods.stock ?? Number.POSITIVE_INFINITY)
  const isShort = line.quantity > left
  return (
    <>
      {isShort && (
        <Warning
          act={
            left > 0 && (
              <Button size="sm" disabled={isLocked} onClick={() => change(left)}>
                {t('cart.take', { n: quantity(left, goods.unit) })}
              </Button>
            )
          }
        >
          {left > 0 ? t('cart.onlyLeft', { n: quantity(left, goods.unit) }) : t('cart.soldOut')}
        </Warning>
      )}
      {refusal?.message && <Warning>{refusal.message}</Warning>}
      {Number(goods.price) !== Number(line.price) && (
        <Warning
          act={
            <Button size="sm" onClick={() => notePrice(line.id, goods.price)}>
              {t('cart.notedPrice', { now: money(goods.price) })}
            </Button>
          }
        >
          {t('cart.priceChanged', { before: money(line.price), now: money(goods.price) })}
        </Warning>
      )}
    </>
  )
}

function Warning({ act, children }: { act?: ReactNode; children: ReactNode }) {
  return (
    <p className="my-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-13 font-medium text-warn-text" role="status">
      <span className="inline-flex min-w-0 items-center gap-1.5">
        <TriangleAlert aria-hidden className="size-3.5" />
        {children}
      </span>
      {act}
    </p>
  )
}
