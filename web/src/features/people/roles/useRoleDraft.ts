import { useCallback, useRef, useState } from 'react'
import type { Role } from '../grants.ts'
import { type Cell, type Draft, rebased, withCell, without } from './draft.ts'

/** The cells that were changed on this page and are not saved. */
export function useRoleDraft(roles: readonly Role[]) {
  const [draft, setDraft] = useState<Draft>({})
  const latest = useRef(roles)
  latest.current = roles
  // One and the same function from render to render, so that a press draws one cell anew and not all.
  const setCell = useCallback((roleId: number, code: string, to: Cell) => {
    const role = latest.current.find(({ id }) => id === roleId)
    if (role) setDraft(before => withCell(before, role, code, to))
  }, [])
  return {
    draft,
    setCell,
    keepMine: (role: Role) => setDraft(before => rebased(before, role)),
    drop: (id: number) => setDraft(before => without(before, id)),
    clear: () => setDraft({}),
  }
}
