import { describe, expect, it } from 'vitest'
import type { Product } from '../../../../../server/features/catalog/contract.ts'
import { clashesOf, mergedChanges } from './merge.ts'

const lamp = {
  id: 1,
  name: 'Brass Lamp',
  price: '3150.00',
  reorder_point: 6,
  is_active: true,
  version: 3,
  stock: 4,
} as Product

describe('a change that meets another', () => {
  const theirs = { ...lamp, price: '3300.00', reorder_point: 8, version: 4, stock: 2 }

  it('clashes where both changed, names what only they changed, and keeps quiet about stock', () => {
    const mine = { price: '2999.00', name: 'Brass Desk Lamp' }
    expect(clashesOf(lamp, theirs, mine)).toEqual([
      { field: 'price', base: '3150.00', theirs: '3300.00', mine: '2999.00' },
      { field: 'reorder_point', base: 6, theirs: 8 },
    ])
  })

  it('is no clash where both wished the same', () => {
    expect(clashesOf(lamp, theirs, { price: '3300.00' })).toEqual([
      { field: 'price', base: '3150.00', theirs: '3300.00' },
      { field: 'reorder_point', base: 6, theirs: 8 },
    ])
  })

  it('sends mine on top of theirs, but what yields to theirs', () => {
    const mine = { price: '2999.00', name: 'Brass Desk Lamp', reorder_point: 8 }
    expect(mergedChanges(mine, theirs, new Set())).toEqual({ price: '2999.00', name: 'Brass Desk Lamp' })
    expect(mergedChanges(mine, theirs, new Set(['price'] as const))).toEqual({ name: 'Brass Desk Lamp' })
  })
})
