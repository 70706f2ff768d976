import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button } from '../../../ui/Button.tsx'
import { RouterLink } from '../../../ui/RouterLink.tsx'
import { toast } from '../../../ui/toast.ts'
import { useCart } from '../cart.ts'
import { amountOf, type CartLine, leftOf } from '../cartLines.ts'
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
  const { t } = useTranslation(['store/buying', 'store'])
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
  const left = goods ? leftOf(goods, refusal?.available) : 0
  return (
    <li>
      <div className="flex min-w-0 flex-1 gap-4 max-desk:w-full max-desk:flex-none max-desk:gap-3">
        <Picture goods={goods ?? { id: line.id, name: line.name }} sizes="56px" className="w-14 flex-none self-start" />
        <div className="min-w-0 flex-1">
          {goods ? (
            <RouterLink
              to="/store/$slug/product/$id"
              params={{ slug, id: String(line.id) }}
              className="shop-name font-semibold hover:underline"
            >
              <span className="line-clamp-3">{goods.name}</span>
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
          {isKnown && <Trouble {...{ line, goods, left, isLocked, change }} message={refusal?.message} />}
        </div>
      </div>
      <div className="flex flex-none items-center gap-x-4 max-desk:w-full max-desk:flex-wrap">
        <div className="flex items-center gap-x-4 desk:flex-col">
          {goods && left > 0 && (
            <Stepper name={goods.name} unit={goods.unit} value={line.quantity} onChange={change} disabled={isLocked} />
          )}
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
        <b className="min-w-26 text-end font-semibold max-desk:ms-auto">
          {goods && left > 0 ? money(amountOf(goods.price, line.quantity, currency)) : '–'}
        </b>
      </div>
    </li>
  )
}

/** The shape of the lines that are coming. */
export function CartSkeleton({ lines }: { lines: readonly CartLine[] }) {
  const { t } = useTranslation(['store/buying', 'store'])
  return (
    <ul className="skeleton-wait shop-lines" role="status" aria-label={t('cart.loading')}>
      {lines.map(({ id }) => (
        <li key={id}>
          <div className="flex flex-1 gap-4 max-desk:w-full max-desk:flex-none max-desk:gap-3">
            <span className="skeleton size-14" />
            <div className="grid flex-1 content-center gap-2">
              <span className="skeleton h-3 w-2/5" />
              <span className="skeleton h-2.5 w-3/5" />
            </div>
          </div>
          <span className="skeleton h-11 w-36 desk:mb-6" />
        </li>
      ))}
    </ul>
  )
}

type TroubleProps = Pick<RowProps, 'line' | 'goods' | 'isLocked'> & {
  left: number
  message: string | undefined
  change: (quantity: number) => void
}

/** What changed since it was put in, and what can be done about it. */
function Trouble({ line, goods, left, message, isLocked, change }: TroubleProps) {
  const { t } = useTranslation(['store/buying', 'store'])
  const { money } = useFormat()
  const quantity = useQuantity()
  const { notePrice } = useCart(useShop().slug)
  if (!goods) return <Warning>{t('cart.gone')}</Warning>
  if (left === 0) return <Warning>{t('cart.soldOut')}</Warning>
  return (
    <>
      {line.quantity > left && (
        <Warning
          act={
            <Button size="sm" disabled={isLocked} onClick={() => change(left)}>
              {t('cart.take', { n: quantity(left, goods.unit) })}
            </Button>
          }
        >
          {t('cart.onlyLeft', { n: quantity(left, goods.unit) })}
        </Warning>
      )}
      {message && <Warning>{message}</Warning>}
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
        <TriangleAlert aria-hidden className="size-3.5 self-start mt-0.75" />
        {children}
      </span>
      {act}
    </p>
  )
}
