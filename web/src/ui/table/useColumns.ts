import { useMemo } from 'react'
import { useKept } from './kept.ts'
import type { Column } from './types.ts'

/** Which columns are shown: as declared, but for what this person chose; only the differences are kept. */
export function useColumns<T>(name: string, columns: Column<T>[]) {
  const [kept, keep] = useKept(`${name}.columns`)
  return useMemo(() => {
    const chosen = readChoices(kept)
    const visibility = Object.fromEntries(
      columns.map(column => [column.id, isFixed(column) || (chosen[column.id] ?? !column.hidden)]),
    )
    const show = (id: string, isShown: boolean) => keep(JSON.stringify({ ...chosen, [id]: isShown }))
    const isChanged = columns.some(column => visibility[column.id] === Boolean(column.hidden))
    return { visibility, show, isChanged, reset: () => keep(null) }
  }, [kept, keep, columns])
}

/** What names the row cannot be hidden. */
export const isFixed = <T>(column: Column<T>): boolean => column.phone === 'title'

/** Roomy or tight, for every table of this person. */
export function useDensity(): { isTight: boolean; setTight: (isTight: boolean) => void } {
  const [kept, keep] = useKept('density')
  return { isTight: kept === 'tight', setTight: isTight => keep(isTight ? 'tight' : null) }
}

function readChoices(text: string | null): Record<string, boolean> {
  try {
    const kept: unknown = JSON.parse(text ?? '{}')
    const entries = Object.entries((kept ?? {}) as object).filter(([, shown]) => typeof shown === 'boolean')
    return Object.fromEntries(entries)
  } catch {
    return {}
  }
}
