import clsx from 'clsx'
import type { ReactNode } from 'react'
import type { ListSearch } from '../../lib/list.ts'
import { useCounts } from './counts.tsx'
import { Paging } from './Paging.tsx'
import { roles } from './roles.ts'
import type { Column, TableList } from './types.ts'

type Totals = {
  cells: ReactNode[]
  first: number
  last: number /** Whether counts and pages find room beside the totals. */
  isWhole: boolean
}

/** The columns' totals over the page, or null when none has any. */
export function totalsOf<T>(columns: Column<T>[], rows: T[]): Totals | null {
  if (rows.length === 0) return null
  const cells = columns.map(({ total }) => total?.(rows) ?? null)
  const first = cells.findIndex(cell => cell !== null)
  if (first < 0) return null
  const last = cells.findLastIndex(cell => cell !== null)
  return { cells, first, last, isWhole: first > 0 && columns.length - last > 2 }
}

type TableFootProps<T> = {
  columns: Column<T>[]
  totals: Totals
  hasActions: boolean
  list: TableList<T>
  onSearch: (patch: ListSearch) => void
}

/** Totals of the page, under a double rule each; before them how many rows, behind them the pages. */
export function TableFoot<T>({ columns, totals, hasActions, list, onSearch }: TableFootProps<T>) {
  const counts = useCounts(list)
  const { cells, first, last, isWhole } = totals
  const rest = columns.length - 1 - last + (hasActions ? 1 : 0)
  return (
    <tfoot {...roles.group}>
      <tr {...roles.row}>
        <td {...roles.cell} className="ledger-margin" />
        {first > 0 && (
          <td {...roles.cell} colSpan={first} className="font-normal text-muted-foreground">
            {isWhole && counts}
          </td>
        )}
        {cells.slice(first, last + 1).map((cell, index) => {
          const column = columns[first + index] as Column<T>
          return (
            <td key={column.id} {...roles.cell} className={clsx(column.align === 'end' && 'ledger-num')}>
              {cell !== null && <span className="total">{cell}</span>}
            </td>
          )
        })}
        {rest > 0 && (
          <td {...roles.cell} colSpan={rest} className="ledger-acts max-desk:hidden">
            {isWhole && <Paging list={list} onSearch={onSearch} />}
          </td>
        )}
      </tr>
    </tfoot>
  )
}
