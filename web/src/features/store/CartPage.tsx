import { useTranslation } from '../../lib/translation.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { Empty, ErrorState } from '../../ui/blanks.tsx'
import { useWindowTitle } from '../../ui/PageHead.tsx'
import { useCart } from './cart.ts'
import { type CartLine, leftOf } from './cartLines.ts'
import { CartRow, CartSkeleton } from './parts/CartRow.tsx'
import { Summary } from './parts/Summary.tsx'
import { type Goods, useShop, useTheseGoods } from './shop.ts'
import { type Refused, type SoldLine, useCheckout } from './useCheckout.ts'

/** What is in the cart, as it is sold now; and what changed since it was put in. */
export default function CartPage() {
  const { t } = useTranslation(['store/buying', 'store'])
  const { slug } = useShop()
  const { cart } = useCart(slug)
  useWindowTitle(t('cart.title'))
  if (cart.lines.length > 0) return <Filled lines={cart.lines} />
  return (
    <Empty
      page
      title={t('cart.empty')}
      actions={
        <ButtonLink kind="primary" to="/store/$slug" params={{ slug }}>
          {t('shelf.back')}
        </ButtonLink>
      }
    >
      {t('cart.emptyText')}
    </Empty>
  )
}

function Filled({ lines }: { lines: readonly CartLine[] }) {
  const { t } = useTranslation(['store/buying', 'store'])
  const { known, isFresh, error, refetch, look } = useTheseGoods(lines.map(({ id }) => id))
  const checkout = useCheckout(look)
  const refusals = checkout.refused?.lines
  if (!known && error) return <ErrorState page error={error} title={t('cart.failed')} onRetry={refetch} />
  return (
    <>
      <h1 className="mb-4.5">{t('cart.title')}</h1>
      <div className="shop-two">
        <section aria-label={t('cart.lines')}>
          {known ? (
            <ul className="shop-lines">
              {lines.map((line, index) => (
                <CartRow
                  key={line.id}
                  line={line}
                  index={index}
                  goods={known.get(line.id)}
                  isKnown={isFresh || known.has(line.id)}
                  refusal={refusals?.get(line.id)}
                  isLocked={checkout.isSending || checkout.isLost}
                  onChange={checkout.forget}
                />
              ))}
            </ul>
          ) : (
            <CartSkeleton lines={lines} />
          )}
        </section>
        <Summary sold={known && soldOf(lines, known, refusals)} checkout={checkout} />
      </div>
    </>
  )
}

type Refusals = Refused['lines'] | undefined

/** The lines of which something can be had still. */
function soldOf(lines: readonly CartLine[], known: ReadonlyMap<number, Goods>, refusals: Refusals): SoldLine[] {
  return lines.flatMap(line => {
    const goods = known.get(line.id)
    return goods && leftOf(goods, refusals?.get(line.id)?.available) > 0 ? [{ line, goods }] : []
  })
}
