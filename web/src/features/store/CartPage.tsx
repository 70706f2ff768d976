import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { Empty, ErrorState } from '../../ui/blanks.tsx'
import { useWindowTitle } from '../../ui/PageHead.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useCart } from './cart.ts'
import type { CartLine } from './cartLines.ts'
import { CartRow } from './parts/CartRow.tsx'
import { Summary } from './parts/Summary.tsx'
import { type Goods, useShop, useTheseGoods } from './shop.ts'
import { useCheckout } from './useCheckout.ts'

/** What is in the cart, as it is sold now; and what changed since it was put in. */
export default function CartPage() {
  const { t } = useTranslation('store')
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
  const { t } = useTranslation('store')
  const checkout = useCheckout()
  const { known, isFresh, error, refetch } = useTheseGoods(lines.map(({ id }) => id))
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
                  refusal={checkout.refused?.lines.get(line.id)}
                  isLocked={checkout.isSending || checkout.isLost}
                  onChange={checkout.forget}
                />
              ))}
            </ul>
          ) : (
            <Skeleton rows={lines.length} pictures label={t('cart.loading')} />
          )}
        </section>
        <Summary sold={soldOf(lines, known)} checkout={checkout} />
      </div>
    </>
  )
}

export type SoldLine = { line: CartLine; goods: Goods }

/** The lines that can be bought still; null until it is known. */
function soldOf(lines: readonly CartLine[], known: ReadonlyMap<number, Goods> | null): SoldLine[] | null {
  if (!known) return null
  return lines.flatMap(line => {
    const goods = known.get(line.id)
    return goods ? [{ line, goods }] : []
  })
}
