import { RouterLink } from '../../../ui/RouterLink.tsx'
import { type Goods, useShop } from '../shop.ts'
import { usePrice } from '../units.ts'
import { Availability } from './Availability.tsx'
import { Picture } from './Picture.tsx'

/** A product on the shelf; all of the card leads to it. */
export function Card({ goods, first }: { goods: Goods; first: boolean }) {
  const { slug } = useShop()
  const price = usePrice()
  return (
    <article className="shop-whole relative grid min-w-0 content-start gap-2.5">
      <Picture goods={goods} sizes="(min-width: 1200px) 270px, (min-width: 721px) 25vw, 50vw" first={first} />
      <div className="grid min-w-0 gap-0.5">
        <h2 className="line-clamp-3 font-medium" style={{ fontStretch: '100%' }}>
          <RouterLink
            to="/store/$slug/product/$id"
            params={{ slug, id: String(goods.id) }}
            className="after:absolute after:inset-0 hover:underline"
          >
            {goods.name}
          </RouterLink>
        </h2>
        <p className="flex flex-wrap items-baseline justify-between gap-x-3">
          <b className="font-bold">{price(goods)}</b>
          <Availability goods={goods} brief className="text-12" />
        </p>
      </div>
    </article>
  )
}

/** The shape of the cards that are coming. */
export function CardSkeletons({ label }: { label: string }) {
  return (
    <div className="skeleton-wait shop-grid" role="status" aria-label={label}>
      {[72, 60, 80, 54, 66, 76, 58, 70].map(width => (
        <div key={width} className="grid gap-2.5">
          <span className="skeleton aspect-square w-full" />
          <span className="skeleton h-3" style={{ width: `${width}%` }} />
          <span className="skeleton h-3 w-20" />
        </div>
      ))}
    </div>
  )
}
