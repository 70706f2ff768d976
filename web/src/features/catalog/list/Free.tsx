import clsx from 'clsx'
import type { Product } from '../../../../../server/features/catalog/contract.ts'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { figureTone, markOf } from '../facts.ts'

/** How many can be sold now; brick when none, ochre when too few. */
export function Free({ product }: { product: Product }) {
  const { t } = useTranslation('catalog')
  const { quantity } = useFormat()
  if (product.stock === null) return <span className="text-muted-foreground max-desk:hidden">–</span>
  const mark = markOf(product)
  return (
    <span className={clsx(mark && figureTone[mark])}>
      <b className="font-semibold">{quantity(product.stock, product.unit)}</b>
      <span className="desk:hidden"> {t(mark === 'out' ? 'left' : 'free')}</span>
    </span>
  )
}
