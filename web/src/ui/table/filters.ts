import type { ListSearch } from '../../lib/list.ts'
import type { Filter } from './types.ts'

/** The words a badge needs; what is between them comes from the filter. */
export type BadgeWords = {
  from: (low: string) => string
  upTo: (high: string) => string
  between: (low: string, high: string) => string
  more: (count: number) => string
  number: (value: string) => string
  day: (day: string) => string
  yes: string
  no: string
}

/** The names in the address that a filter reads and writes. */
export function keysOf({ id, kind }: Filter): string[] {
  if (kind === 'number') return [`${id}__gte`, `${id}__lte`]
  if (kind === 'date') return [`${id}__gte`, `${id}__lt`]
  return [id]
}

export const takesSeveral = ({ id, kind }: Filter): boolean =>
  kind === 'multi' || (kind === 'relation' && id.endsWith('__in'))

export function isActive(filter: Filter, search: ListSearch): boolean {
  return keysOf(filter).some(key => textOf(search[key]) !== '')
}

/** The chosen values of any filter that is no range. */
export function valuesOf(filter: Filter, search: ListSearch): string[] {
  const text = textOf(search[filter.id])
  if (text === '') return []
  return takesSeveral(filter) ? text.split(',') : [text]
}

/** The bounds of a range as its fields show them: numbers, or days of the reader's calendar. */
export function boundsOf(filter: Filter, search: ListSearch): { low: string; high: string } {
  const [lowKey = '', highKey = ''] = keysOf(filter)
  const [low, high] = [textOf(search[lowKey]), textOf(search[highKey])]
  return filter.kind === 'date' ? { low: dayOf(low, 0), high: dayOf(high, -1) } : { low, high }
}

export function patchOfValues(filter: Filter, values: string[]): ListSearch {
  return { [filter.id]: values.length === 0 ? undefined : plain(values.join(',')) }
}

export function patchOfBounds(filter: Filter, { low, high }: { low: string; high: string }): ListSearch {
  const [lowKey = '', highKey = ''] = keysOf(filter)
  if (filter.kind === 'date') return { [lowKey]: midnight(low, 0), [highKey]: midnight(high, 1) }
  return { [lowKey]: low === '' ? undefined : plain(low), [highKey]: high === '' ? undefined : plain(high) }
}

export function patchToClear(filter: Filter): ListSearch {
  return Object.fromEntries(keysOf(filter).map(key => [key, undefined]))
}

/** What a badge says of its filter: "Sarees, Lamps, +2", "from 10", "1 Nov to 21 Nov". */
export function describeFilter(
  filter: Filter,
  search: ListSearch,
  words: BadgeWords,
  labels: Record<string, string> = {},
): string {
  if (filter.kind === 'number' || filter.kind === 'date') return describeBounds(filter, search, words)
  const values = valuesOf(filter, search)
  if (filter.kind === 'yesno')
    return values[0] === 'true' ? (filter.words?.yes ?? words.yes) : (filter.words?.no ?? words.no)
  const named = values.map(
    value => labels[value] ?? filter.options?.find(option => option.value === value)?.label ?? value,
  )
  const shown = named.slice(0, 2)
  return named.length > 2 ? [...shown, words.more(named.length - 2)].join(', ') : shown.join(', ')
}

function describeBounds(filter: Filter, search: ListSearch, words: BadgeWords): string {
  const write = filter.kind === 'date' ? words.day : words.number
  const { low, high } = boundsOf(filter, search)
  if (low === high) return write(low)
  if (high === '') return words.from(write(low))
  return low === '' ? words.upTo(write(high)) : words.between(write(low), write(high))
}

const textOf = (value: ListSearch[string]): string => (value === undefined ? '' : String(value))

/** The router writes texts that look like numbers or truths in quotes; as what they look like, they stay readable in the address. */
export function plain(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true'
  return text !== '' && String(Number(text)) === text && Number.isSafeInteger(Number(text)) ? Number(text) : text
}

// A day ends where the next one begins in the reader's own calendar, so the bound above is the midnight after it.
function midnight(day: string, later: number): string | undefined {
  const [year, month, date] = day.split('-').map(Number)
  if (!year || !month || !date) return undefined
  return new Date(year, month - 1, date + later).toISOString()
}

function dayOf(iso: string, later: number): string {
  const at = new Date(new Date(iso).getTime() + later)
  if (Number.isNaN(at.getTime())) return ''
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map(part => String(part).padStart(2, '0')).join('-')
}
