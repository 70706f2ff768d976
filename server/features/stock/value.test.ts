import { describe, expect, it } from 'vitest'
import fc from '../../../test/random.ts'
import type { Location, Sheet } from './sheet.ts'
import { shareMinor, valued } from './value.ts'

const lamp = 1
const [main, attic, supplier, customer, transit] = [1, 2, 3, 4, 5]

describe('moving-average cost', () => {
  it('averages what different receipts cost', () => {
    const { moves, changes } = valued(sheetOf(0, 0), [bought(10, 100), bought(10, 200), sold(5)])
    expect(moves.map(move => move.valueMinor)).toEqual([1000, 2000, 750])
    expect(changes.get(lamp)).toBe(2250)
  })

  it('leaves nothing over when the last unit goes', () => {
    const { moves, changes } = valued(sheetOf(3, 100), [sold(1), sold(1), sold(1)])
    expect(moves.map(move => move.valueMinor)).toEqual([33, 34, 33])
    expect(changes.get(lamp)).toBe(-100)
  })

  it('values what was found at the average, or at the product’s cost where there is none', () => {
    expect(valued(sheetOf(10, 500, 80), [found(2)]).changes.get(lamp)).toBe(100)
    expect(valued(sheetOf(0, 0, 80), [found(2)]).changes.get(lamp)).toBe(160)
    expect(valued(sheetOf(0, 0, null), [found(2)]).changes.get(lamp)).toBe(0)
  })

  it('counts stock of unknown cost at the product’s cost, once it has one', () => {
    expect(valued(sheetOf(10, 0, 80), [sold(5)]).changes.get(lamp)).toBe(400)
    expect(valued(sheetOf(10, 0, null), [bought(10, 100)]).changes.get(lamp)).toBe(2000)
  })

  it('keeps what only travels between our own places', () => {
    const journey = [move(main, transit, 4), move(transit, attic, 4)]
    expect(valued(sheetOf(10, 1000), journey).changes.get(lamp)).toBe(0)
  })

  it('lets a reversal carry what the reversed move carried', () => {
    const undone = { ...move(main, supplier, 10), valueMinor: 2000 }
    expect(valued(sheetOf(20, 3000), [undone]).changes.get(lamp)).toBe(-2000)
  })

  it('never becomes negative, is nothing for nothing, and is the sum of what came less what went', () => {
    const step = fc.record({
      isEntry: fc.boolean(),
      units: fc.integer({ min: 1, max: 50 }),
      cost: fc.integer({ min: 1, max: 9999 }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), steps => {
        let onHand = 0
        const moves = steps.flatMap(({ isEntry, units, cost }) => {
          if (!isEntry && units > onHand) return []
          onHand += isEntry ? units : -units
          return [isEntry ? bought(units, cost) : sold(units)]
        })
        const { moves: done, changes } = valued(sheetOf(0, 0), moves)
        const signed = done.map(one => (one.toLocationId === main ? one.valueMinor : -one.valueMinor))
        const worth = changes.get(lamp) ?? 0
        expect(worth).toBe(signed.reduce((sum, value) => sum + value, 0))
        expect(worth).toBeGreaterThanOrEqual(0)
        if (onHand === 0) expect(worth).toBe(0)
      }),
    )
  })

  it('shares a worth exactly, however large', () => {
    expect(shareMinor(Number.MAX_SAFE_INTEGER, 1e12, 1e12)).toBe(Number.MAX_SAFE_INTEGER)
    expect(shareMinor(100, 1000, 3000)).toBe(33)
    expect(shareMinor(100, 1000, 0)).toBe(0)
  })
})

function sheetOf(units: number, valueMinor: number, costMinor: number | null = null): Sheet {
  const names: [number, Location['kind']][] = [
    [main, 'internal'],
    [attic, 'internal'],
    [supplier, 'supplier'],
    [customer, 'customer'],
    [transit, 'transit'],
  ]
  const product = {
    ...{ id: lamp, name: 'Lamp', sku: 'LAMP', skuKey: 'lamp', unit: 'piece', priceMinor: 1, costMinor, valueMinor },
    ...{ isTracked: true, isActive: true, isDeleted: false, assignedTo: null, createdBy: null },
  }
  return {
    products: new Map([[lamp, product]]),
    levels: [{ productId: lamp, locationId: main, onHandMilli: units * 1000, reservedMilli: 0, incomingMilli: 0 }],
    locations: names.map(([id, kind]) => ({ id, name: kind, kind, isDefault: id === main, isActive: true })),
  }
}

function move(fromLocationId: number, toLocationId: number, units: number) {
  return { productId: lamp, fromLocationId, toLocationId, quantityMilli: units * 1000 }
}

const bought = (units: number, unitCostMinor: number) => ({ ...move(supplier, main, units), unitCostMinor })
const found = (units: number) => move(supplier, main, units)
const sold = (units: number) => move(main, customer, units)
