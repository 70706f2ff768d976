import { describe, expect, test } from 'vitest'
import { covers, differencesOf, effectOn, heldBy, isGain, lackedOf } from './grants.ts'

describe('what somebody holds', () => {
  test('all reaches whatever own and assigned reach', () => {
    const held = heldBy([{ VIEW_ORDERS: 'all' }, { UPDATE_ORDER: 'own' }])
    expect(covers(held, 'VIEW_ORDERS', 'assigned')).toBe(true)
    expect(covers(held, 'UPDATE_ORDER', 'own')).toBe(true)
    expect(covers(held, 'UPDATE_ORDER', 'all')).toBe(false)
    expect(covers(held, 'DELETE_ORDER', 'own')).toBe(false)
  })

  test('what is not held with its reach is lacked', () => {
    const held = heldBy([{ VIEW_ORDERS: 'own', VIEW_STOCK: 'all' }])
    expect(lackedOf(held, { VIEW_ORDERS: 'assigned', VIEW_STOCK: 'all', VIEW_COST: 'all' })).toEqual([
      'VIEW_ORDERS',
      'VIEW_COST',
    ])
  })
})

describe('a change of a role', () => {
  test('names what is gained, lost and reaches elsewhere', () => {
    const found = differencesOf({ VIEW_ORDERS: 'own', DELETE_PRODUCT: 'all' }, { VIEW_ORDERS: 'all', VIEW_COST: 'all' })
    expect(found).toEqual([
      { code: 'VIEW_ORDERS', from: 'own', to: 'all' },
      { code: 'DELETE_PRODUCT', from: 'all', to: null },
      { code: 'VIEW_COST', from: null, to: 'all' },
    ])
    expect(found.map(isGain)).toEqual([true, false, true])
  })

  test('is no difference to who may do it by another role anyway', () => {
    const lead = { DELETE_PRODUCT: 'all' } as const
    expect(effectOn([{ DELETE_PRODUCT: 'all' }, lead], [{}, lead])).toEqual([])
    expect(effectOn([{ DELETE_PRODUCT: 'all' }], [{}])).toEqual([{ code: 'DELETE_PRODUCT', from: 'all', to: null }])
  })

  test('adds up the reach of several roles', () => {
    expect(effectOn([{ VIEW_ORDERS: 'own' }, {}], [{ VIEW_ORDERS: 'own' }, { VIEW_ORDERS: 'assigned' }])).toEqual([
      { code: 'VIEW_ORDERS', from: 'own', to: 'own+assigned' },
    ])
  })
})
