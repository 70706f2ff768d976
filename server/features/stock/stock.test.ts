import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { World } from '../../../test/server.ts'
import { openStockroom, type Stockroom, wonBy } from '../../../test/stock.ts'

let stockroom: Stockroom
let world: World
let { adjust, transfer, order, history, stockOf, newProduct, newLocation, main, tenantId } = {} as Stockroom

beforeAll(async () => {
  stockroom = await openStockroom()
  ;({ world, adjust, transfer, order, history, stockOf, newProduct, newLocation, main, tenantId } = stockroom)
})

afterAll(() => stockroom.close())

describe('adjusting stock', () => {
  it('books what was found and what was lost, with actor and reason', async () => {
    const lamp = await newProduct(10)
    const { status, body } = await adjust(lamp, -3, { reason: 'Broken in the window' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ product: lamp, location: main, quantity: -3, on_hand: 7, reserved: 0, available: 7 })
    expect(await stockOf(lamp)).toMatchObject({ stock: 7, on_hand: 7 })
    const [move] = (await history(lamp)).body.results
    expect(move).toMatchObject({
      id: body.move,
      quantity: 3,
      change: -3,
      from_location: main,
      to_kind: 'adjustment',
      reason: 'Broken in the window',
      actor_username: 'meera',
    })
  })

  it('is audited with the level before and after', async () => {
    const lamp = await newProduct(10)
    await adjust(lamp, 5)
    const { body } = await world.as('rohan').get(`/api/audit-logs/?action=stock.adjusted&object_id=${lamp}`)
    expect(body.results[0]).toMatchObject({
      actor_username: 'meera',
      object_type: 'product',
      before: { location: main, on_hand: 10 },
      after: { location: main, on_hand: 15, quantity: 5, reason: 'Recount' },
    })
  })

  it('makes an untracked product tracked at its first entry', async () => {
    const gift = await newProduct(null, { track_stock: false })
    expect(await stockOf(gift)).toMatchObject({ stock: null, track_stock: false })
    await adjust(gift, 4)
    expect(await stockOf(gift)).toMatchObject({ stock: 4, track_stock: true })
  })

  it('takes a part of a unit only where the unit has parts', async () => {
    const cloth = await newProduct(2, { unit: 'm' })
    expect((await adjust(cloth, 1.25)).body).toMatchObject({ on_hand: 3.25 })
    const refused = await adjust(await newProduct(2), 1.25)
    expect(refused.status).toBe(400)
    expect(refused.body.quantity).toEqual(['Send a whole number: the unit is piece.'])
  })

  it.each([
    ['zero', { quantity: 0 }, 'quantity'],
    ['four decimals', { quantity: 0.0001 }, 'quantity'],
    ['far too much', { quantity: 1e10 }, 'quantity'],
    ['a numeric string', { quantity: '2' }, 'quantity'],
    ['no reason', { reason: undefined }, 'reason'],
    ['a blank reason', { reason: '  ' }, 'reason'],
    ['an unknown product', { product: 999_999_999 }, 'product'],
    ['an unknown location', { location: 999_999_999 }, 'location'],
    ['an unknown field', { amount: 2 }, 'amount'],
  ])('refuses %s and names the field', async (_what, change, field) => {
    const lamp = await newProduct(1)
    const { status, body } = await world
      .as('meera')
      .post('/api/stock/adjust/', { product: lamp, quantity: 1, reason: 'x', ...change })
    expect(status).toBe(400)
    expect(Object.keys(body)).toEqual([field])
    expect(await stockOf(lamp)).toMatchObject({ stock: 1 })
  })

  it('refuses a virtual location, and more than the books can hold', async () => {
    const lamp = await newProduct(1)
    const customer = (await history(lamp)).body.results[0].from_location
    expect((await adjust(lamp, 1, { location: customer })).body).toEqual({ location: ['There is no such location.'] })
    expect((await adjust(lamp, 1e9)).body).toHaveProperty('quantity')
  })

  it('refuses to lower below what is held', async () => {
    const lamp = await newProduct(5)
    await order(lamp, 4)
    const { status, body } = await adjust(lamp, -2)
    expect(status).toBe(409)
    expect(body).toMatchObject({ code: 'stock_held', product: lamp, available: 1, reserved: 4 })
    expect((await adjust(lamp, -1)).status).toBe(201)
  })

  it('refuses to lower below zero, and names what there is', async () => {
    const { status, body } = await adjust(await newProduct(5), -6)
    expect(status).toBe(409)
    expect(body).toMatchObject({ code: 'insufficient_stock', lines: [{ requested: 6, available: 5 }] })
  })

  it('answers a repeated Idempotency-Key without booking again', async () => {
    // It has a cost: its value is in the company's, which is looked at when all is closed.
    const lamp = await newProduct(1, { cost: '4.00' })
    const body = { product: lamp, quantity: 2, reason: 'Found' }
    const key = { 'idempotency-key': `found-${lamp}` }
    const first = await world.as('meera').post('/api/stock/adjust/', body, key)
    const second = await world.as('meera').post('/api/stock/adjust/', body, key)
    expect(second.body).toEqual(first.body)
    expect(await stockOf(lamp)).toMatchObject({ stock: 3 })
  })

  it('is not for customers or strangers', async () => {
    const lamp = await newProduct(5)
    const body = { product: lamp, quantity: 1, reason: 'x' }
    expect((await world.as('rahul').post('/api/stock/adjust/', body)).status).toBe(403)
    expect((await world.as('astrid').post('/api/stock/adjust/', body)).body).toEqual({
      product: ['There is no such product.'],
    })
    expect((await world.anonymous.post('/api/stock/adjust/', body)).status).toBe(401)
  })
})

