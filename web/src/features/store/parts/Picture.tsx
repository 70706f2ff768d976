import clsx from 'clsx'
import type { Goods } from '../shop.ts'

type PictureProps = {
  goods: Pick<Goods, 'id' | 'name' | 'image'> | { id: number; name: string; image?: null }
  /** How wide it is shown, as in <img sizes>. */
  sizes: string
  /** Seen at once: not loaded lazily. */
  first?: boolean
  className?: string
}

const grounds = 6

/** A square picture on a tinted ground; without one, the name's initial. Decoration: the name stands beside it. */
export function Picture({ goods: { id, name, image }, sizes, first = false, className }: PictureProps) {
  return (
    <span className={clsx('shop-art', `shop-art-${id % grounds}`, className)} aria-hidden>
      {image ? (
        <img
          src={`${image}&size=thumb`}
          srcSet={`${image}&size=thumb 320w, ${image} 1200w`}
          sizes={sizes}
          alt=""
          loading={first ? 'eager' : 'lazy'}
          decoding="async"
        />
      ) : (
        <span>{[...name.trim()][0]?.toUpperCase()}</span>
      )}
    </span>
  )
}
