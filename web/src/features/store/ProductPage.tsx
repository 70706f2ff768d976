import { useParams } from '@tanstack/react-router'
import { ChevronRight, ShoppingCart } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
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
import { Availability } from './parts/Availability.tsx'
import { Picture } from './parts/Picture.tsx'
import { Stepper } from './parts/Stepper.tsx'
import { exactly } from './shell/exactly.ts'
import { type Goods, useCategories, useOneGoods, useShop } from './shop.ts'
import { usePrice, useQuantity } from './units.ts'
import { useUnderWay } from './useCheckout.ts'

export default function ProductPage() {
  const { t } = useTranslation('store')
  const { slug } = useShop()
  const { id } = useParams({ strict: false }) as { id: string }
  const { goods, isGone, error, refetch } = useOneGoods(Number(id) || 0)
  if (goods) return <Shown key={goods.id} goods={goods} />
  if (isGone)
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
  return error ? <ErrorState page error={error} onRetry={refetch} /> : <Loading />
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
  const { t } = useTranslation('store')
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
            <p role="status">
              <Availability goods={goods} className="font-medium" />
            </p>
          </div>
          <Buy goods={goods} />
          {goods.description && (
            <section className="grid gap-1 border-t border-border pt-4">
              <h2>{t('product.about')}</h2>
              <p className="max-w-[60ch] whitespace-pre-line">{goods.description}</p>
            </section>
          )}
          <p className="min-w-0 text-12 text-muted-foreground">
            {t('product.sku')} <Sku>{goods.sku}</Sku>
          </p>
        </div>
      </div>
    </>
  )
}

function Crumbs({ goods }: { goods: Goods }) {
  const { t } = useTranslation('store')
  const { slug } = useShop()
  const category = useCategories().find(({ id }) => id === goods.category)
  return (
    <nav className="crumb mb-3" aria-label={t('product.crumbs')}>
      <RouterLink to="/store/$slug" params={{ slug }} {...exactly} className="link inline-flex min-h-6 items-center">
        {t('shelf.title')}
      </RouterLink>
      {category && (
        <>
          <ChevronRight aria-hidden />
          <RouterLink
            to="/store/$slug"
            params={{ slug }}
            search={{ category: category.id }}
            className="link inline-flex min-h-6 items-center"
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
  const { t } = useTranslation('store')
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
          <Button kind="primary" size="lg" icon={ShoppingCart} onClick={add} className="min-h-11 max-desk:flex-1">
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
              <RouterLink to="/store/$slug/cart" params={{ slug }} className="link inline-flex min-h-6 items-center">
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
