/** A record that somebody else changed since the form began with it: whose word stands in which field. */
import type { Field, Row } from './models.ts'
import { at, formOf, leavesOf, put } from './values.ts'

export type Met = {
  /** The form as it goes on: what is there now, and what one typed where nobody else did anything. */
  values: Row
  /** What one typed into fields that the other changed too, by the field's path. */
  typed: Record<string, unknown>
  /** Whether the other changed anything that the form shows. */
  isOther: boolean
}

/** What becomes of a form that began with `base`, says `values`, and finds `theirs`. */
export function meet(fields: readonly Field[], base: Row, theirs: Row, values: Row): Met {
  const [before, now] = [formOf(fields, base), formOf(fields, theirs)]
  const met: Met = { values: {}, typed: {}, isOther: false }
  for (const { name } of leavesOf(fields)) {
    const [old, fresh, mine] = [at(before, name), at(now, name), at(values, name)]
    const isChanged = fresh !== old
    put(met.values, name, isChanged ? fresh : mine)
    if (isChanged) met.isOther = true
    if (isChanged && mine !== old && mine !== fresh) met.typed[name] = mine
  }
  return met
}
