import { describe, expect, it } from 'vitest'
import fc from '../../../test/random.ts'
import { Failure } from '../../platform/errors.ts'
import { type Allocation, assertEnough, type Line, planHold, planShip, releasedSheet } from './plan.ts'
import type { Held, Level, Location, ProductFacts, Sheet } from './sheet.ts'

const main: Location = { id: 20, name: 'Main', kind: 'internal', isDefault: true, isActive: true }
const attic: Location = { id: 10, name: 'Attic', kind: 'internal', isDefault: false, isActive: true }
const cellar: Location = { id: 30, name: 'Cellar', kind: 'internal', isDefault: false, isActive: true }
const saree = 1
const lamp = 2
const voucher = 3

describe('planning a hold', () => {
  it('takes from the default location first, then from the others by id', () => {
    const sheet = sheetOf([level(saree, main, 2), level(saree, attic, 1), level(saree, cellar, 5)])
    expect(planHold(sheet, [line(1, saree, 4)], null).allocations).toEqual([
      allocation(1, saree, attic, 1),
      allocation(1, saree, main, 2),
      allocation(1, saree, cellar, 1),
    ])
  })

  it('takes from nowhere but the location it is bound to', () => {
    const sheet = sheetOf([level(saree, main, 2), level(saree, cellar, 5)])
    expect(planHold(sheet, [line(1, saree, 3)], cellar.id).allocations).toEqual([allocation(1, saree, cellar, 3)])
    expect(planHold(sheet, [line(1, saree, 3)], main.id).short).toEqual([
      { product: saree, requested: 3, available: 2, incoming: 0 },
    ])
  })

  it('counts a product in two lines once, summed', () => {
    const sheet = sheetOf([level(saree, main, 5)])
    const lines = [line(1, saree, 3), line(2, saree, 3)]
    expect(planHold(sheet, lines, null)).toEqual({
      allocations: [],
      short: [{ product: saree, requested: 6, available: 5, incoming: 0 }],
    })
    expect(planHold(sheetOf([level(saree, main, 6)]), lines, null).allocations).toHaveLength(2)
  })

  it('names every short line and holds nothing of the others', () => {
    const sheet = sheetOf([{ ...level(saree, main, 1), incomingMilli: 7000 }, level(lamp, main, 9)])
    const plan = planHold(sheet, [line(1, saree, 2), line(2, lamp, 1), line(3, 99, 1)], null)
    expect(plan).toEqual({
      allocations: [],
      short: [
        { product: saree, requested: 2, available: 1, incoming: 7 },
        { product: 99, requested: 1, available: 0, incoming: 0 },
      ],
    })
    expect(() => assertEnough(plan)).toThrow(Failure)
  })

  it('does not take what others hold', () => {
    const sheet = sheetOf([{ ...level(saree, main, 5), reservedMilli: 4000 }])
    expect(planHold(sheet, [line(1, saree, 2)], null).short).toEqual([
      { product: saree, requested: 2, available: 1, incoming: 0 },
    ])
  })

  it('holds nothing for an untracked product', () => {
    expect(planHold(sheetOf([]), [line(1, voucher, 1000)], null)).toEqual({ allocations: [], short: [] })
  })

  it('may take what the order itself gives back', () => {
    const sheet = sheetOf([{ ...level(saree, main, 5), reservedMilli: 5000 }])
    const held = [{ id: 1, orderItem: 1, productId: saree, locationId: main.id, quantityMilli: 4000 }]
    expect(planHold(releasedSheet(sheet, held), [line(2, saree, 4)], null).short).toEqual([])
    expect(planHold(releasedSheet(sheet, held), [line(2, saree, 5)], null).short).toHaveLength(1)
  })
})

