/** Changes of roles that are not saved yet: single cells on top of the role as it was when the first one was changed. */
import { type Difference, differencesOf, type Grants, grantsOf, type Role, type Scope } from '../grants.ts'

export type Cell = Scope | null
type Cells = Readonly<Record<string, Cell>>
export type Draft = Readonly<Record<number, { base: Role; cells: Cells }>>

/** A role with changes. `theirs`: what somebody else changed of it meanwhile. */
export type Changed = {
  role: Role
  before: Grants
  after: Grants
  differences: Difference[]
  theirs: Difference[] | null
}

/** Puts a cell; one that is as it was is no change. */
export function withCell(draft: Draft, role: Role, code: string, to: Cell): Draft {
  const { base, cells } = draft[role.id] ?? { base: role, cells: {} }
  return withCells(draft, base, { ...cells, [code]: to })
}

/** The same changes on top of what the role is now. */
export function rebased(draft: Draft, role: Role): Draft {
  const mine = draft[role.id]
  return mine ? withCells(draft, role, mine.cells) : draft
}

export function without(draft: Draft, id: number): Draft {
  return Object.fromEntries(Object.entries(draft).filter(([key]) => Number(key) !== id))
}

/** What the draft makes of the roles as they are now; roles that are gone have no changes. */
export function changesOf(draft: Draft, roles: readonly Role[]): Changed[] {
  return roles.flatMap(role => {
    const mine = draft[role.id]
    if (!mine) return []
    const [before, after] = [grantsOf(role), put(grantsOf(role), mine.cells)]
    const theirs = mine.base.version === role.version ? null : differencesOf(grantsOf(mine.base), before)
    return [{ role, before, after, differences: differencesOf(before, after), theirs }]
  })
}

function withCells(draft: Draft, base: Role, cells: Cells): Draft {
  const before = grantsOf(base)
  const kept = Object.fromEntries(Object.entries(cells).filter(([code, to]) => (before[code] ?? null) !== to))
  if (Object.keys(kept).length === 0) return without(draft, base.id)
  return { ...draft, [base.id]: { base, cells: kept } }
}

function put(grants: Grants, cells: Cells): Grants {
  const all = Object.entries({ ...grants, ...cells }).filter((entry): entry is [string, Scope] => entry[1] !== null)
  return Object.fromEntries(all)
}
