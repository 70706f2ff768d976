import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client, Reply, World } from '../../../test/server.ts'
import { openStockroom, type Stockroom } from '../../../test/stock.ts'

let stockroom: Stockroom
let world: World
let meera: Client
let { adjust, transfer, order, fulfil, history, stockOf, newProduct, newLocation, main } = {} as Stockroom

beforeAll(async () => {
  stockroom = await openStockroom()
  ;({ world, adjust, transfer, order, fulfil, history, stockOf, newProduct, newLocation, main } = stockroom)
  meera = world.as('meera')
})

afterAll(() => stockroom.close())

describe('a stock count', () => {
  it('is opened, entered and approved, and posts its differences', async () => {
    const [lamp, vase, cup] = [await newProduct(10), await newProduct(5), await newProduct(2)]
    const opened = await meera.post('/api/stock/counts/', { products: [lamp, vase, cup], note: 'Year end' })
    expect(opened.status).toBe(201)
    expect(opened.body).toMatchObject({
      status: 'open',
      location: main,
      note: 'Year end',
      lines_count: 3,
      entered_count: 0,
    })
    expect(opened.body.abilities).toEqual({ enter: true, approve: false, cancel: true })
    const entered = await enter(opened, [lamp, 8], [vase, 6])
    expect(lineOf(entered, lamp)).toMatchObject({ expected: 10, counted: 8, difference: -2, drifted: false })
    expect(lineOf(entered, cup)).toMatchObject({ counted: null, difference: null })
    const posted = await approve(opened)
    expect(posted.body).toMatchObject({ status: 'posted', drifted_count: 0, entered_count: 2 })
    expect([await onHand(lamp), await onHand(vase), await onHand(cup)]).toEqual([8, 6, 2])
    const [move] = (await history(lamp)).body.results
    expect(move).toMatchObject({ cause_type: 'count', cause_id: opened.body.id, change: -2 })
  })

  it('takes in what nobody expected on the shelf, and makes it tracked', async () => {
    const [lamp, gift] = [await newProduct(1), await newProduct(null, { track_stock: false })]
    const count = await open(lamp)
    await enter(count, [lamp, 1], [gift, 3])
    expect((await approve(count)).body.lines_count).toBe(2)
    expect(await stockOf(gift)).toMatchObject({ stock: 3, track_stock: true })
    expect((await history(lamp)).body.count).toBe(1)
  })

  it('counts everything that has been at a location when no product is named', async () => {
    const [lamp, attic] = [await newProduct(10), await newLocation()]
    expect((await meera.post('/api/stock/counts/', { location: attic })).body).toHaveProperty('products')
    await transfer(lamp, 4, { to: attic })
    const { body } = await meera.post('/api/stock/counts/', { location: attic })
    expect(body.lines.map((line: { product: number }) => line.product)).toEqual([lamp])
  })

  it('is audited at every step', async () => {
    const lamp = await newProduct(10)
    const count = await open(lamp)
    await enter(count, [lamp, 9])
    await approve(count)
    const { body } = await world.as('rohan').get(`/api/audit-logs/?object_type=count&object_id=${count.body.id}`)
    expect(body.results.map((entry: { action: string }) => entry.action)).toEqual([
      'stock.counted',
      'count.entered',
      'count.opened',
    ])
    expect(body.results[0].after.lines).toEqual([{ product: lamp, expected: 10, counted: 9, drifted: false }])
  })

  it('is listed with its state', async () => {
    const lamp = await newProduct(1)
    const count = await open(lamp)
    const { body } = await meera.get('/api/stock/counts/?status=open&page_size=1')
    expect(body.results[0]).toMatchObject({ id: count.body.id, status: 'open', lines_count: 1 })
    expect(body.results[0]).not.toHaveProperty('lines')
  })
})

describe('what moves during a count', () => {
  it('is flagged, and stays moved', async () => {
    const [lamp, vase] = [await newProduct(10), await newProduct(10)]
    const count = await open(lamp, vase)
    await enter(count, [lamp, 9], [vase, 9])
    await fulfil(await order(lamp, 3))
    const seen = await meera.get(`/api/stock/counts/${count.body.id}/`)
    expect(seen.body.drifted_count).toBe(1)
    expect(lineOf(seen, lamp)).toMatchObject({ drifted: true, moved: -3, difference: -1, on_hand: 7 })
    expect(lineOf(seen, vase)).toMatchObject({ drifted: false, moved: 0 })
    const posted = await approve(count)
    expect(lineOf(posted, lamp)).toMatchObject({ drifted: true, moved: -3, on_hand: 6 })
    await adjust(lamp, 5)
    expect(lineOf(await meera.get(`/api/stock/counts/${count.body.id}/`), lamp)).toMatchObject({ moved: -3 })
  })

  it('is flagged also when it came back', async () => {
    const [lamp, attic] = [await newProduct(10), await newLocation()]
    const count = await open(lamp)
    await enter(count, [lamp, 10])
    await transfer(lamp, 1, { to: attic })
    await transfer(lamp, 1, { from: attic, to: main })
    expect(lineOf(await approve(count), lamp)).toMatchObject({ drifted: true, moved: 0 })
    expect(await onHand(lamp)).toBe(10)
  })

  it('at another location is no drift', async () => {
    const [lamp, attic, roof] = [await newProduct(10), await newLocation(), await newLocation()]
    await transfer(lamp, 4, { to: attic })
    const count = await open(lamp)
    await enter(count, [lamp, 6])
    await transfer(lamp, 4, { from: attic, to: roof })
    expect(lineOf(await approve(count), lamp).drifted).toBe(false)
  })

  it('never sells what the count found missing: count and orders at once', async () => {
    const lamp = await newProduct(10)
    const count = await open(lamp)
    await enter(count, [lamp, 4])
    const [posted, ...orders] = await Promise.all([approve(count), ...Array.from({ length: 5 }, () => order(lamp, 2))])
    const held = orders.filter(reply => reply.status === 201).length * 2
    expect(await stockOf(lamp)).toMatchObject(
      posted.status === 200 ? { on_hand: 4, reserved: held } : { on_hand: 10, reserved: held },
    )
    if (posted.status !== 200) expect(posted.body.code).toBe('stock_held')
  })
})

