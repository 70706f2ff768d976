import { describe, expect, it } from 'vitest'
import {
  type BadgeWords,
  boundsOf,
  describeFilter,
  isActive,
  patchOfBounds,
  patchOfValues,
  patchToClear,
  plain,
  valuesOf,
} from './filters.ts'
import type { Filter } from './types.ts'

const words: BadgeWords = {
  from: low => `from ${low}`,
  upTo: high => `up to ${high}`,
  between: (low, high) => `${low} to ${high}`,
  more: count => `+${count}`,
  number: value => value,
  day: day => day,
  yes: 'Yes',
  no: 'No',
}
const options = [
  { value: '1', label: 'Sarees' },
  { value: '2', label: 'Lamps' },
  { value: '3', label: 'Home' },
]
const category: Filter = { id: 'category__in', label: 'Category', kind: 'multi', options }
const price: Filter = { id: 'price', label: 'Price', kind: 'number' }
const created: Filter = { id: 'created_at', label: 'Created', kind: 'date' }
const active: Filter = { id: 'is_active', label: 'Active', kind: 'yesno', words: { yes: 'Active', no: 'Archived' } }

describe('a badge', () => {
  it('names two of the chosen values and counts the rest', () => {
    expect(describeFilter(category, { category__in: '1,2' }, words)).toBe('Sarees, Lamps')
    expect(describeFilter(category, { category__in: '1,2,3,9' }, words)).toBe('Sarees, Lamps, +2')
  })

  it('says a value nobody knows a name for as it is, and prefers a name that was asked for', () => {
    expect(describeFilter(category, { category__in: 9 }, words)).toBe('9')
    expect(describeFilter(category, { category__in: 9 }, words, { 9: 'Kitchen' })).toBe('Kitchen')
  })

  it('says ranges that are open at one end', () => {
    expect(describeFilter(price, { price__gte: 10 }, words)).toBe('from 10')
    expect(describeFilter(price, { price__lte: '99.50' }, words)).toBe('up to 99.50')
    expect(describeFilter(price, { price__gte: 10, price__lte: 20 }, words)).toBe('10 to 20')
    expect(describeFilter(price, { price__gte: 0, price__lte: 0 }, words)).toBe('0')
  })

  it('says one day as one day', () => {
    const search = patchOfBounds(created, { low: '2026-11-21', high: '2026-11-21' })
    expect(describeFilter(created, search, words)).toBe('2026-11-21')
  })

  it('says truths in the words of the filter', () => {
    expect(describeFilter(active, { is_active: false }, words)).toBe('Archived')
    expect(describeFilter({ ...active, words: undefined } as unknown as Filter, { is_active: true }, words)).toBe('Yes')
  })
})

describe('a filter in the address', () => {
  it('covers its last day to the end', () => {
    const patch = patchOfBounds(created, { low: '2026-11-01', high: '2026-11-30' })
    expect(new Date(String(patch.created_at__lt)).getTime()).toBe(new Date(2026, 11, 1).getTime())
    expect(boundsOf(created, patch)).toEqual({ low: '2026-11-01', high: '2026-11-30' })
  })

  it('writes several values by commas and nothing for none', () => {
    expect(patchOfValues(category, ['1', '3'])).toEqual({ category__in: '1,3' })
    expect(patchOfValues(category, [])).toEqual({ category__in: undefined })
    expect(valuesOf(category, { category__in: '1,3' })).toEqual(['1', '3'])
  })

  it('is active when one of its names has a value, and is cleared under all of them', () => {
    expect(isActive(price, { price__lte: 0 })).toBe(true)
    expect(isActive(price, { price: 1 })).toBe(false)
    expect(isActive(active, { is_active: false })).toBe(true)
    expect(patchToClear(price)).toEqual({ price__gte: undefined, price__lte: undefined })
  })

  it('stays readable: numbers and truths are written as such, codes as texts', () => {
    expect([plain('7'), plain('true'), plain('007'), plain('1e3'), plain('9.50')]).toEqual([
      7,
      true,
      '007',
      '1e3',
      '9.50',
    ])
    expect(plain('12345678901234567890')).toBe('12345678901234567890')
  })
})
