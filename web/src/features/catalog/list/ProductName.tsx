import type { Product } from '../../../../../server/features/catalog/contract.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { ProductPicture } from '../parts/ProductPicture.tsx'

/** Picture, name, and what it belongs to; on a phone its code as well. */
export function ProductName({ product, category }: { product: Product; category: string | null }) {
  const { t } = useTranslation('catalog')
  const second = [product.is_active ? null : t('archived'), category].filter(Boolean)
  return (
    <span className="thing">
      <ProductPicture product={product} />
      <span>
        <b>{product.name}</b>
        <small>
          {second.length > 0 ? second.join(' · ') : <span className="max-desk:hidden">{t('noCategory')}</span>}
          <span className="desk:hidden">
            {second.length > 0 && ' · '}
            {product.sku}
          </span>
        </small>
      </span>
    </span>
  )
}
