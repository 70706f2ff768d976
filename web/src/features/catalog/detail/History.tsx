import { useMemo } from 'react'
import type { Product } from '../../../../../server/features/catalog/contract.ts'
import type { Move } from '../../../../../server/features/stock/contract.ts'
import { useFormat } from '../../../lib/format.ts'
import { type ListSearch, useList } from '../../../lib/list.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Empty, When } from '../../../ui/index.ts'
import { type Column, DataTable, type Filter } from '../../../ui/table/index.ts'
import { pathOf } from '../changes.ts'
import { useMoveWords } from './moveWords.ts'

type HistoryProps = { product: Product; search: ListSearch; onSearch: (patch: ListSearch) => void }

/** Every move of the product, as the ledger has it. */
export function History({ product, search, onSearch }: HistoryProps) {
  const { t } = useTranslation('catalog')
  const asked = useMemo(() => {
    const { tab: _, open: __, ...rest } = search
    return rest
  }, [search])
  const path = `${pathOf(product.id)}history/`
  const list = useList<Move>(path, asked)
  const words = useMoveWords()
  return (
    <DataTable
      name="product-history"
      label={t('tabs.history')}
      list={list}
      columns={useColumns()}
      rowId={row => row.id}
      rowLabel={row => words.cause(row)}
      search={asked}
      onSearch={onSearch}
      searchPlaceholder={t('moves.search')}
      filters={useFilters()}
      exportPath={path}
      empty={<Empty title={t('moves.none')}>{t('moves.teach')}</Empty>}
    />
  )
}

function useColumns(): Column<Move>[] {
  const { t } = useTranslation('catalog')
  const { signed, number } = useFormat()
  const words = useMoveWords()
  return [
    {
      id: 'cause_type',
      header: t('moves.what'),
      phone: 'title',
      cell: move => (
        <span className="thing">
          <span>
            <b className="first-letter:uppercase">{words.cause(move)}</b>
            <small>{words.way(move)}</small>
          </span>
        </span>
      ),
    },
    {
      id: 'change',
      header: t('moves.change'),
      align: 'end',
      phone: 'value',
      cell: ({ change, quantity }) => (
        <b className={change > 0 ? 'font-semibold text-success-text' : 'font-semibold'}>
          {change === 0 ? number(quantity) : signed(change)}
        </b>
      ),
    },
    { id: 'reason', header: t('field.reason'), phone: 'detail', cell: ({ reason }) => reason || '–' },
    { id: 'actor', header: t('moves.who'), cell: words.by },
    {
      id: 'at',
      header: t('moves.when'),
      sort: 'id',
      phone: 'figure',
      cell: ({ at }) => <When iso={at} as="dateTime" />,
    },
  ]
}

function useFilters(): Filter[] {
  const { t } = useTranslation('catalog')
  return useMemo(
    () => [
      {
        id: 'cause_type__in',
        label: t('moves.what'),
        kind: 'multi',
        options: ['opening', 'product', 'adjustment', 'transfer', 'order', 'count', 'reversal'].map(value => ({
          value,
          label: t(`cause.${value}`),
        })),
      },
      { id: 'at', label: t('moves.when'), kind: 'date' },
    ],
    [t],
  )
}
