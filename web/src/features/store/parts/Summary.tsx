import { useLocation } from '@tanstack/react-router'
import { signOut, useCan, useMaybeMe } from '../../../app/session.ts'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { isMeasured } from '../../../lib/units.ts'
import { Button } from '../../../ui/Button.tsx'
import { ButtonLink } from '../../../ui/ButtonLink.tsx'
import { Field } from '../../../ui/Field.tsx'
import { Total } from '../../../ui/figures.tsx'
import { TextArea } from '../../../ui/inputs.tsx'
import { Note } from '../../../ui/Note.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { useCart } from '../cart.ts'
import { amountOf, inThousandths, leftOf } from '../cartLines.ts'
import { useMember, useShop } from '../shop.ts'
import type { Checkout, SoldLine } from '../useCheckout.ts'
import { Lost, RefusedNote } from './RefusedNote.tsx'

/** What it comes to, a note to the shop, and the order. */
export function Summary({ sold, checkout }: { sold: SoldLine[] | null; checkout: Checkout }) {
  const { t } = useTranslation(['store/buying', 'store'])
  const { money } = useFormat()
  const { slug, currency } = useShop()
  const { cart, setNote } = useCart(slug)
  const total = sold?.reduce((sum, { line, goods }) => sum + amountOf(goods.price, line.quantity, currency), 0)
  return (
    <Sheet
      title={t('summary.title')}
      className="bg-background max-desk:-mx-4 max-desk:rounded-none max-desk:border-x-0"
    >
      <div className="grid gap-3.5 text-14">
        <div className="flex justify-between gap-4 text-muted-foreground">
          <span>{useCountWords(sold)}</span>
        </div>
        <p
          className="flex items-baseline justify-between gap-4 border-t border-border-strong pt-3 text-16 font-semibold"
          role="status"
        >
          <span>{t('summary.total')}</span>
          {total === undefined ? '–' : <Total>{money(total)}</Total>}
        </p>
        <Field label={t('summary.note')} optional>
          <TextArea
            rows={2}
            maxLength={2000}
            value={cart.note}
            disabled={checkout.isLost || checkout.isSending}
            onChange={event => setNote(event.target.value)}
          />
        </Field>
        <Way sold={sold} checkout={checkout} />
      </div>
    </Sheet>
  )
}

/** "3 products, 9 units"; what is weighed is no unit. */
function useCountWords(sold: SoldLine[] | null): string {
  const { t } = useTranslation(['store/buying', 'store'])
  const { number } = useFormat()
  if (!sold) return t('cart.loading')
  const counted = sold.filter(({ goods }) => !isMeasured(goods.unit))
  const units = inThousandths(counted.reduce((sum, { line }) => sum + line.quantity, 0))
  const products = t('shelf.count', { count: sold.length, n: number(sold.length) })
  return counted.length === sold.length && units !== sold.length
    ? t('summary.goods', { products, units: t('summary.units', { count: units, n: number(units) }) })
    : products
}

/** To the order: by signing in, with another account, or by a press. */
function Way({ sold, checkout }: { sold: SoldLine[] | null; checkout: Checkout }) {
  const { t } = useTranslation(['store/buying', 'store'])
  const { name, slug } = useShop()
  const someone = useMaybeMe()
  const member = useMember(slug)
  const lock = useLock(sold, checkout)
  const { place, isSending, isLost, refused } = checkout
  const lost = isLost && <Lost onGiveUp={checkout.giveUp} />
  if (!someone)
    return (
      <>
        {lost}
        <SignIn />
      </>
    )
  if (!member)
    return (
      <Note tone="neutral">
        <p>
          {t('summary.otherCompany', {
            name: someone.name || someone.username,
            company: someone.tenant.name,
            shop: name,
          })}
        </p>
        <button type="button" className="link min-h-6 max-desk:min-h-11" onClick={() => void signOut(`/store/${slug}`)}>
          {t('account.signOut')}
        </button>
      </Note>
    )
  return (
    <>
      {refused && !isLost && <RefusedNote {...refused} />}
      {lost}
      <Button
        kind="primary"
        size="lg"
        className="w-full"
        busy={isSending}
        lockedBecause={lock}
        onClick={() => void place(sold ?? [])}
      >
        {t(isLost ? 'summary.again' : 'summary.place')}
      </Button>
      <p className="text-13 text-muted-foreground">{t('summary.means')}</p>
    </>
  )
}

/** Why it cannot be ordered as it is. What was sent already is asked for as it was. */
function useLock(sold: SoldLine[] | null, { isLost, refused }: Checkout): string | null {
  const { t } = useTranslation(['store/buying', 'store'])
  const { name } = useShop()
  const canOrder = useCan()('CREATE_ORDER')
  if (!canOrder) return t('summary.mayNotOrder', { shop: name })
  if (isLost || !sold) return null
  if (sold.length === 0) return t('summary.nothingSold')
  const isShort = ({ line, goods }: SoldLine) => line.quantity > leftOf(goods, refused?.lines.get(line.id)?.available)
  const short = sold.find(isShort)
  return short ? t('summary.short', { name: short.goods.name }) : null
}

function SignIn() {
  const { t } = useTranslation(['store/buying', 'store'])
  const { name, slug, takesCustomers } = useShop()
  const { href } = useLocation()
  return (
    <>
      <ButtonLink kind="primary" size="lg" className="w-full" to="/login" search={{ next: href }}>
        {t('summary.signIn')}
      </ButtonLink>
      {takesCustomers && (
        <ButtonLink size="lg" className="w-full" to="/join" search={{ role: 'customer', company: slug, next: href }}>
          {t('account.join')}
        </ButtonLink>
      )}
      <p className="text-13 text-muted-foreground">
        {takesCustomers ? t('summary.cartStays') : t('summary.noNewcomers', { shop: name })}
      </p>
    </>
  )
}
