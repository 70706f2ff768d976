import { useMemo } from 'react'
import type { Product } from '../../../../../server/features/catalog/contract.ts'
import { useCan } from '../../../app/session.ts'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { isMeasured } from '../../../lib/units.ts'
import { LevelBar, LevelLegend, Money, Sku, When } from '../../../ui/index.ts'
import type { Column } from '../../../ui/table/index.ts'
import { useCategoryName } from '../categories.ts'
import { levelOf } from '../facts.ts'
import { PriceCell, ReorderCell } from './cells.tsx'
import { Free } from './Free.tsx'
import { ProductName } from './ProductName.tsx'

/** The ledger's columns, from what it is to when it changed. */
export function useProductColumns(): Column<Product>[] {
  const { t } = useTranslation('catalog')
  const { number, quantity } = useFormat()
  const can = useCan()
  const categoryName = useCategoryName()
  const mayUpdate = can('UPDATE_PRODUCT')
  const maySeeCost = can('VIEW_COST')
  return useMemo(() => {
    const amount = (value: number, unit: string) => (value === 0 ? '–' : quantity(value, unit))
    // Metres and pieces have no sum.
    const sum = (pick: (product: Product) => number) => (rows: Product[]) =>
      rows.some(row => isMeasured(row.unit)) ? null : number(rows.reduce((all, row) => all + pick(row), 0))
    const columns: (Column<Product> | false)[] = [
      {
        id: 'name',
        header: t('field.product'),
        sort: 'name',
        phone: 'title',
        width: '17.5rem',
        cell: product => <ProductName product={product} category={categoryName(product.category)} />,
      },
      { id: 'sku', header: t('field.sku'), sort: 'sku', width: '10.5rem', cell: ({ sku }) => <Sku>{sku}</Sku> },
      {
        id: 'price',
        header: t('field.price'),
        align: 'end',
        sort: 'price',
        phone: 'value',
        cell: product => (mayUpdate ? <PriceCell product={product} /> : <Money amount={product.price} />),
      },
      {
        id: 'stock',
        header: t('field.stock'),
        align: 'end',
        sort: 'stock',
        phone: 'figure',
        cell: product => <Free product={product} />,
        total: sum(({ stock }) => stock ?? 0),
      },
      {
        id: 'level',
        header: t('field.level'),
        heading: <LevelLegend className="flex-nowrap gap-x-2 text-11" />,
        phone: 'detail',
        value: product => JSON.stringify(levelOf(product)),
        cell: product =>
          product.track_stock ? (
            <LevelBar {...levelOf(product)} width={96} />
          ) : (
            <span className="text-muted-foreground">{t('untracked')}</span>
          ),
      },
      {
        id: 'on_hand',
        header: t('field.onHand'),
        align: 'end',
        cell: ({ on_hand, unit, track_stock }) => (track_stock ? quantity(on_hand, unit) : '–'),
        total: sum(({ on_hand, track_stock }) => (track_stock ? on_hand : 0)),
      },
      {
        id: 'reserved',
        header: t('field.held'),
        align: 'end',
        cell: ({ reserved, unit }) => <span className="text-muted-foreground">{amount(reserved, unit)}</span>,
        total: sum(({ reserved }) => reserved),
      },
      {
        id: 'incoming',
        header: t('field.incoming'),
        align: 'end',
        cell: ({ incoming, unit }) => <span className="text-muted-foreground">{amount(incoming, unit)}</span>,
        total: sum(({ incoming }) => incoming),
      },
      {
        id: 'reorder_point',
        header: t('field.reorderAt'),
        align: 'end',
        cell: product =>
          mayUpdate ? <ReorderCell product={product} /> : quantity(product.reorder_point, product.unit),
      },
      {
        id: 'updated_at',
        header: t('field.changed'),
        sort: 'updated_at',
        // What changed is tinted itself; the time of it need not be.
        value: () => null,
        cell: ({ updated_at }) => <When iso={updated_at} className="text-muted-foreground" />,
      },
      maySeeCost && {
        id: 'cost',
        header: t('field.cost'),
        align: 'end',
        hidden: true,
        cell: ({ cost }) => <Money amount={cost} />,
      },
      {
        id: 'barcode',
        header: t('field.barcode'),
        hidden: true,
        cell: ({ barcode }) => barcode ?? '–',
      },
    ]
    return columns.filter(column => column !== false)
  }, [t, number, quantity, categoryName, mayUpdate, maySeeCost])
}
