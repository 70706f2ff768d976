import type { RowSelectionState } from '@tanstack/react-table'
import { useCallback, useEffect, useRef, useState } from 'react'

type Given<T> = {
  rows: T[]
  idOf: (row: T) => string
  /** When what is asked changes, the selection ends: nobody acts on rows that are out of sight by a filter. */
  scope: string
}

export type Selection<T> = ReturnType<typeof useSelection<T>>

/** The selected rows: they outlive refetching and turning pages, each as it was last seen. */
export function useSelection<T>({ rows, idOf, scope }: Given<T>) {
  const [selected, setSelected] = useState<RowSelectionState>({})
  const [known, setKnown] = useState(scope)
  const seen = useRef(new Map<string, T>())
  const anchor = useRef<string | null>(null)
  if (scope !== known) {
    setKnown(scope)
    setSelected({})
  }

  const pageIds = rows.map(idOf)
  const ids = Object.keys(selected)
  useEffect(() => {
    for (const row of rows) if (selected[idOf(row)]) seen.current.set(idOf(row), row)
  })

  const latest = useRef(pageIds)
  useEffect(() => {
    latest.current = pageIds
  })

  const toggle = useCallback((id: string, isRange = false): void => {
    const from = isRange && anchor.current ? anchor.current : id
    anchor.current = id
    setSelected(now => withIds(now, idsBetween(latest.current, from, id), !now[id]))
  }, [])

  /** True when there was something to clear. */
  function clear(): boolean {
    setSelected({})
    return ids.length > 0
  }

  const onPage = new Map(rows.map(row => [idOf(row), row]))
  const countOnPage = pageIds.filter(id => selected[id]).length
  return {
    state: selected,
    setState: setSelected,
    count: ids.length,
    isAllOnPage: rows.length > 0 && countOnPage === rows.length,
    isSomeOnPage: countOnPage > 0,
    toggle,
    toggleAllOnPage: (isOn: boolean) => setSelected(now => withIds(now, pageIds, isOn)),
    clear,
    rows: () => ids.map(id => onPage.get(id) ?? seen.current.get(id)).filter(row => row !== undefined) as T[],
  }
}

/** The ids from one to the other as they stand on the page; the last alone when the first has left it. */
export function idsBetween(ids: string[], from: string, to: string): string[] {
  const [one, other] = [ids.indexOf(from), ids.indexOf(to)]
  if (one < 0 || other < 0) return [to]
  return ids.slice(Math.min(one, other), Math.max(one, other) + 1)
}

export function withIds(selected: RowSelectionState, ids: string[], isOn: boolean): RowSelectionState {
  const rest = Object.entries(selected).filter(([id]) => !ids.includes(id))
  return Object.fromEntries([...rest, ...(isOn ? ids.map(id => [id, true as const] as const) : [])])
}
