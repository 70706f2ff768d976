import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client, Reply, World } from '../../../test/server.ts'
import { openStockroom, type Stockroom } from '../../../test/stock.ts'
import { sql } from '../../platform/sql.ts'
import { queueReorderPoint } from './ledger.ts'
import { findDue, quantityToOrder, reasonToOrder } from './reorder.ts'

let stockroom: Stockroom
let world: World
let meera: Client
let { adjust, transfer, order, fulfil, history, stockOf, newProduct, newLocation, main, tenantId } = {} as Stockroom

beforeAll(async () => {
  stockroom = await openStockroom()
  ;({ world, adjust, transfer, order, fulfil, history, stockOf, newProduct, newLocation, main, tenantId } = stockroom)
  meera = world.as('meera')
})

afterAll(() => stockroom.close())

describe('reversing a move', () => {
  it('undoes an adjustment by an opposite move that names it', async () => {
    const lamp = await newProduct(10)
    const { move } = (await adjust(lamp, -4)).body
    const { status, body } = await reverse(move)
    expect(status).toBe(201)
    expect(body.moves).toMatchObject([
      { change: 4, quantity: 4, reverses: move, cause_type: 'reversal', cause_id: move, reason: 'Mistaken' },
    ])
    expect((await stockOf(lamp)).stock).toBe(10)
    const { body: log } = await world.as('rohan').get(`/api/audit-logs/?action=stock.reversed&object_id=${lamp}`)
    expect(log.results[0].after).toMatchObject({ moves: [move], quantity: 4, reason: 'Mistaken' })
  })

  it('undoes a transfer as a whole, whichever of its moves is named', async () => {
    const [lamp, attic] = [await newProduct(10), await newLocation()]
    const journey = (await transfer(lamp, 4, { to: attic })).body.moves
    const { body } = await reverse(journey[1])
    expect(body.moves.map((move: { reverses: number }) => move.reverses)).toEqual(journey.toReversed())
    expect((await meera.get(`/api/stock/?product=${lamp}&location=${attic}`)).body.results[0].on_hand).toBe(0)
    expect((await reverse(journey[0])).body.code).toBe('already_reversed')
  })

  it('happens once, and a reversal is not reversed', async () => {
    const lamp = await newProduct(10)
    const { move } = (await adjust(lamp, 5)).body
    const both = await Promise.all([reverse(move), reverse(move)])
    expect(both.map(reply => reply.status).toSorted()).toEqual([201, 409])
    expect((await stockOf(lamp)).stock).toBe(10)
    const [undone] = (await history(lamp)).body.results
    expect((await reverse(undone.id)).body.code).toBe('not_reversible')
  })

  it('takes back nothing that is held or gone', async () => {
    const lamp = await newProduct(0)
    const { move } = (await adjust(lamp, 5)).body
    await order(lamp, 3)
    expect((await reverse(move)).body.code).toBe('stock_held')
    const vase = await newProduct(0)
    const found = (await adjust(vase, 5)).body.move
    await adjust(vase, -3)
    expect((await reverse(found)).body.code).toBe('insufficient_stock')
  })

  it('does not bring stock back to a closed location', async () => {
    const [lamp, attic] = [await newProduct(1), await newLocation()]
    await transfer(lamp, 1, { to: attic })
    const { move } = (await adjust(lamp, -1, { location: attic })).body
    expect((await meera.delete(`/api/locations/${attic}/`)).status).toBe(204)
    expect((await reverse(move)).body).toMatchObject({
      code: 'not_reversible',
      detail: expect.stringContaining('closed'),
    })
  })

  it('is refused for moves of others, unknown ones, without a reason and without the permission', async () => {
    const lamp = await newProduct(1)
    const { move } = (await adjust(lamp, 1)).body
    expect((await world.as('astrid').post(`/api/stock/moves/${move}/reverse/`, { reason: 'x' })).status).toBe(404)
    expect((await reverse(999_999_999)).status).toBe(404)
    expect((await meera.post(`/api/stock/moves/${move}/reverse/`, {})).body).toHaveProperty('reason')
    expect((await world.as('rahul').post(`/api/stock/moves/${move}/reverse/`, { reason: 'x' })).status).toBe(403)
  })
})

