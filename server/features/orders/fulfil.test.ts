import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../../../test/orders.ts'

let stage: Stage
let as: Stage['as']
beforeAll(async () => {
  stage = await openStage()
  as = stage.as
})
afterAll(async () => {
  expect(await stage.violations('rohan')).toEqual([])
  expect(await stage.violations('astrid')).toEqual([])
  await stage.close()
})

describe('fulfilling a sale', () => {
  it.each(['fulfill', 'confirm'])('moves what it held to the customer (%s)', async verb => {
    const { order, saree } = await sold(4)
    const reply = await as('priya').post(`/api/orders/${order.id}/${verb}/`)
    expect([reply.status, reply.body]).toMatchObject([
      200,
      { status: 'fulfilled', items: [{ fulfilled: 4 }], abilities: { fulfill: false, cancel: false } },
    ])
    expect(await stage.stockOf('rohan', saree)).toEqual({ on_hand: 6, reserved: 0, incoming: 0 })
    const moves = (await as('rohan').get(`/api/stock/moves/?product=${saree.id}&ordering=id`)).body.results
    expect(moves.at(-1)).toMatchObject({ quantity: 4 })
  })

  it('happens once', async () => {
    const { order } = await sold(4)
    await fulfil('priya', order)
    expect(await fulfil('priya', order)).toMatchObject({
      status: 409,
      body: { code: 'illegal_transition', state: 'fulfilled', allowed: [] },
    })
  })

  it('is not for customers, nor for what still waits', async () => {
    const { order } = await sold(4)
    expect((await fulfil('rahul', order)).status).toBe(403)
    const lamp = await stage.product('astrid')
    const waiting = await stage.place('freya', { product: lamp.id, quantity: 1 })
    expect(await fulfil('jonas', waiting)).toMatchObject({
      status: 409,
      body: { state: 'pending', allowed: ['approve', 'reject', 'cancel'] },
    })
  })

  it('in parts stays approved until every line is done', async () => {
    const { order, saree } = await sold(4)
    const [line] = order.items
    const part = await fulfil('priya', order, { items: [{ id: line.id, quantity: 1 }] })
    expect(part.body).toMatchObject({
      status: 'approved',
      items: [{ quantity: 4, fulfilled: 1 }],
      abilities: { cancel: false, fulfill: true },
    })
    expect(await stage.stockOf('rohan', saree)).toEqual({ on_hand: 9, reserved: 3, incoming: 0 })
    expect((await fulfil('priya', order, { items: [{ id: String(line.id), qty: 3 }] })).body).toMatchObject({
      status: 'fulfilled',
      items: [{ fulfilled: 4 }],
    })
    expect(await stage.stockOf('rohan', saree)).toEqual({ on_hand: 6, reserved: 0, incoming: 0 })
    const history = (await as('rahul').get(`/api/orders/${order.id}/history/`)).body.results
    expect(history.map(({ action, to_status }: Record<string, string>) => [action, to_status])).toEqual([
      ['placed', 'pending'],
      ['approved', 'approved'],
      ['fulfilled', 'approved'],
      ['fulfilled', 'fulfilled'],
    ])
  })

  it('closes an order and lets go of the rest', async () => {
    const { order, saree } = await sold(4)
    const closed = await fulfil('priya', order, { items: [{ id: order.items[0].id, quantity: 3 }], close: true })
    expect(closed.body).toMatchObject({ status: 'fulfilled', items: [{ quantity: 4, fulfilled: 3 }] })
    expect(await stage.stockOf('rohan', saree)).toEqual({ on_hand: 7, reserved: 0, incoming: 0 })
  })

  it('closes an order later, too, but not one of which nothing was fulfilled', async () => {
    const { order, saree } = await sold(4)
    expect(await fulfil('priya', order, { close: true })).toMatchObject({
      status: 400,
      body: { close: [expect.any(String)] },
    })
    await fulfil('priya', order, { items: [{ id: order.items[0].id, quantity: 1 }] })
    expect((await fulfil('priya', order, { close: true })).body.status).toBe('fulfilled')
    expect(await stage.stockOf('rohan', saree)).toEqual({ on_hand: 9, reserved: 0, incoming: 0 })
  })

  it('of two lines of one product takes each line’s own', async () => {
    const saree = await stage.product('rohan')
    const order = await stage.place('rahul', {
      items: [
        { product: saree.id, qty: 2 },
        { product: saree.id, qty: 3 },
      ],
    })
    expect(
      (await fulfil('priya', order, { items: [{ id: order.items[1].id, quantity: 3 }] })).body.items,
    ).toMatchObject([{ fulfilled: 0 }, { fulfilled: 3 }])
    expect((await fulfil('priya', order)).body.status).toBe('fulfilled')
    expect(await stage.stockOf('rohan', saree)).toEqual({ on_hand: 5, reserved: 0, incoming: 0 })
  })

  it('moves nothing of what is not tracked, also when it became tracked meanwhile', async () => {
    const wrap = await stage.product('rohan', { stock: undefined, track_stock: false })
    const order = await stage.place('rahul', { product: wrap.id, quantity: 3 })
    expect((await as('rohan').patch(`/api/products/${wrap.id}/`, { stock: 10 })).body.stock).toBe(10)
    expect((await fulfil('priya', order)).body.status).toBe('fulfilled')
    expect(await stage.stockOf('rohan', wrap)).toEqual({ on_hand: 10, reserved: 0, incoming: 0 })
  })

  it('refuses more than is left, other orders’ lines and lines named twice, and moves nothing', async () => {
    const { order, saree } = await sold(4)
    const { order: other } = await sold(1)
    const id = order.items[0].id
    const flaws: [object[], object][] = [
      [[{ id, quantity: 5 }], { quantity: [expect.stringContaining('4')] }],
      [[{ id, qty: 0 }], { qty: [expect.any(String)] }],
      [[{ id, quantity: 0.5 }], { quantity: [expect.any(String)] }],
      [[{ id }], { quantity: ['This field is required.'] }],
      [[{ id: other.items[0].id, quantity: 1 }], { id: [expect.any(String)] }],
    ]
    for (const [items, flaw] of flaws)
      expect(await fulfil('priya', order, { items })).toMatchObject({ status: 400, body: { items: [flaw] } })
    const twice = await fulfil('priya', order, {
      items: [
        { id, quantity: 1 },
        { id, quantity: 1 },
      ],
    })
    expect([twice.status, twice.body]).toEqual([400, { items: [{}, { id: [expect.any(String)] }] }])
    expect((await fulfil('priya', order, { items: [] })).status).toBe(400)
    expect(await stage.stockOf('rohan', saree)).toEqual({ on_hand: 10, reserved: 4, incoming: 0 })
  })
})

