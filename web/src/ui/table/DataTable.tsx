import './table.css'
import clsx from 'clsx'
import { useRef } from 'react'
import { useTranslation } from '../../lib/translation.ts'
import { BulkBar } from './BulkBar.tsx'
import { TableStatus } from './counts.tsx'
import { NoRows } from './NoRows.tsx'
import { PagingBar } from './Paging.tsx'
import { roles } from './roles.ts'
import { SkeletonRows } from './SkeletonRows.tsx'
import { TableFoot, totalsOf } from './TableFoot.tsx'
import { TableHead } from './TableHead.tsx'
import { TableRow } from './TableRow.tsx'
import { Toolbar } from './Toolbar.tsx'
import type { DataTableProps } from './types.ts'
import { useRowKeys } from './useRowKeys.ts'
import { useTableModel } from './useTableModel.ts'
import { ViewTabs } from './ViewTabs.tsx'

/**
 * A list of the server with everything around it: views, search, filters, columns, ordering, pages, selection, export. What is
 * asked lives in the address alone; what is shown of it (columns, density, own views) is kept for the person in this browser.
 */
export function DataTable<T extends object>(props: DataTableProps<T>) {
  const { t } = useTranslation('table')
  const { list, label, search, onSearch, mark, rowActions, bulk, keys = true, sheet = true } = props
  const body = useRef<HTMLTableSectionElement>(null)
  const model = useTableModel(props)
  const { columns, rows, selection, idOf, open } = model
  const isBlank = rows.length === 0 && !list.isLoading
  const totals = totalsOf(columns, list.rows)
  useRowKeys({
    isEnabled: keys && !isBlank,
    body,
    open: model.openId,
    toggle: bulk && selection.toggle,
    clear: selection.clear,
  })

  return (
    <div className={clsx('data-table', model.density.isTight && 'compact')}>
      <ViewTabs views={model.views} />
      <Toolbar {...props} allColumns={props.columns} model={model} />
      <section className={clsx(sheet && 'sheet', 'data-sheet')} aria-label={label}>
        <TableStatus list={list} />
        {isBlank ? (
          <NoRows {...props} views={model.views} />
        ) : (
          <table
            {...roles.table}
            className={clsx('ledger ledger-cards', selection.count > 0 && 'picking')}
            aria-label={label}
            aria-busy={list.isFetching || undefined}
          >
            <TableHead
              columns={columns}
              ordering={search.ordering === undefined ? undefined : String(search.ordering)}
              onOrdering={ordering => onSearch({ ordering, cursor: undefined })}
              selection={bulk && selection}
              hasActions={Boolean(rowActions)}
            />
            <tbody {...roles.group} ref={body}>
              {list.isLoading && (
                <SkeletonRows columns={columns} hasActions={Boolean(rowActions)} label={t('loading')} />
              )}
              {rows.map(row => (
                <TableRow
                  key={idOf(row)}
                  id={idOf(row)}
                  row={row}
                  label={props.rowLabel(row)}
                  columns={columns}
                  changed={model.changed}
                  mark={mark?.(row) ?? null}
                  isSelected={Boolean(selection.state[idOf(row)])}
                  onToggle={bulk && selection.toggle}
                  href={props.rowHref?.(row)}
                  onOpen={open}
                  actions={rowActions}
                />
              ))}
            </tbody>
            {totals && (
              <TableFoot
                columns={columns}
                totals={totals}
                hasActions={Boolean(rowActions)}
                list={list}
                onSearch={onSearch}
              />
            )}
          </table>
        )}
        {!isBlank && !list.isLoading && (
          <PagingBar list={list} onSearch={onSearch} isRepeated={totals?.isWhole ?? false} />
        )}
      </section>
      {bulk && selection.count > 0 && <BulkBar selection={selection} bulk={bulk} />}
    </div>
  )
}