describe('levels of the past', () => {
  it('tell what was on hand at any moment', async () => {
    const before = new Date().toISOString()
    await sleep(5)
    const [lamp, attic] = [await newProduct(10), await newLocation()]
    const [opening] = (await history(lamp)).body.results
    await sleep(5)
    await transfer(lamp, 4, { to: attic })
    const [, out] = (await history(lamp)).body.results
    await sleep(5)
    await adjust(lamp, -3)
    expect(await onHandAsOf(lamp, before)).toEqual([0, 0])
    expect(await onHandAsOf(lamp, opening.at)).toEqual([10, 0])
    expect(await onHandAsOf(lamp, out.at)).toEqual([6, 4])
    expect(await onHandAsOf(lamp, new Date().toISOString())).toEqual([3, 4])
  })

  it('know no holds, and refuse a moment that has not come or is none', async () => {
    const lamp = await newProduct(10)
    const now = new Date().toISOString()
    const { body } = await meera.get(`/api/stock/?product=${lamp}&as_of=${now}`)
    expect(body.results[0]).toMatchObject({ on_hand: 10, reserved: null, available: null, incoming: null, value: null })
    expect((await meera.get('/api/stock/?as_of=2999-01-01')).body).toHaveProperty('as_of')
    expect((await meera.get('/api/stock/?as_of=yesterday')).body).toHaveProperty('as_of')
    expect((await meera.get('/api/stock/?as_of=2020-01-01&reserved__gte=1')).body).toHaveProperty('reserved__gte')
    expect((await meera.get('/api/stock/?as_of=2020-01-01&reserved__gte=')).status).toBe(200)
    const leftOpen = await meera.get(`/api/stock/?product=${lamp}&as_of=`)
    expect(leftOpen.body).toEqual((await meera.get(`/api/stock/?product=${lamp}`)).body)
  })
})

describe('stock value', () => {
  it('follows the moving average of what receipts cost, for those who may see costs', async () => {
    const lamp = await newProduct(10, { cost: '4.00' })
    expect(await worthOf(lamp)).toEqual({ value: '40.00', average_cost: '4.00' })
    await meera.patch(`/api/products/${lamp}/`, { cost: '7.00' })
    await restock(lamp, 5)
    expect(await worthOf(lamp)).toEqual({ value: '75.00', average_cost: '5.00' })
    await fulfil(await order(lamp, 3))
    expect(await worthOf(lamp)).toEqual({ value: '60.00', average_cost: '5.00' })
    const { body } = await world.as('priya').get(`/api/stock/?product=${lamp}`)
    expect(body.results[0]).toMatchObject({ value: null, average_cost: null })
  })
})

describe('explaining a number', () => {
  it('names the moves, holds and requests behind it', async () => {
    const lamp = await newProduct(10, { name: 'Brass lamp', reorder_point: 50, reorder_quantity: 10 })
    const waiting = await draftOf(lamp)
    await adjust(lamp, -2)
    await fulfil(await order(lamp, 3))
    const held = await order(lamp, 1)
    const coming = await request(lamp, 20)
    await meera.post(`/api/orders/${coming.body.id}/approve/`)
    const { status, body } = await meera.get(`/api/products/${lamp}/explain/`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      on_hand: { value: 5 },
      reserved: { value: 1, orders: [{ order: held.body.id, quantity: 1 }] },
      available: { value: 4 },
      incoming: {
        value: 20,
        restocks: [{ order: coming.body.id, number: coming.body.number, status: 'approved', quantity: 20 }],
      },
      waiting: { value: 10, restocks: [{ order: waiting.order, quantity: 10 }] },
      reorder: { point: 50, projected: 34, is_low: true },
    })
    expect(body.sentences).toEqual([
      '5 on hand: 10 at the opening − 2 lost by adjustments − 3 shipped with orders.',
      `1 reserved: 1 for order ${held.body.number} (${held.body.status}).`,
      '4 available: 5 on hand − 1 reserved.',
      `20 incoming: 20 for restock ${coming.body.number} (approved).`,
      `10 more wait for approval: 10 for restock ${waiting.number} (pending).`,
      'With what is incoming and waiting there are 34: below the reorder point of 50.',
    ])
  })

  it('says where the units are when they are in several places', async () => {
    const [lamp, attic] = [await newProduct(10), await newLocation('North attic')]
    await transfer(lamp, 4, { to: attic })
    const { body } = await meera.get(`/api/products/${lamp}/explain/`)
    expect(body.on_hand.locations).toMatchObject([
      { location: main, on_hand: 6 },
      { location: attic, on_hand: 4 },
    ])
    expect(body.sentences[1]).toMatch(/^They are at .+ \(6\) and North attic \(4\)\.$/)
  })

  it('of an untracked or an untouched product is short', async () => {
    const [gift, empty] = [await newProduct(null, { track_stock: false }), await newProduct(0)]
    expect((await meera.get(`/api/products/${gift}/explain/`)).body.sentences).toHaveLength(1)
    expect((await meera.get(`/api/products/${empty}/explain/`)).body.sentences[0]).toBe(
      '0 on hand: nothing has ever moved.',
    )
  })

  it('is for those who see stock, of products in their sight', async () => {
    const lamp = await newProduct(1)
    expect((await world.as('priya').get(`/api/products/${lamp}/explain/`)).status).toBe(200)
    expect((await world.as('rahul').get(`/api/products/${lamp}/explain/`)).status).toBe(403)
    expect((await world.as('astrid').get(`/api/products/${lamp}/explain/`)).status).toBe(404)
    await meera.delete(`/api/products/${lamp}/`)
    expect((await meera.get(`/api/products/${lamp}/explain/`)).status).toBe(404)
  })
})

