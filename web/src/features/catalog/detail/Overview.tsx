import type { Product } from '../../../../../server/features/catalog/contract.ts'
import { useCan } from '../../../app/session.ts'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { KeyValues, Money, Sheet, Tag, When } from '../../../ui/index.ts'
import { Levels } from './Levels.tsx'
import { OpenOrders } from './OpenOrders.tsx'
import { Picture } from './Picture.tsx'
import { RecentMoves } from './RecentMoves.tsx'
import { StockSheet } from './StockSheet.tsx'

type OverviewProps = {
  product: Product
  category: string | null
  nameOf: (id: number | null) => string
}

/** Stock at the start, what it is at the end; on a phone below one another. */
export function Overview({ product, category, nameOf }: OverviewProps) {
  const can = useCan()
  const seesStock = can('VIEW_STOCK')
  return (
    <div className="grid items-start gap-4 desk:grid-cols-[minmax(0,1fr)_minmax(280px,360px)]">
      <div className="grid min-w-0 gap-4">
        <StockSheet product={product} />
        {seesStock && product.track_stock && (
          <>
            <Levels product={product} />
            <OpenOrders product={product} />
            <RecentMoves product={product} />
          </>
        )}
      </div>
      <div className="grid min-w-0 gap-4">
        <Picture product={product} />
        <Facts product={product} category={category} nameOf={nameOf} />
      </div>
    </div>
  )
}

function Facts({ product, category, nameOf }: OverviewProps) {
  const { t } = useTranslation('catalog')
  const { quantity } = useFormat()
  const units = (value: number | null) => (value === null ? null : quantity(value, product.unit))
  return (
    <Sheet title={t('facts')}>
      <KeyValues
        className="[overflow-wrap:anywhere]"
        items={[
          [t('field.price'), <Money key="price" amount={product.price} className="font-semibold" />],
          product.cost !== undefined && [t('field.cost'), <Money key="cost" amount={product.cost} />],
          [t('field.category'), category],
          [t('field.unit'), t(`unit.${product.unit}`)],
          [t('field.barcode'), product.barcode && <span className="type-narrow">{product.barcode}</span>],
          product.track_stock && [t('field.reorderAt'), units(product.reorder_point)],
          product.track_stock && [t('field.reorderQuantity'), units(product.reorder_quantity)],
          [t('field.assigned'), nameOf(product.assigned_to)],
          [t('field.state'), <Tag key="state">{t(product.is_active ? 'active' : 'archived')}</Tag>],
          [t('field.changed'), <When key="changed" iso={product.updated_at} as="dateTime" />],
          [t('field.created'), <Created key="created" product={product} nameOf={nameOf} />],
        ]}
      />
      {product.description && (
        <p className="mt-4 border-t border-border pt-3 whitespace-pre-line [overflow-wrap:anywhere]">
          {product.description}
        </p>
      )}
    </Sheet>
  )
}

function Created({ product, nameOf }: Pick<OverviewProps, 'product' | 'nameOf'>) {
  const { t } = useTranslation('catalog')
  const { date } = useFormat()
  const on = date(product.created_at)
  return product.created_by === null ? on : t('createdBy', { date: on, name: nameOf(product.created_by) })
}