describe('fulfilling a restock', () => {
  it('receives what was expected, in parts', async () => {
    const lamp = await stage.product('astrid', { stock: 1, cost: '60.00' })
    const order = await stage.place('emil', { kind: 'restock', product: lamp.id, quantity: 20 })
    await as('jonas').post(`/api/orders/${order.id}/approve/`)
    await fulfil('jonas', order, { items: [{ id: order.items[0].id, quantity: 5 }] })
    expect(await stage.stockOf('astrid', lamp)).toEqual({ on_hand: 6, reserved: 0, incoming: 15 })
    expect((await fulfil('jonas', order)).body.status).toBe('fulfilled')
    expect(await stage.stockOf('astrid', lamp)).toEqual({ on_hand: 21, reserved: 0, incoming: 0 })
  })

  it('closed early, expects the rest no longer', async () => {
    const lamp = await stage.product('astrid', { stock: 0 })
    const order = await stage.place('emil', { kind: 'restock', product: lamp.id, quantity: 20 })
    await as('jonas').post(`/api/orders/${order.id}/approve/`)
    await fulfil('jonas', order, { items: [{ id: order.items[0].id, quantity: 5 }], close: true })
    expect(await stage.stockOf('astrid', lamp)).toEqual({ on_hand: 5, reserved: 0, incoming: 0 })
  })

  it('makes an untracked product tracked', async () => {
    const wrap = await stage.product('rohan', { stock: undefined, track_stock: false })
    const order = await stage.place('priya', { kind: 'restock', product: wrap.id, quantity: 20 })
    await as('meera').post(`/api/orders/${order.id}/approve/`)
    await fulfil('priya', order)
    expect((await as('rohan').get(`/api/products/${wrap.id}/`)).body).toMatchObject({ track_stock: true, stock: 20 })
  })
})

async function sold(quantity: number) {
  const saree = await stage.product('rohan', { stock: 10 })
  return { saree, order: await stage.place('rahul', { product: saree.id, quantity }) }
}

function fulfil(who: string, order: { id: number }, body: object = {}) {
  return as(who).post(`/api/orders/${order.id}/fulfill/`, body)
}
