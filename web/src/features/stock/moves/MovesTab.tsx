import { Undo2 } from 'lucide-react'
import type { Move } from '../../../../../server/features/stock/contract.ts'
import { useCan } from '../../../app/session.ts'
import { useList } from '../../../lib/list.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Empty, IconButton } from '../../../ui/index.ts'
import { DataTable } from '../../../ui/table/index.ts'
import type { TabProps } from '../address.ts'
import { useMoveColumns } from './useMoveColumns.tsx'
import { useMoveFilters } from './useMoveFilters.ts'

/** The ledger: every unit that came, went or changed its place. What was wrong is reversed, never deleted. */
export function MovesTab({ search, onSearch, open }: TabProps) {
  const { t } = useTranslation('stock')
  const can = useCan()
  const list = useList<Move>('/api/stock/moves/', search)
  return (
    <DataTable
      name="stock-moves"
      label={t('tabs.moves')}
      list={list}
      columns={useMoveColumns(list.rows)}
      rowId={row => row.id}
      rowLabel={row => t('moves.row', { name: row.product_name, id: row.id })}
      search={search}
      onSearch={onSearch}
      searchPlaceholder={t('levels.search')}
      filters={useMoveFilters()}
      onOpen={row => open('move', { id: row.id })}
      {...(can('ADJUST_STOCK') && {
        rowActions: (row: Move) =>
          row.cause_type === 'reversal' ? null : (
            <IconButton
              size="sm"
              icon={Undo2}
              label={t('reverse.of', { name: row.product_name, id: row.id })}
              onClick={() => open('reverse', { id: row.id })}
            />
          ),
      })}
      exportPath="/api/stock/moves/"
      empty={<Empty title={t('moves.empty')}>{t('moves.teach')}</Empty>}
    />
  )
}
