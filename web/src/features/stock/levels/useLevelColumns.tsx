import clsx from 'clsx'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import type { Product } from '../../../../../server/features/catalog/contract.ts'
import type { Level } from '../../../../../server/features/stock/contract.ts'
import { useCan } from '../../../app/session.ts'
import { type Format, useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { LevelBar, LevelLegend, Sku } from '../../../ui/index.ts'
import type { Column } from '../../../ui/table/index.ts'
import { ProductPicture } from '../../catalog/parts/ProductPicture.tsx'

type Products = ReadonlyMap<number, Product>
type Say = TFunction<'stock'>

export function useLevelColumns(products: Products, isPast: boolean): Column<Level>[] {
  const { t } = useTranslation('stock')
  const format = useFormat()
  const seesCost = useCan()('VIEW_COST')
  return useMemo(
    () => [
      ...naming(t, products),
      ...(isPast ? [onHand(t, format, 'value')] : present(t, format)),
      ...(seesCost && !isPast ? worth(t, format) : []),
    ],
    [t, format, products, isPast, seesCost],
  )
}

const naming = (t: Say, products: Products): Column<Level>[] => [
  {
    id: 'product_name',
    header: t('field.product'),
    sort: 'product',
    phone: 'title',
    width: '280px',
    cell: level => (
      <span className="thing">
        <ProductPicture product={products.get(level.product) ?? { name: level.product_name, image: null }} />
        <span>
          <b>{level.product_name}</b>
          <small>
            <span className="desk:hidden">{level.location_name} · </span>
            {level.sku}
          </small>
        </span>
      </span>
    ),
  },
  { id: 'sku', header: t('field.sku'), hidden: true, cell: ({ sku }) => <Sku>{sku}</Sku> },
  {
    id: 'location_name',
    header: t('field.location'),
    sort: 'location',
    cell: ({ location_name }) => <span className="block max-w-48 truncate">{location_name}</span>,
  },
]

const present = (t: Say, format: Format): Column<Level>[] => [
  {
    id: 'level',
    header: t('field.level'),
    heading: <LevelLegend />,
    phone: 'detail',
    width: '200px',
    cell: ({ available, reserved, incoming }) => <LevelBar free={available ?? 0} held={reserved} incoming={incoming} />,
  },
  {
    id: 'available',
    header: t('field.available'),
    align: 'end',
    phone: 'value',
    cell: ({ available, unit }) => (
      <b className={clsx('font-semibold', available === 0 && 'text-danger-text')}>
        {format.quantity(available, unit)}
        <span className="font-normal text-muted-foreground desk:hidden"> {t('levels.free')}</span>
      </b>
    ),
  },
  onHand(t, format),
  { id: 'reserved', header: t('field.reserved'), align: 'end', cell: quiet('reserved', format) },
  { id: 'incoming', header: t('field.incoming'), align: 'end', cell: quiet('incoming', format) },
]

function onHand(t: Say, format: Format, phone?: 'value'): Column<Level> {
  return {
    id: 'on_hand',
    header: t('field.on_hand'),
    align: 'end',
    ...(phone && { phone }),
    cell: ({ on_hand, unit }) => format.quantity(on_hand, unit),
  }
}

const worth = (t: Say, { money }: Format): Column<Level>[] => [
  {
    id: 'average_cost',
    header: t('field.average_cost'),
    align: 'end',
    hidden: true,
    cell: ({ average_cost }) => money(average_cost),
  },
  {
    id: 'value',
    header: t('field.value'),
    align: 'end',
    phone: 'figure',
    cell: ({ value }) => (
      <span className="max-desk:text-muted-foreground">{Number(value) === 0 ? '–' : money(value)}</span>
    ),
    total: rows => money(rows.reduce((sum, { value }) => sum + Number(value ?? 0), 0)),
  },
]

/** A nought in a secondary column is a dash. */
const quiet =
  (name: 'reserved' | 'incoming', { quantity }: Format) =>
  (level: Level) =>
    level[name] ? quantity(level[name], level.unit) : <span className="text-muted-foreground">–</span>
