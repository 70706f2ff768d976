/** The `ordering` of the address: the server's names by commas, "-" before the ones from the largest down. */

export type Direction = 'ascending' | 'descending'

/** More keys than this say nothing to a reader. */
const mostKeys = 3

/** What the ordering becomes when a heading is pressed: ascending, descending, then the list's own order again. */
export function toggleOrdering(ordering: string | undefined, sort: string, isAdding = false): string | undefined {
  const keys = keysOf(ordering)
  const next = nextKey(directionIn(keys, sort), sort)
  const kept = isAdding ? keys : keys.filter(key => nameOf(key) === sort)
  const replaced = kept.flatMap(key => (nameOf(key) === sort ? (next ?? []) : key))
  const result = kept.some(key => nameOf(key) === sort) ? replaced : [...kept, sort]
  return result.slice(-mostKeys).join(',') || undefined
}

/** How a column is ordered now, and as which of several; null when the ordering does not name it. */
export function orderOf(
  ordering: string | undefined,
  sort: string,
): { direction: Direction; place: number; of: number } | null {
  const keys = keysOf(ordering)
  const direction = directionIn(keys, sort)
  if (!direction) return null
  return { direction, place: keys.findIndex(key => nameOf(key) === sort) + 1, of: keys.length }
}

export function orderingFor(sort: string, direction: Direction): string {
  return direction === 'ascending' ? sort : `-${sort}`
}

const keysOf = (ordering: string | undefined): string[] => (ordering ?? '').split(',').filter(Boolean)
const nameOf = (key: string): string => key.replace(/^-/, '')

function directionIn(keys: string[], sort: string): Direction | null {
  const key = keys.find(one => nameOf(one) === sort)
  if (!key) return null
  return key.startsWith('-') ? 'descending' : 'ascending'
}

function nextKey(now: Direction | null, sort: string): string | null {
  if (now === 'ascending') return `-${sort}`
  return now === 'descending' ? null : sort
}