describe('planning a shipment', () => {
  const held = [
    { id: 7, orderItem: 1, productId: saree, locationId: main.id, quantityMilli: 2000 },
    { id: 8, orderItem: 1, productId: saree, locationId: cellar.id, quantityMilli: 3000 },
  ]

  it('uses up the oldest hold first', () => {
    const consumptions = planShip(held, [{ orderItem: 1, quantityMilli: 3000 }])
    expect(consumptions.map(({ held: { id }, quantityMilli }) => [id, quantityMilli])).toEqual([
      [7, 2000],
      [8, 1000],
    ])
  })

  it('refuses to ship more than is held', () => {
    expect(() => planShip(held, [{ orderItem: 1, quantityMilli: 5001 }])).toThrow('1 thousandths less')
  })
})

describe('random orders against a plain model', () => {
  const place = fc.constantFrom(main, attic, cellar)
  const product = fc.constantFrom(saree, lamp)
  const quantity = fc.integer({ min: 1, max: 6 })
  const wanted = fc.array(fc.record({ product, quantity }), { minLength: 1, maxLength: 4 })
  const command = fc.oneof(
    fc.record({ type: fc.constant('put' as const), product, place, quantity }),
    fc.record({ type: fc.constant('hold' as const), wanted, bound: fc.option(place) }),
    fc.record({ type: fc.constant('release' as const), nth: fc.nat(20) }),
    fc.record({ type: fc.constant('ship' as const), nth: fc.nat(20), share: fc.integer({ min: 1, max: 100 }) }),
    fc.record({ type: fc.constant('change' as const), nth: fc.nat(20), wanted }),
  )
  type Command = typeof command extends fc.Arbitrary<infer C> ? C : never

  it('never reserves more than is there, and refuses only what is really short', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), commands => {
        const world = emptyWorld()
        for (const one of commands) {
          step(world, one)
          assertInvariants(world)
        }
      }),
      { numRuns: 300 },
    )
  })

  type World = { levels: Map<string, Level>; orders: { held: Held[] }[]; nextId: number }

  function emptyWorld(): World {
    return { levels: new Map(), orders: [], nextId: 1 }
  }

  function step(world: World, one: Command): unknown {
    switch (one.type) {
      case 'put':
        return change(world, { productId: one.product, locationId: one.place.id }, { onHandMilli: one.quantity * 1000 })
      case 'hold':
        return placeOrder(world, sheetOfWorld(world), one.wanted, one.bound?.id ?? null)
      case 'release':
        return release(world, takeOrder(world, one.nth))
      case 'ship':
        return ship(world, world.orders[one.nth]?.held ?? [], one.share)
      case 'change':
        return exchange(world, one.nth, one.wanted)
    }
  }

  function placeOrder(
    world: World,
    sheet: Sheet,
    lines: { product: number; quantity: number }[],
    bound: number | null,
  ) {
    const planned = lines.map((wanted, i) => line(world.nextId + i, wanted.product, wanted.quantity))
    const { allocations, short } = planHold(sheet, planned, bound)
    const asked = Map.groupBy(planned, one => one.productId)
    const isShort = Array.from(asked, ([id, same]) => total(same) > freeByModel(sheet, id, bound))
    expect(short.length).toBe(isShort.filter(Boolean).length)
    if (short.length > 0) return expect(allocations).toEqual([])
    for (const one of planned)
      expect(total(allocations.filter(a => a.orderItem === one.orderItem))).toBe(one.quantityMilli)
    if (bound !== null) expect(allocations.every(one => one.locationId === bound)).toBe(true)
    hold(world, allocations)
  }

  function hold(world: World, allocations: readonly Allocation[]): void {
    const held = allocations.map(one => ({ ...one, id: world.nextId++ }))
    for (const one of held) change(world, one, { reservedMilli: one.quantityMilli })
    world.nextId += 10
    world.orders.push({ held })
  }

  function release(world: World, held: Held[]): void {
    for (const one of held) change(world, one, { reservedMilli: -one.quantityMilli })
  }

  function ship(world: World, held: Held[], share: number): void {
    const byItem = Map.groupBy(held, one => one.orderItem)
    const lines = Array.from(byItem, ([orderItem, same]) => ({
      orderItem,
      quantityMilli: Math.ceil((total(same) * share) / 100),
    }))
    for (const { held: one, quantityMilli } of planShip(held, lines)) {
      change(world, one, { onHandMilli: -quantityMilli, reservedMilli: -quantityMilli })
      one.quantityMilli -= quantityMilli
    }
  }

  function exchange(world: World, nth: number, lines: { product: number; quantity: number }[]): void {
    const held = takeOrder(world, nth)
    const released = releasedSheet(sheetOfWorld(world), held)
    release(world, held)
    expect(released.levels).toEqual(sheetOfWorld(world).levels)
    placeOrder(world, released, lines, null)
  }

  function takeOrder(world: World, nth: number): Held[] {
    return world.orders.splice(nth, 1)[0]?.held ?? []
  }

  function change(world: World, at: { productId: number; locationId: number }, by: Partial<Level>): void {
    const key = `${at.productId}/${at.locationId}`
    const known = world.levels.get(key) ?? { ...at, onHandMilli: 0, reservedMilli: 0, incomingMilli: 0 }
    world.levels.set(key, {
      productId: at.productId,
      locationId: at.locationId,
      onHandMilli: known.onHandMilli + (by.onHandMilli ?? 0),
      reservedMilli: known.reservedMilli + (by.reservedMilli ?? 0),
      incomingMilli: 0,
    })
  }

  function assertInvariants(world: World): void {
    for (const one of world.levels.values()) {
      expect(one.reservedMilli).toBeGreaterThanOrEqual(0)
      expect(one.reservedMilli).toBeLessThanOrEqual(one.onHandMilli)
      const held = world.orders.flatMap(order => order.held)
      const here = held.filter(hold => hold.productId === one.productId && hold.locationId === one.locationId)
      expect(total(here)).toBe(one.reservedMilli)
    }
  }

  function sheetOfWorld(world: World): Sheet {
    return sheetOf([...world.levels.values()])
  }

  function freeByModel(sheet: Sheet, productId: number, bound: number | null): number {
    let free = 0
    for (const one of sheet.levels)
      if (one.productId === productId && (bound === null || one.locationId === bound))
        free += one.onHandMilli - one.reservedMilli
    return free
  }
})

