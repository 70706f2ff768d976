import { useParams } from '@tanstack/react-router'
import clsx from 'clsx'
import { Check, ChevronRight, ShoppingCart } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../lib/translation.ts'
import { Button } from '../../ui/Button.tsx'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { Empty, ErrorState } from '../../ui/blanks.tsx'
import { Note } from '../../ui/Note.tsx'
import { useWindowTitle } from '../../ui/PageHead.tsx'
import { Sku } from '../../ui/pills.tsx'
import { RouterLink } from '../../ui/RouterLink.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { toast } from '../../ui/toast.ts'
import { useCart } from './cart.ts'
import { inThousandths, mostLines } from './cartLines.ts'
import { Picture } from './parts/Picture.tsx'
import { Stepper } from './parts/Stepper.tsx'
import { exactly } from './shell/exactly.ts'
import { type Goods, useCategories, useOneGoods, useShop } from './shop.ts'
import { useAvailability, usePrice, useQuantity } from './units.ts'
import { useUnderWay } from './useCheckout.ts'

export default function ProductPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { goods, isGone, error, refetch } = useOneGoods(Number(id) || 0)
  if (goods) return <Shown key={goods.id} goods={goods} />
  if (isGone) return <Gone />
  return error ? <ErrorState page error={error} onRetry={refetch} /> : <Loading />
}

function Gone() {
  const { t } = useTranslation(['store/buying', 'store'])
  const { slug } = useShop()
  useWindowTitle(t('product.gone'))
  return (
    <Empty
      page
      title={t('product.gone')}
      actions={
        <ButtonLink kind="primary" to="/store/$slug" params={{ slug }}>
          {t('shelf.back')}
        </ButtonLink>
      }
    >
      {t('product.goneText')}
    </Empty>
  )
}

const columns = 'grid items-start gap-x-11 gap-y-5 desk:grid-cols-2'

const Loading = () => (
  <div className={columns}>
    <div className="skeleton-wait">
      <span className="skeleton aspect-square w-full" />
    </div>
    <Skeleton shape="text" rows={6} />
  </div>
)

function Shown({ goods }: { goods: Goods }) {
  const { t } = useTranslation(['store/buying', 'store'])
  const price = usePrice()
  useWindowTitle(goods.name)
  return (
    <>
      <Crumbs goods={goods} />
      <div className={columns}>
        <Picture goods={goods} sizes="(min-width: 721px) 580px, 100vw" first />
        <div className="grid min-w-0 gap-4 desk:pt-2">
          <div className="grid gap-2">
            <h1>{goods.name}</h1>
            <p className="text-20 font-bold">{price(goods)}</p>
            <OnShelf goods={goods} />
          </div>
          <Buy goods={goods} />
          {goods.description && (
            <section className="grid gap-1 border-t border-border pt-4">
              <h2>{t('product.about')}</h2>
              <p className="max-w-[60ch] whitespace-pre-line">{goods.description}</p>
            </section>
          )}
          <p className="flex min-w-0 flex-wrap items-center gap-x-2 text-12 text-muted-foreground">
            {t('product.sku')}
            <Sku>{goods.sku}</Sku>
          </p>
        </div>
      </div>
    </>
  )
}

function OnShelf({ goods }: { goods: Goods }) {
  const { is, text } = useAvailability()(goods)
  return (
    <p role="status" className={clsx('flex items-center gap-1.5 font-medium', shelfTones[is])}>
      {is === 'in' && <Check aria-hidden className="text-success" />}
      {text}
    </p>
  )
}

const shelfTones = { in: 'text-success-text', few: 'text-warn-text', out: 'text-danger-text' }

function Crumbs({ goods }: { goods: Goods }) {
  const { t } = useTranslation(['store/buying', 'store'])
  const { slug } = useShop()
  const category = useCategories().find(({ id }) => id === goods.category)
  return (
    <nav className="crumb mb-3 max-desk:-mt-3 max-desk:mb-0" aria-label={t('product.crumbs')}>
      <RouterLink
        to="/store/$slug"
        params={{ slug }}
        {...exactly}
        className="link inline-flex min-h-6 items-center max-desk:min-h-11"
      >
        {t('shelf.title')}
      </RouterLink>
      {category && (
        <>
          <ChevronRight aria-hidden />
          <RouterLink
            to="/store/$slug"
            params={{ slug }}
            search={{ category: category.id }}
            className="link inline-flex min-h-6 items-center max-desk:min-h-11"
          >
            {category.name}
          </RouterLink>
        </>
      )}
    </nav>
  )
}

/** Never more into the cart than is on the shelf. */
function Buy({ goods }: { goods: Goods }) {
  const { t } = useTranslation(['store/buying', 'store'])
  const { slug } = useShop()
  const quantity = useQuantity()
  const { cart, put } = useCart(slug)
  const [wanted, setWanted] = useState(1)
  const inCart = cart.lines.find(({ id }) => id === goods.id)?.quantity ?? 0
  const room = goods.stock === null ? Number.POSITIVE_INFINITY : inThousandths(goods.stock - inCart)
  const taken = Math.min(wanted, room)
  const isUnderWay = useUnderWay()
  const isFull = inCart === 0 && cart.lines.length >= mostLines
  const lock = isUnderWay
    ? t('cart.underWay')
    : isFull
      ? t('cart.full', { count: mostLines })
      : room > 0
        ? null
        : inCart > 0
          ? t('product.allInCart', { n: quantity(inCart, goods.unit) })
          : t('product.soldOut')
  const add = () => {
    put({ id: goods.id, name: goods.name, price: goods.price, quantity: taken })
    setWanted(1)
    if (taken < wanted) toast(t('product.addedLess', { n: quantity(taken, goods.unit), name: goods.name }))
  }
  return (
    <div className="shop-buy">
      {lock === null ? (
        <div className="flex flex-wrap items-center gap-3">
          <Stepper name={goods.name} unit={goods.unit} value={wanted} onChange={setWanted} />
          <Button
            kind="primary"
            size="lg"
            icon={ShoppingCart}
            onClick={add}
            className="min-h-11 max-desk:flex-1 max-desk:px-2.5"
          >
            {t('product.add', { n: quantity(taken, goods.unit) })}
          </Button>
        </div>
      ) : (
        <p className="text-muted-foreground">{lock}</p>
      )}
      <div role="status">
        {inCart > 0 && (
          <Note
            tone="success"
            action={
              <RouterLink
                to="/store/$slug/cart"
                params={{ slug }}
                className="link inline-flex min-h-6 items-center max-desk:-my-3 max-desk:min-h-11"
              >
                {t('cart.open')}
              </RouterLink>
            }
          >
            {t('product.inCart', { n: quantity(inCart, goods.unit) })}
          </Note>
        )}
      </div>
    </div>
  )
}
