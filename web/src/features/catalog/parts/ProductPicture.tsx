import clsx from 'clsx'
import type { Product } from '../../../../../server/features/catalog/contract.ts'

type Size = 30 | 40 | 56 | 'fill'

type ProductPictureProps = {
  product: Pick<Product, 'name' | 'image'>
  /** Pixels a side; `fill` takes the place it is given and shows the whole picture. */
  size?: Size
  className?: string
}

const looks: Record<Size, string> = {
  30: '',
  40: 'picture-40',
  56: 'picture-56',
  fill: 'aspect-square h-auto w-full rounded-sheet',
}

/** What it looks like, or its initial as a stamp. Decoration: the name stands beside it. */
export function ProductPicture({ product: { name, image }, size = 30, className }: ProductPictureProps) {
  const isLarge = size === 'fill'
  return (
    <span className={clsx('picture', looks[size], className)} aria-hidden>
      {image ? (
        <img
          src={isLarge ? image : `${image}&size=thumb`}
          alt=""
          loading={isLarge ? 'eager' : 'lazy'}
          decoding="async"
        />
      ) : (
        <span
          className={clsx(
            'type-wide font-semibold text-faint',
            isLarge ? 'text-34' : size === 56 ? 'text-20' : 'text-13',
          )}
        >
          {initialOf(name)}
        </span>
      )}
    </span>
  )
}

const initialOf = (name: string): string => (name.match(/[\p{L}\p{N}]/u)?.[0] ?? '·').toUpperCase()
