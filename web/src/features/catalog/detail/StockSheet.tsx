import clsx from 'clsx'
import type { Product } from '../../../../../server/features/catalog/contract.ts'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { LevelBar, Sheet } from '../../../ui/index.ts'
import { figureTone, levelOf, markOf } from '../facts.ts'

/** The one number that matters, the bar it comes from, and the numbers behind the bar. */
export function StockSheet({ product }: { product: Product }) {
  const { t } = useTranslation('catalog')
  const { quantity } = useFormat()
  if (!product.track_stock)
    return (
      <Sheet title={t('stock.title')}>
        <p className="text-muted-foreground">{t('stock.untracked')}</p>
      </Sheet>
    )
  const mark = markOf(product)
  const units = (value: number) => quantity(value, product.unit)
  return (
    <Sheet title={t('stock.title')}>
      <div className="grid gap-4">
        <p className="text-20">
          <b className={clsx('type-wide text-26 font-semibold', mark && figureTone[mark])}>
            {units(product.stock ?? 0)}
          </b>{' '}
          {t('stock.free')}
        </p>
        <LevelBar {...levelOf(product)} width="100%" height={18} />
        <dl className="flex flex-wrap gap-x-8 gap-y-3">
          <Figure swatch="bg-input" label={t('field.held')} value={units(product.reserved)} />
          <Figure
            swatch="border border-dashed border-chart-1"
            label={t('field.incoming')}
            value={units(product.incoming)}
          />
          <Figure label={t('field.onHand')} value={units(product.on_hand)} />
          <Figure
            label={t('field.reorderAt')}
            value={product.reorder_point === null ? '–' : units(product.reorder_point)}
          />
        </dl>
      </div>
    </Sheet>
  )
}

function Figure({ swatch, label, value }: { swatch?: string; label: string; value: string }) {
  return (
    <div>
      <dt className="flex items-center gap-1.5 text-12 text-muted-foreground">
        {swatch && <i className={clsx('swatch', swatch)} aria-hidden />}
        {label}
      </dt>
      <dd className="text-16 font-semibold">{value}</dd>
    </div>
  )
}
