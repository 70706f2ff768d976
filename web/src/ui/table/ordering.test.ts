import { describe, expect, it } from 'vitest'
import { orderOf, toggleOrdering } from './ordering.ts'

describe('pressing a heading', () => {
  it('orders upwards, then downwards, then as the list does by itself', () => {
    expect(toggleOrdering(undefined, 'price')).toBe('price')
    expect(toggleOrdering('price', 'price')).toBe('-price')
    expect(toggleOrdering('-price', 'price')).toBeUndefined()
  })

  it('forgets the other columns unless Shift is held', () => {
    expect(toggleOrdering('-price,name', 'sku')).toBe('sku')
    expect(toggleOrdering('-price,name', 'name')).toBe('-name')
    expect(toggleOrdering('-price', 'name', true)).toBe('-price,name')
    expect(toggleOrdering('-price,name', 'price', true)).toBe('name')
    expect(toggleOrdering('price,name', 'price', true)).toBe('-price,name')
  })

  it('keeps at most three keys, the latest ones', () => {
    expect(toggleOrdering('a,b,c', 'd', true)).toBe('b,c,d')
  })
})

describe('the order of a column', () => {
  it('tells direction and place', () => {
    expect(orderOf('-price,name', 'name')).toEqual({ direction: 'ascending', place: 2, of: 2 })
    expect(orderOf('-price', 'price')).toEqual({ direction: 'descending', place: 1, of: 1 })
    expect(orderOf('-price', 'pric')).toBeNull()
    expect(orderOf(undefined, 'price')).toBeNull()
  })
})