describe('what is low', () => {
  /** With this reorder point, for this look only: a lasting one would bring a draft at some moment. */
  const lowAmong = (products: number[], point: number, quantity: number | null = null) =>
    world.deployment.door.write({ tenantId }, async tx => {
      const among = sql`tenant_id = ${tenantId} and id = any(${products}::bigint[])`
      tx.queue(
        sql`update products set reorder_point_milli = ${point * 1000}, reorder_quantity_milli = ${quantity && quantity * 1000} where ${among}`,
      )
      const besideStock = (milli: number | null) => {
        for (const product of products) queueReorderPoint({ tx, tenantId, actor: null }, product, milli)
      }
      besideStock(point * 1000)
      const low = await findDue(tx, tenantId, products)
      tx.queue(sql`update products set reorder_point_milli = null, reorder_quantity_milli = null where ${among}`)
      besideStock(null)
      return low
    })

  it('is below its reorder point with all that is incoming and waiting, and says why', async () => {
    const [lamp, vase] = [await newProduct(5, { name: 'Floor lamp' }), await newProduct(6)]
    await order(lamp, 2)
    const low = await lowAmong([lamp, vase], 6, 20)
    expect(low.map(one => one.productId)).toEqual([lamp])
    expect(low.map(quantityToOrder)).toEqual([20_000])
    expect(low.map(reasonToOrder)).toEqual([
      'Floor lamp: 5 on hand − 2 reserved + 0 incoming + 0 waiting = 3, below the reorder point of 6. Ordering 20.',
    ])
  })

  it('is no longer low once somebody has asked for more', async () => {
    const lamp = await newProduct(1)
    expect((await lowAmong([lamp], 6)).map(quantityToOrder)).toEqual([5000])
    await request(lamp, 5)
    expect(await lowAmong([lamp], 6)).toEqual([])
  })
})

/** The restock that is requested by nobody a moment after the product is low. */
async function draftOf(product: number): Promise<{ order: number; number: number }> {
  const waiting = async () => (await meera.get(`/api/products/${product}/explain/`)).body.waiting.restocks
  await expect.poll(waiting).toHaveLength(1)
  return (await waiting())[0]
}

function reverse(move: number): Promise<Reply> {
  return meera.post(`/api/stock/moves/${move}/reverse/`, { reason: 'Mistaken' })
}

function request(product: number, quantity: number): Promise<Reply> {
  return meera.post('/api/orders/', { kind: 'restock', items: [{ product, quantity }] })
}

async function restock(product: number, quantity: number): Promise<void> {
  const asked = await request(product, quantity)
  await meera.post(`/api/orders/${asked.body.id}/approve/`)
  expect((await fulfil(asked)).body.status).toBe('fulfilled')
}

async function onHandAsOf(product: number, moment: string): Promise<number[]> {
  const { body } = await meera.get(`/api/stock/?product=${product}&as_of=${moment}`)
  return body.results.map((level: { on_hand: number }) => level.on_hand)
}

async function worthOf(product: number) {
  const { value, average_cost } = (await meera.get(`/api/stock/?product=${product}`)).body.results[0]
  return { value, average_cost }
}