describe('a count is refused', () => {
  it('below what is held, with every line, and nothing is posted', async () => {
    const [lamp, vase, cup] = [await newProduct(5), await newProduct(5), await newProduct(5)]
    await order(lamp, 4)
    await order(vase, 4)
    const count = await open(lamp, vase, cup)
    await enter(count, [lamp, 3], [vase, 2], [cup, 1])
    const { status, body } = await approve(count)
    expect([status, body.code]).toEqual([409, 'stock_held'])
    expect(body.lines).toMatchObject([
      { product: lamp, requested: 2, available: 1, reserved: 4 },
      { product: vase, requested: 3, available: 1, reserved: 4 },
    ])
    expect(await onHand(cup)).toBe(5)
    await enter(count, [lamp, 4], [vase, 4])
    expect((await approve(count)).status).toBe(200)
  })

  it('twice, empty, or once it is cancelled', async () => {
    const lamp = await newProduct(5)
    const count = await open(lamp)
    expect((await approve(count)).body.code).toBe('count_empty')
    await enter(count, [lamp, 4])
    const both = await Promise.all([approve(count), approve(count)])
    expect(both.map(reply => reply.status).toSorted()).toEqual([200, 409])
    expect(await onHand(lamp)).toBe(4)
    expect((await enter(count, [lamp, 1])).body).toMatchObject({ code: 'count_closed', state: 'posted' })
    const other = await open(lamp)
    expect((await meera.post(`/api/stock/counts/${other.body.id}/cancel/`)).body.status).toBe('cancelled')
    expect((await approve(other)).body).toMatchObject({ code: 'count_closed', state: 'cancelled' })
  })

  it('for another version than the caller has seen, or with a field that it does not know', async () => {
    const lamp = await newProduct(5)
    const count = await open(lamp)
    await enter(count, [lamp, 4])
    const path = `/api/stock/counts/${count.body.id}/approve/`
    expect((await meera.post(path, { version: count.body.version })).status).toBe(412)
    expect((await meera.post(path, {}, { 'if-match': `"${count.body.version}"` })).status).toBe(412)
    expect((await meera.post(path, { colour: 'red' })).body).toHaveProperty('colour')
    expect((await meera.post(path, { version: count.body.version + 1 })).status).toBe(200)
  })

  it.each([
    ['a product that is not there', { products: [999_999_999] }, 'products'],
    ['no product', { products: [] }, 'products'],
    ['a location that is not there', { location: 999_999_999, products: null }, 'location'],
    ['an unknown field', { colour: 'red' }, 'colour'],
  ])('for %s', async (_what, fields, field) => {
    const lamp = await newProduct(1)
    const { products, ...others } = { products: [lamp], ...fields }
    const { status, body } = await meera.post('/api/stock/counts/', { products: products ?? [lamp], ...others })
    expect([status, Object.keys(body)]).toEqual([400, [field]])
  })

  it.each([
    ['less than nothing', [-1]],
    ['part of a whole unit', [1.5]],
    ['the same product twice', [1, 2]],
  ])('that enters %s', async (_what, quantities) => {
    const lamp = await newProduct(1)
    const count = await open(lamp)
    const { status, body } = await enter(count, ...quantities.map((quantity): [number, number] => [lamp, quantity]))
    expect([status, Object.keys(body)]).toEqual([400, ['lines']])
  })

  it('to who may not count or approve, and to strangers', async () => {
    const lamp = await newProduct(1)
    const count = await open(lamp)
    await enter(count, [lamp, 2])
    const path = `/api/stock/counts/${count.body.id}/`
    expect((await world.as('priya').post(`${path}approve/`)).status).toBe(403)
    expect((await world.as('rahul').get(path)).status).toBe(403)
    expect((await world.as('astrid').get(path)).status).toBe(404)
    expect((await world.as('astrid').post(`${path}approve/`)).status).toBe(404)
    expect((await world.as('astrid').post(`${path}enter/`, { lines: [{ product: lamp, counted: 1 }] })).status).toBe(
      404,
    )
    expect((await world.as('astrid').post('/api/stock/counts/', { products: [lamp] })).body).toHaveProperty('products')
  })
})

type Line = { product: number; drifted: boolean }

function open(...products: number[]): Promise<Reply> {
  return meera.post('/api/stock/counts/', { products })
}

function enter(count: Reply, ...lines: [product: number, counted: number][]): Promise<Reply> {
  const body = { lines: lines.map(([product, counted]) => ({ product, counted })) }
  return meera.post(`/api/stock/counts/${count.body.id}/enter/`, body)
}

function approve(count: Reply): Promise<Reply> {
  return meera.post(`/api/stock/counts/${count.body.id}/approve/`)
}

function lineOf({ body }: Reply, product: number): Line {
  return body.lines.find((line: Line) => line.product === product)
}

async function onHand(product: number): Promise<number> {
  return (await stockOf(product)).on_hand
}