describe('transferring stock', () => {
  it('takes units through transit to another location; what can be sold stays the same', async () => {
    const [lamp, attic] = [await newProduct(10), await newLocation()]
    const { status, body } = await transfer(lamp, 4, { to: attic })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      quantity: 4,
      from: { location: main, on_hand: 6 },
      to: { location: attic, on_hand: 4 },
    })
    expect(await stockOf(lamp)).toMatchObject({ stock: 10, on_hand: 10 })
    const [onwards, out] = (await history(lamp)).body.results
    expect([out.to_kind, onwards.from_kind, out.cause_id]).toEqual(['transit', 'transit', out.id])
    expect([out.change, onwards.change]).toEqual([-4, 4])
  })

  it('refuses held units, more than there is, and the same place', async () => {
    const [lamp, attic] = [await newProduct(10), await newLocation()]
    await order(lamp, 8)
    expect((await transfer(lamp, 3, { to: attic })).body.code).toBe('stock_held')
    expect((await transfer(lamp, 3, { from: attic, to: main })).body.code).toBe('insufficient_stock')
    expect((await transfer(lamp, 1, { to: main })).body).toHaveProperty('to')
    expect((await transfer(lamp, 0, { to: attic })).body).toHaveProperty('quantity')
    expect((await transfer(lamp, 1, { from: 999_999_999, to: attic })).body).toHaveProperty('from')
    expect((await transfer(lamp, 2, { to: attic })).status).toBe(201)
  })

  it('lets an order take from both places', async () => {
    const [lamp, attic] = [await newProduct(10), await newLocation()]
    await transfer(lamp, 4, { to: attic })
    expect((await order(lamp, 9)).status).toBe(201)
    expect(await stockOf(lamp)).toMatchObject({ stock: 1, reserved: 9 })
    const { body } = await world.as('meera').get(`/api/stock/?product=${lamp}`)
    expect(body.results.map((level: { reserved: number }) => level.reserved)).toEqual([6, 3])
  })
})