function sheetOf(levels: Level[]): Sheet {
  const locations = [main, attic, cellar]
  const rank = (one: Level) => locations.findIndex(location => location.id === one.locationId)
  return {
    products: new Map([facts(saree, true), facts(lamp, true), facts(voucher, false)].map(one => [one.id, one])),
    levels: levels.toSorted((a, b) => rank(a) - rank(b)),
    locations,
  }
}

function facts(id: number, isTracked: boolean): ProductFacts {
  const nobody = { assignedTo: null, createdBy: null }
  const money = { priceMinor: 100, costMinor: null, valueMinor: 0, unit: 'piece' }
  return {
    id,
    name: `Product ${id}`,
    sku: `P-${id}`,
    skuKey: `p-${id}`,
    isTracked,
    isActive: true,
    isDeleted: false,
    ...nobody,
    ...money,
  }
}

function level(productId: number, location: Location, onHand: number): Level {
  return { productId, locationId: location.id, onHandMilli: onHand * 1000, reservedMilli: 0, incomingMilli: 0 }
}

function line(orderItem: number, productId: number, quantity: number): Line {
  return { orderItem, productId, quantityMilli: quantity * 1000 }
}

function allocation(orderItem: number, productId: number, location: Location, quantity: number): Allocation {
  return { orderItem, productId, locationId: location.id, quantityMilli: quantity * 1000 }
}

function total(list: readonly { quantityMilli: number }[]): number {
  return list.reduce((sum, one) => sum + one.quantityMilli, 0)
}
