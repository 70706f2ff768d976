import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Headers } from '../../../test/server.ts'
import { openStockroom, type Stockroom } from '../../../test/stock.ts'

let stockroom: Stockroom
let { world, transfer, order, stockOf, newProduct, newLocation, main } = {} as Stockroom

beforeAll(async () => {
  stockroom = await openStockroom()
  ;({ world, transfer, order, stockOf, newProduct, newLocation, main } = stockroom)
})
afterAll(() => stockroom.close())

const sendOff = async (quantity: number, fields: object = {}) => {
  const [lamp, attic] = [await newProduct(10, { cost: '5.00', ...fields }), await newLocation()]
  const { status, body, text } = await transfer(lamp, quantity, { to: attic, receive: false })
  expect(status, text).toBe(201)
  return { lamp, attic, sent: body }
}
const receive = (id: number, body: object = {}, headers: Headers = {}, who = 'meera') =>
  world.as(who).post(`/api/stock/transfers/${id}/receive/`, body, headers)

const worthOf = async (product: number) =>
  (await world.as('meera').get(`/api/reports/stock-value/?product=${product}`)).body.results[0]

describe('a transfer that takes time', () => {
  it('leaves its units in transit, where nobody can sell them, until they are received', async () => {
    const { lamp, attic, sent } = await sendOff(4)
    expect(sent).toMatchObject({
      status: 'in_transit',
      quantity: 4,
      from: { on_hand: 6 },
      to: { on_hand: 0, incoming: 4 },
    })
    expect(await stockOf(lamp)).toMatchObject({ stock: 6, on_hand: 6, incoming: 4 })
    expect((await order(lamp, 7)).body).toMatchObject({
      code: 'insufficient_stock',
      lines: [{ product: lamp, requested: 7, available: 6, incoming: 4 }],
    })
    const { status, body } = await receive(sent.transfer)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      id: sent.transfer,
      status: 'received',
      from_location: main,
      to_location: attic,
      quantity: 4,
      received: 4,
      in_transit: 0,
      version: 2,
    })
    expect(await stockOf(lamp)).toMatchObject({ stock: 10, on_hand: 10, incoming: 0 })
    expect((await order(lamp, 7)).status).toBe(201)
  })

  it('may arrive in parts, and is listed until all of it has', async () => {
    const { lamp, sent } = await sendOff(5)
    const listed = async (status: string) =>
      (await world.as('meera').get(`/api/stock/transfers/?status=${status}&product=${lamp}`)).body.results
    expect(await listed('in_transit')).toMatchObject([{ id: sent.transfer, in_transit: 5, received_at: null }])
    expect((await receive(sent.transfer, { quantity: 2 })).body).toMatchObject({
      status: 'in_transit',
      received: 2,
      in_transit: 3,
    })
    expect(await stockOf(lamp)).toMatchObject({ on_hand: 7, incoming: 3 })
    expect((await receive(sent.transfer)).body).toMatchObject({ status: 'received', received: 5 })
    expect(await listed('in_transit')).toEqual([])
    const [received] = await listed('received')
    expect(received).toEqual((await world.as('meera').get(`/api/stock/transfers/${sent.transfer}/`)).body)
  })

  it('carries its worth along, so that what stays keeps its average cost', async () => {
    const { lamp, sent } = await sendOff(4)
    expect(await worthOf(lamp)).toMatchObject({ on_hand: 6, average_cost: '5.00', value: '30.00' })
    await receive(sent.transfer, { quantity: 1 })
    expect(await worthOf(lamp)).toMatchObject({ on_hand: 7, value: '35.00' })
    await receive(sent.transfer)
    expect(await worthOf(lamp)).toMatchObject({ on_hand: 10, value: '50.00' })
    const all = await sendOff(10)
    await receive(all.sent.transfer)
    expect(await worthOf(all.lamp)).toMatchObject({ on_hand: 10, value: '50.00' })
  })

  it('is explained and audited at both ends', async () => {
    const { lamp, sent } = await sendOff(4)
    const { incoming, sentences } = (await world.as('meera').get(`/api/products/${lamp}/explain/`)).body
    expect(incoming).toMatchObject({ value: 4, restocks: [], transfers: [{ transfer: sent.transfer, quantity: 4 }] })
    expect(sentences.find((one: string) => one.startsWith('4 incoming: 4 in transit from'))).toBeTruthy()
    await receive(sent.transfer, { quantity: 3 })
    const log = (await world.as('rohan').get(`/api/audit-logs/?object_type=product&object_id=${lamp}`)).body.results
    const entry = (action: string) => log.find((one: { action: string }) => one.action === action)
    expect(entry('stock.transferred').after).toMatchObject({ transfer: sent.transfer, quantity: 4, received: false })
    expect(entry('stock.received').after).toMatchObject({ transfer: sent.transfer, quantity: 3, in_transit: 1 })
  })

  it('refuses what cannot arrive, and changes nothing by it', async () => {
    const { lamp, attic, sent } = await sendOff(4)
    for (const quantity of [0, -1, 5, 1.5]) {
      const { status, body } = await receive(sent.transfer, { quantity })
      expect([quantity, status, Object.keys(body)]).toEqual([quantity, 400, ['quantity']])
    }
    expect((await receive(sent.transfer, { amount: 1 })).body).toHaveProperty('amount')
    expect((await receive(999_999_999)).status).toBe(404)
    expect((await receive(sent.transfer, { version: 9 })).status).toBe(412)
    expect((await receive(sent.transfer, {}, {}, 'rahul')).status).toBe(403)
    expect((await receive(sent.transfer, {}, {}, 'astrid')).status).toBe(404)
    expect((await world.as('meera').delete(`/api/locations/${attic}/`)).body.code).toBe('location_in_use')
    expect((await transfer(lamp, 1, { to: attic, receive: 'later' })).body).toHaveProperty('receive')
    expect((await transfer(lamp, 7, { to: attic, receive: false })).body.code).toBe('insufficient_stock')
    expect((await transfer(lamp, 1, { to: main, receive: false })).body).toHaveProperty('to')
    const undo = await world.as('meera').post(`/api/stock/moves/${sent.transfer}/reverse/`, { reason: 'Wrong' })
    expect(undo.body.code).toBe('not_reversible')
    expect(await stockOf(lamp)).toMatchObject({ on_hand: 6, incoming: 4 })
  })

  it('is received once, however many try, and a reply that was lost is given again', async () => {
    const { lamp, sent } = await sendOff(4)
    const replies = await Promise.all([receive(sent.transfer), receive(sent.transfer, {}, {}, 'rohan')])
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(replies.find(({ status }) => status === 409)?.body.code).toBe('transfer_received')
    expect(await stockOf(lamp)).toMatchObject({ on_hand: 10, incoming: 0 })
    const second = await sendOff(4)
    const key = { 'idempotency-key': `receive-${second.sent.transfer}` }
    const [first, again] = [
      await receive(second.sent.transfer, { quantity: 2 }, key),
      await receive(second.sent.transfer, { quantity: 2 }, key),
    ]
    expect([first.status, again.body, again.headers['idempotent-replayed']]).toEqual([200, first.body, 'true'])
    expect(await stockOf(second.lamp)).toMatchObject({ on_hand: 8, incoming: 2 })
  })

  it('is done at once unless one asks otherwise', async () => {
    const [lamp, attic] = [await newProduct(10), await newLocation()]
    for (const fields of [{}, { receive: true }]) {
      const { body } = await transfer(lamp, 1, { to: attic, ...fields })
      expect(body).toMatchObject({ transfer: null, status: 'received', to: { incoming: 0 } })
    }
    expect(await stockOf(lamp)).toMatchObject({ stock: 10, incoming: 0 })
  })
})
