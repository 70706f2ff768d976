import type { ListSearch } from '../../lib/list.ts'
import { keysOf } from './filters.ts'
import type { Filter, View } from './types.ts'

/** Which names of the address belong to the table; the others, such as an open drawer's, are the page's. */
export function ownedKeys(filters: Filter[], views: View[]): string[] {
  const named = [...filters.flatMap(keysOf), ...views.flatMap(view => Object.keys(view.search)), 'search']
  return [...new Set(named)].filter(key => key !== 'ordering' && key !== 'cursor')
}

/** What of the address a view keeps. */
export function searchToKeep(search: ListSearch, owned: string[]): ListSearch {
  return pick(search, [...owned, 'ordering'])
}

/** Puts a view's search in the place of whatever the table is asked now. */
export function patchOfView(view: View, owned: string[]): ListSearch {
  const emptied = Object.fromEntries([...owned, 'ordering', 'cursor'].map(key => [key, undefined]))
  return { ...emptied, ...view.search }
}

/** The view that the address shows: of those that ask the same, the one that also orders the same. */
export function activeView(views: View[], search: ListSearch, owned: string[]): View | undefined {
  const same = views.filter(view => isSame(pick(view.search, owned), pick(search, owned)))
  return (
    same.findLast(view => String(view.search.ordering ?? '') === String(search.ordering ?? '')) ??
    same.find(view => !view.search.ordering)
  )
}

/** Own views as they were kept; whatever is not one is left out. */
export function readViews(text: string | null): View[] {
  const kept = parsed(text)
  return Array.isArray(kept) ? kept.filter(isView).map(({ id, label, search }) => ({ id, label, search })) : []
}

export const writeViews = (views: View[]): string =>
  JSON.stringify(views.map(({ id, label, search }) => ({ id, label, search })))

/** Adds a view, in the place of an own one of that name. */
export function withView(views: View[], label: string, search: ListSearch): View[] {
  const [id, view] = [`own:${label}`, { id: `own:${label}`, label, search }]
  return views.some(one => one.id === id) ? views.map(one => (one.id === id ? view : one)) : [...views, view]
}

function pick(search: ListSearch, keys: string[]): ListSearch {
  const given = keys.filter(key => search[key] !== undefined && search[key] !== '')
  return Object.fromEntries(given.map(key => [key, search[key]]))
}

function isSame(one: ListSearch, other: ListSearch): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...keys].every(key => String(one[key]) === String(other[key]))
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}

function isView(value: unknown): value is View {
  const { id, label, search } = (value ?? {}) as Partial<View>
  const isPlain = (one: unknown) => ['string', 'number', 'boolean'].includes(typeof one)
  return typeof id === 'string' && typeof label === 'string' && isRecord(search) && Object.values(search).every(isPlain)
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
