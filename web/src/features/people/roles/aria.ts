/** Said explicitly: on a phone the grid is laid out as cards, and browsers drop the roles of a table that is none. */
export const aria = {
  grid: { role: 'grid' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  rowHead: { role: 'rowheader' },
  columnHead: { role: 'columnheader' },
  cell: { role: 'gridcell' },
} as const
