import { RefreshCw, ShoppingCart, SlidersHorizontal } from 'lucide-react'
import type { Product } from '../../../../../server/features/catalog/contract.ts'
import type { Level } from '../../../../../server/features/stock/contract.ts'
import { useCan } from '../../../app/session.ts'
import { useFormat } from '../../../lib/format.ts'
import { useList } from '../../../lib/list.ts'
import { useGet } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, ButtonLink, ErrorState, LevelBar, Note, RouterLink, Skeleton, Sku } from '../../../ui/index.ts'
import { ProductPicture } from '../../catalog/parts/ProductPicture.tsx'
import { CountOneMore } from './CountOneMore.tsx'

type FoundProps = { id: number; adjust: () => void }

/** The product that was scanned. */
export function Found({ id, adjust }: FoundProps) {
  const { data: product, error, refetch } = useGet<Product>(`/api/products/${id}/`)
  if (error && !product) return <ErrorState error={error} onRetry={refetch} />
  if (!product) return <Skeleton shape="block" height={220} />
  return (
    <article className="sheet grid gap-4 p-4" aria-label={product.name}>
      <Head product={product} />
      <Levels product={product} />
      <Acts product={product} adjust={adjust} />
    </article>
  )
}

function Head({ product }: { product: Product }) {
  const { t } = useTranslation('stock')
  const { money, quantity } = useFormat()
  const { id, name, sku, price, stock, unit } = product
  return (
    <header className="flex min-w-0 items-start gap-3">
      <ProductPicture product={product} size={56} />
      <div className="grid min-w-0 flex-1 gap-1">
        <h2 className="text-16 leading-tight">
          <RouterLink
            className="line-clamp-3 [overflow-wrap:anywhere] hover:underline"
            to="/app/products/$id"
            params={{ id: String(id) }}
          >
            {name}
          </RouterLink>
        </h2>
        <span className="flex min-w-0 flex-wrap items-center gap-2">
          <Sku>{sku}</Sku>
          <span>{money(price)}</span>
        </span>
      </div>
      {stock !== null && (
        <p className="text-end">
          <b className="type-wide block text-26 leading-none font-semibold">{quantity(stock, unit)}</b>
          <small className="text-muted-foreground">{t('levels.free')}</small>
        </p>
      )}
    </header>
  )
}

function Levels({ product }: { product: Product }) {
  const { t } = useTranslation('stock')
  const { quantity } = useFormat()
  const can = useCan()
  const { id, stock, reserved, incoming, reorder_point, unit } = product
  const list = useList<Level>('/api/stock/', { product: id, page_size: 50 }, { enabled: can('VIEW_STOCK') })
  if (!product.track_stock) return <Note>{t('scan.untracked')}</Note>
  return (
    <div className="grid gap-3">
      <LevelBar
        free={stock ?? 0}
        held={reserved}
        incoming={incoming}
        reorder={reorder_point}
        width="100%"
        height={14}
      />
      {list.rows.length > 0 && (
        <ul className="grid gap-2">
          {list.rows.map(level => (
            <li key={level.id} className="flex items-baseline gap-3">
              <span className="min-w-0 flex-1 truncate">{level.location_name}</span>
              <span className="text-12 text-muted-foreground">
                {level.reserved ? t('scan.held', { n: quantity(level.reserved, unit) }) : null}
              </span>
              <b className="font-semibold">{quantity(level.on_hand, unit)}</b>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Acts({ product, adjust }: { product: Product; adjust: () => void }) {
  const { t } = useTranslation('stock')
  const can = useCan()
  const { id, is_active, track_stock } = product
  return (
    <div className="grid gap-2 desk:flex desk:flex-wrap">
      {can('COUNT_STOCK') && is_active && track_stock && <CountOneMore product={product} />}
      {can('ADJUST_STOCK') && is_active && track_stock && (
        <Button size="lg" icon={SlidersHorizontal} onClick={adjust}>
          {t('adjust.button')}
        </Button>
      )}
      {can('CREATE_RESTOCK') && is_active && (
        <ButtonLink size="lg" icon={RefreshCw} to="/app/orders/new" search={{ kind: 'restock', product: id }}>
          {t('scan.restock')}
        </ButtonLink>
      )}
      {can('CREATE_ORDER') && is_active && (
        <ButtonLink size="lg" kind="primary" icon={ShoppingCart} to="/app/orders/new" search={{ product: id }}>
          {t('scan.order')}
        </ButtonLink>
      )}
    </div>
  )
}