describe('locations', () => {
  it('are made, renamed and deleted', async () => {
    const made = await world.as('meera').post('/api/locations/', { name: 'Roof' })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ name: 'Roof', is_default: false, is_active: true, tenant: tenantId, version: 1 })
    const path = `/api/locations/${made.body.id}/`
    const renamed = await world.as('meera').put(path, { ...made.body, name: 'Roof top' })
    expect(renamed.body).toMatchObject({ name: 'Roof top', version: 2 })
    expect((await world.as('meera').patch(path, { name: 'X', version: 1 })).status).toBe(412)
    expect((await world.as('meera').patch(path, { name: 'X' }, { 'if-match': '"1"' })).status).toBe(412)
    expect((await world.as('meera').delete(path)).status).toBe(204)
    expect((await world.as('meera').get(path)).status).toBe(404)
    expect((await world.as('meera').delete(path)).status).toBe(404)
    expect((await world.as('meera').post('/api/locations/', { name: 'roof TOP' })).status).toBe(201)
  })

  it('stay in their company', async () => {
    const place = (await world.as('meera').post('/api/locations/', { name: 'Cellar' })).body
    const [path, theirs] = [
      `/api/locations/${place.id}/`,
      (await world.as('astrid').get('/api/auth/me/')).body.tenant_id,
    ]
    const refused = await world.as('meera').put(path, { ...place, name: 'Theirs', tenant: theirs })
    expect([refused.status, Object.keys(refused.body)]).toEqual([400, ['tenant']])
    expect((await world.as('meera').put(path, { ...place, tenant: String(tenantId) })).body).toEqual(place)
  })

  it('have names of their own, whatever the case, and none is called like a virtual one by accident', async () => {
    await newLocation('Shelf 1')
    const { status, body } = await world.as('meera').post('/api/locations/', { name: 'SHELF  1' })
    expect([status, body]).toEqual([400, { name: ['Another location has this name.'] }])
    expect((await world.as('meera').post('/api/locations/', { name: 'Supplier' })).status).toBe(201)
  })

  it('give one name to one of two who ask for it at once', async () => {
    const both = await Promise.all([1, 2].map(() => world.as('meera').post('/api/locations/', { name: 'Twin' })))
    expect(both.map(reply => reply.status).toSorted()).toEqual([201, 400])
  })

  it('cannot go while stock is there or the default', async () => {
    const [lamp, attic] = [await newProduct(10), await newLocation()]
    await transfer(lamp, 1, { to: attic })
    const path = `/api/locations/${attic}/`
    expect((await world.as('meera').delete(path)).body.code).toBe('location_in_use')
    expect((await world.as('meera').patch(path, { is_active: false })).body.code).toBe('location_in_use')
    expect((await world.as('meera').delete(`/api/locations/${main}/`)).body.code).toBe('default_location')
    expect((await world.as('meera').patch(`/api/locations/${main}/`, { is_active: false })).body.code).toBe(
      'default_location',
    )
    expect((await world.as('meera').patch(`/api/locations/${main}/`, { is_default: false })).body.code).toBe(
      'default_location',
    )
    await transfer(lamp, 1, { from: attic, to: main })
    expect((await world.as('meera').patch(path, { is_active: false })).status).toBe(200)
    expect((await transfer(lamp, 1, { to: attic })).body).toHaveProperty('to')
  })

  it('may go with units of a deleted product, which nobody can take away, once no order holds them', async () => {
    const [lamp, attic] = [await newProduct(3), await newLocation()]
    await transfer(lamp, 3, { to: attic })
    const { body: order } = await world.as('priya').post('/api/orders/', { product: lamp, quantity: 1 })
    expect((await world.as('meera').delete(`/api/products/${lamp}/`)).status).toBe(204)
    const path = `/api/locations/${attic}/`
    expect((await world.as('meera').delete(path)).body.code).toBe('location_in_use')
    expect((await world.as('priya').post(`/api/orders/${order.id}/fulfill/`)).status).toBe(200)
    expect((await world.as('meera').delete(path)).status).toBe(204)
  })

  it('have one default, also when two become it at once', async () => {
    const places = [await newLocation(), await newLocation()]
    const both = await Promise.all(
      places.map(id => world.as('meera').patch(`/api/locations/${id}/`, { is_default: true })),
    )
    expect(both.map(reply => reply.status)).toEqual([200, 200])
    const { body } = await world.as('meera').get('/api/locations/?is_default=true')
    expect(body.count).toBe(1)
    expect(places).toContain(body.results[0].id)
    expect((await world.as('meera').patch(`/api/locations/${main}/`, { is_default: true })).body.is_default).toBe(true)
  })

  it('hide the virtual ones and those of other companies', async () => {
    const { body } = await world.as('meera').get('/api/locations/?page_size=200')
    expect(body.results.every((one: { tenant: number }) => one.tenant === tenantId)).toBe(true)
    const theirs = (await world.as('astrid').get('/api/locations/')).body.results[0].id
    expect((await world.as('meera').get(`/api/locations/${theirs}/`)).status).toBe(404)
    const virtual = (await world.as('meera').get('/api/stock/moves/?page_size=1')).body.results[0]
    const hidden = virtual.from_kind === 'internal' ? virtual.to_location : virtual.from_location
    expect((await world.as('meera').get(`/api/locations/${hidden}/`)).status).toBe(404)
  })
})

