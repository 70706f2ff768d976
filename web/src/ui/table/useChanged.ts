import { useEffect, useRef, useState } from 'react'
import type { Column } from './types.ts'

const tintMs = 1200
const none: ReadonlySet<string> = new Set()

/** The cells whose value has just changed in a row that was there before, as `cellKey` names them. */
export function useChanged<T>(rows: T[], columns: Column<T>[], idOf: (row: T) => string): ReadonlySet<string> {
  const before = useRef(new Map<string, unknown>())
  const [changed, setChanged] = useState(none)
  // The columns are read when rows arrive; that they are written anew with each render is no change.
  const reading = useRef({ columns, idOf })
  useEffect(() => {
    reading.current = { columns, idOf }
  })

  useEffect(() => {
    const now = valuesOf(rows, reading.current)
    const keys = [...now].filter(
      ([key, value]) => before.current.has(key) && !Object.is(before.current.get(key), value),
    )
    before.current = now
    if (keys.length === 0) return
    setChanged(new Set(keys.map(([key]) => key)))
    const timer = setTimeout(() => setChanged(none), tintMs)
    return () => clearTimeout(timer)
  }, [rows])
  return changed
}

export const cellKey = (rowId: string, columnId: string): string => `${rowId}\n${columnId}`

function valuesOf<T>(
  rows: T[],
  { columns, idOf }: { columns: Column<T>[]; idOf: (row: T) => string },
): Map<string, unknown> {
  const cells = rows.flatMap(row => columns.map(column => [cellKey(idOf(row), column.id), read(row, column)] as const))
  return new Map(cells.filter(([, value]) => typeof value !== 'object' && value !== undefined))
}

function read<T>(row: T, column: Column<T>): unknown {
  return column.value ? column.value(row) : (row as Record<string, unknown>)[column.id]
}
