import { useRouter } from '@tanstack/react-router'
import { columnVisibilityFeature, rowSelectionFeature, tableFeatures, useTable } from '@tanstack/react-table'
import { useCallback, useEffect, useMemo } from 'react'
import type { Column, DataTableProps, Filter, View } from './types.ts'
import { useChanged } from './useChanged.ts'
import { useColumns, useDensity } from './useColumns.ts'
import { useSelection } from './useSelection.ts'
import { useViews } from './useViews.ts'

/** Sorting, filtering and paging are the server's, so these two are all that is taken in. */
const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature })

const noFilters: Filter[] = []
const noViews: View[] = []

export type TableModel<T extends object> = ReturnType<typeof useTableModel<T>>

/** What the parts of the table share: shown columns and rows, selection, views, density, and how a row is opened. */
export function useTableModel<T extends object>(props: DataTableProps<T>) {
  const { name, list, columns, search, onSearch, filters = noFilters, views: builtIn = noViews, rowId } = props
  const idOf = useCallback((row: T): string => String(rowId(row)), [rowId])
  const views = useViews({ name, filters, views: builtIn, search, onSearch })
  const choice = useColumns(name, columns)
  const density = useDensity()
  const selection = useSelection({ rows: list.rows, idOf, scope: views.narrowing })
  const changed = useChanged(list.rows, columns, idOf)
  const open = useOpen(props)
  useLeaveLostPage(props)

  const table = useTable({
    features,
    data: list.rows,
    columns: useMemo(() => columns.map(({ id, header }) => ({ id, header })), [columns]),
    getRowId: idOf,
    enableRowSelection: props.bulk !== undefined,
    state: { columnVisibility: choice.visibility, rowSelection: selection.state },
    onRowSelectionChange: selection.setState,
  })
  const shownColumns = table.getVisibleLeafColumns()
  const shownRows = table.getRowModel().rows
  return {
    filters,
    views,
    choice,
    density,
    selection,
    changed,
    idOf,
    columns: useMemo(() => pickColumns(columns, shownColumns), [columns, shownColumns]),
    rows: useMemo(() => shownRows.map(row => row.original as T), [shownRows]),
    open,
    openId: open && ((id: string) => list.rows.filter(row => idOf(row) === id).forEach(open)),
  }
}

const pickColumns = <T>(columns: Column<T>[], shown: { id: string }[]): Column<T>[] =>
  shown.map(({ id }) => columns.find(column => column.id === id) as Column<T>)

/** How a row is opened: by what the page says, or by going to its address. */
function useOpen<T extends object>({ onOpen, rowHref }: DataTableProps<T>): ((row: T) => void) | undefined {
  const router = useRouter({ warn: false })
  return useMemo(() => {
    if (onOpen) return onOpen
    return rowHref && (row => void router.navigate({ href: rowHref(row) }))
  }, [onOpen, rowHref, router])
}

/** Back to the first page when the address leads to one that is empty now, or whose cursor the server no longer takes. */
function useLeaveLostPage<T extends object>({ list, search, onSearch }: DataTableProps<T>): void {
  const isLost = search.cursor !== undefined && (list.error?.fields.cursor !== undefined || isEmptied(list))
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each lost page, whatever else is written anew
  useEffect(() => {
    if (isLost) onSearch({ cursor: undefined })
  }, [isLost, search.cursor])
}

const isEmptied = ({
  rows,
  isFetching,
  isLoading,
  error,
}: {
  rows: unknown[]
  isFetching: boolean
  isLoading: boolean
  error: unknown
}) => rows.length === 0 && !isFetching && !isLoading && !error