describe('reading the books', () => {
  it('lists levels by product and location', async () => {
    const [lamp, attic] = [await newProduct(10), await newLocation('Reading room')]
    await transfer(lamp, 4, { to: attic })
    const { body } = await world.as('priya').get(`/api/stock/?product=${lamp}&location=${attic}`)
    expect(body).toMatchObject({ count: 1, next: null })
    expect(body.results[0]).toMatchObject({
      product: lamp,
      location: attic,
      location_name: 'Reading room',
      on_hand: 4,
      available: 4,
    })
    expect((await world.as('priya').get('/api/stock/?colour=red')).body).toHaveProperty('colour')
    expect((await world.as('rahul').get('/api/stock/')).status).toBe(403)
  })

  it('finds levels and moves by words of the product, moves of a product by their reason', async () => {
    const lamp = await newProduct(10, { name: 'Vermilion lantern' })
    await adjust(lamp, -1, { reason: 'Fell off a ladder' })
    const products = async (path: string) =>
      (await world.as('priya').get(path)).body.results.map((row: { product: number }) => row.product)
    expect(await products('/api/stock/?search=lanter vermil')).toEqual([lamp])
    expect(await products('/api/stock/moves/?search=vermilion')).toEqual([lamp, lamp])
    expect(await products('/api/stock/?search=vermilion chair')).toEqual([])
    expect(await products('/api/stock/?search=...')).toEqual([])
    expect(await products(`/api/products/${lamp}/history/?search=LADDER`)).toEqual([lamp])
  })

  it('lists moves by id, product, location, cause and time', async () => {
    const lamp = await newProduct(10)
    const { move } = (await adjust(lamp, 1)).body
    const count = async (query: string) =>
      (await world.as('priya').get(`/api/stock/moves/?product=${lamp}${query}`)).body.count
    expect(await count('')).toBe(2)
    expect(await count(`&id=${move}`)).toBe(1)
    expect(await count('&cause_type=opening')).toBe(1)
    expect(await count(`&location=${main}`)).toBe(2)
    expect(await count(`&from_location=${main}`)).toBe(0)
    expect(await count('&at__gte=2020-01-01')).toBe(2)
    expect(await count('&at__lte=2020-01-01')).toBe(0)
    const attic = await newLocation()
    for (const quantity of [3, 2, 1]) await transfer(lamp, quantity, { to: attic })
    await transfer(lamp, 1, { from: attic, to: main })
    const quantities: number[] = []
    let next: string | null = `http://x/api/stock/moves/?location=${attic}&page_size=3`
    while (next) {
      const { pathname, search } = new URL(next)
      const { body } = await world.as('priya').get(pathname + search)
      expect(body.count).toBe(4)
      quantities.push(...body.results.map((row: { quantity: number }) => row.quantity))
      next = body.next
    }
    expect(quantities).toEqual([1, 1, 2, 3])
    expect((await world.as('priya').get('/api/stock/moves/?location=attic')).status).toBe(400)
  })

  it('shows the history of a product in sight, page by page', async () => {
    const lamp = await newProduct(10)
    for (const quantity of [1, 2, 3]) await adjust(lamp, quantity)
    const first = await world.as('priya').get(`/api/products/${lamp}/history/?page_size=2`)
    expect(first.body.results.map((move: { quantity: number }) => move.quantity)).toEqual([3, 2])
    const { pathname, search } = new URL(first.body.next)
    const second = await world.as('priya').get(pathname + search)
    expect(second.body.results.map((move: { quantity: number }) => move.quantity)).toEqual([1, 10])
    expect((await world.as('astrid').get(`/api/products/${lamp}/history/`)).status).toBe(404)
    expect((await world.as('rahul').get(`/api/products/${lamp}/history/`)).status).toBe(403)
    expect((await world.as('priya').get('/api/products/999999999/history/')).status).toBe(404)
  })
})

describe('at the same time', () => {
  it('books two adjustments of one product one after the other', async () => {
    const lamp = await newProduct(5)
    const replies = await Promise.all([-3, -3, 2].map(quantity => adjust(lamp, quantity)))
    const booked = replies.filter(reply => reply.status === 201).map(reply => reply.body.quantity as number)
    const { stock } = await stockOf(lamp)
    expect(stock).toBe(booked.reduce((sum, quantity) => sum + quantity, 5))
    expect(stock).toBeGreaterThanOrEqual(0)
  })

  it('gives the last units to the order or to the transfer, never to both', async () => {
    const [lamp, attic] = [await newProduct(10), await newLocation()]
    const orders = Promise.all(Array.from({ length: 6 }, () => order(lamp, 2, { location: main })))
    const journeys = Promise.all(Array.from({ length: 6 }, () => transfer(lamp, 2, { to: attic })))
    const [placed, gone] = [wonBy(await orders), wonBy(await journeys)]
    expect(placed + gone).toBe(5)
    expect(await stockOf(lamp)).toMatchObject({ on_hand: 10, reserved: placed * 2 })
  })

  it('lets either the hold or the adjustment have the last units', async () => {
    const lamp = await newProduct(4)
    const orders = Promise.all(Array.from({ length: 4 }, () => order(lamp, 2)))
    const losses = Promise.all(Array.from({ length: 4 }, () => adjust(lamp, -2)))
    expect(wonBy(await orders) + wonBy(await losses)).toBe(2)
    expect((await stockOf(lamp)).stock).toBe(0)
  })

  it('never leaves stock in a location that was being deleted', async () => {
    for (let round = 0; round < 5; round++) {
      const [lamp, attic] = [await newProduct(2), await newLocation()]
      const [arrival, deletion] = await Promise.all([
        transfer(lamp, 1, { to: attic }),
        world.as('meera').delete(`/api/locations/${attic}/`),
      ])
      expect([
        [201, 409],
        [400, 204],
      ]).toContainEqual([arrival.status, deletion.status])
    }
  })
})
