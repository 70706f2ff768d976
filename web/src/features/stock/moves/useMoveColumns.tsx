import { useMemo } from 'react'
import type { Move } from '../../../../../server/features/stock/contract.ts'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { When } from '../../../ui/index.ts'
import type { Column } from '../../../ui/table/index.ts'
import { ProductPicture } from '../../catalog/parts/ProductPicture.tsx'
import { useMoveWords } from '../parts/moveWords.ts'
import { useProducts } from '../products.ts'
import { Cause } from './Cause.tsx'

export function useMoveColumns(rows: readonly Move[]): Column<Move>[] {
  const { t } = useTranslation('stock')
  const { signed, number } = useFormat()
  const words = useMoveWords()
  const products = useProducts(rows.map(({ product }) => product))
  return useMemo(
    () => [
      {
        id: 'product_name',
        header: t('field.product'),
        phone: 'title',
        width: '260px',
        cell: move => (
          <span className="thing">
            <ProductPicture product={products.get(move.product) ?? { name: move.product_name, image: null }} />
            <span>
              <b>{move.product_name}</b>
              <small>{move.sku}</small>
            </span>
          </span>
        ),
      },
      {
        id: 'change',
        header: t('field.change'),
        align: 'end',
        phone: 'value',
        cell: ({ change, quantity }) => (
          <b className={change > 0 ? 'font-semibold text-success-text' : 'font-semibold'}>
            {change === 0 ? number(quantity) : signed(change)}
          </b>
        ),
      },
      {
        id: 'cause_type',
        header: t('field.cause'),
        phone: 'detail',
        width: '260px',
        cell: move => (
          <span className="block min-w-0">
            <span className="block truncate">
              <Cause move={move} label={words.cause(move)} />
            </span>
            <small className="block truncate text-muted-foreground">{words.way(move)}</small>
          </span>
        ),
      },
      {
        id: 'reason',
        header: t('field.reason'),
        cell: ({ reason }) => (
          <span className="block max-w-60 truncate" title={reason}>
            {reason || '–'}
          </span>
        ),
      },
      { id: 'actor', header: t('field.who'), cell: words.by },
      {
        id: 'at',
        header: t('field.when'),
        sort: 'id',
        align: 'end',
        phone: 'figure',
        cell: ({ at }) => <When iso={at} className="text-muted-foreground" />,
      },
    ],
    [t, signed, number, words, products],
  )
}
