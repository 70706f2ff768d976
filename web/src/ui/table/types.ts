import type { ReactNode } from 'react'
import type { List, ListSearch } from '../../lib/list.ts'

/** Where a cell stands on a phone's card: `title` and `value` on the first line, `detail` and `figure` on the second. */
export type PhoneSlot = 'title' | 'value' | 'detail' | 'figure' | 'wide' | 'hidden'

export type Column<T> = {
  id: string
  /** Its name, in the heading and in the Columns menu. */
  header: string
  /** Drawn in the heading instead of the name, such as a legend. */
  heading?: ReactNode
  cell: (row: T) => ReactNode
  /** What is compared for the tint of a live change; the row's own value of this id unless told. */
  value?: (row: T) => unknown
  align?: 'start' | 'end'
  /** The server's ordering name; without it the column cannot be sorted. */
  sort?: string
  phone?: PhoneSlot
  /** The column's total over the rows on the page. */
  total?: (rows: T[]) => ReactNode
  /** Not shown until chosen in the Columns menu. */
  hidden?: boolean
  width?: string
}

export type Option = { value: string; label: string; hint?: string }

/**
 * `choice`, `text`, `yesno` write `id=value`; `multi` writes a comma list, so its id is a server's `…__in`. `number` writes
 * `id__gte` and `id__lte`; `date` (an instant) writes the local days' bounds as `id__gte` and `id__lt`
 */
export type FilterKind = 'choice' | 'multi' | 'text' | 'number' | 'date' | 'yesno' | 'relation'

export type Filter = {
  /** The server's query name. */
  id: string
  label: string
  kind: FilterKind
  options?: Option[]
  /** For `relation`: what is offered for a typed text. */
  load?: (text: string) => Promise<Option[]>
  /** For `relation`: the name of a chosen value that `load('')` does not offer. */
  nameOf?: (value: string) => Promise<string>
  /** Words for the two answers of `yesno`. */
  words?: { yes: string; no: string }
}

/** A view is nothing but a search with a name. */
export type View = { id: string; label: string; search: ListSearch; count?: number }

export type MarkKind = 'low' | 'out' | 'new'

/** One page of rows; what `useList` answers. */
export type TableList<T> = List<T>

export type DataTableProps<T> = {
  /** Under which one's views and columns are kept. */
  name: string
  label: string
  list: TableList<T>
  columns: Column<T>[]
  rowId: (row: T) => string | number
  /** What the row is called, for the names of its checkbox and actions. */
  rowLabel: (row: T) => string
  search: ListSearch
  /** Puts these values into the address; undefined takes one out. */
  onSearch: (patch: ListSearch) => void
  searchPlaceholder?: string
  filters?: Filter[]
  views?: View[]
  rowHref?: (row: T) => string
  onOpen?: (row: T) => void
  mark?: (row: T) => MarkKind | null
  rowActions?: (row: T) => ReactNode
  /** With it rows can be selected; the contents of the bulk bar. */
  bulk?: (rows: T[], clear: () => void) => ReactNode
  empty: ReactNode
  /** More for the end of the toolbar. */
  tools?: ReactNode
  /** The list's address; adds Export, which keeps the search and ordering. */
  exportPath?: string
  /** False for a table that is not the page's first: keys go to one table only. */
  keys?: boolean
  /** False where a table stands inside a sheet or drawer already. */
  sheet?: boolean
}
