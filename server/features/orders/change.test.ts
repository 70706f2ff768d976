import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../../../test/orders.ts'

let stage: Stage
let as: Stage['as']
beforeAll(async () => {
  stage = await openStage()
  as = stage.as
})
afterAll(async () => {
  expect(await stage.violations('astrid')).toEqual([])
  await stage.close()
})

describe('changing a pending order', () => {
  it.each(['put', 'patch'] as const)('replaces its lines at today’s prices and holds anew (%s)', async method => {
    const { order, lamp } = await waiting(3)
    const wire = await stage.product('astrid', { price: '7.00' })
    const reply = await as('freya')[method](`/api/orders/${order.id}/`, {
      items: [
        { product_id: wire.id, qty: 2 },
        { product_id: lamp.id, qty: 9 },
      ],
    })
    expect([reply.status, reply.body]).toMatchObject([
      200,
      {
        status: 'pending',
        version: 2,
        total_price: '914.00',
        items: [
          { product: wire.id, qty: 2 },
          { product: lamp.id, qty: 9 },
        ],
      },
    ])
    expect(reply.body).not.toHaveProperty('product')
    expect(await stage.stockOf('astrid', lamp)).toEqual({ on_hand: 10, reserved: 9, incoming: 0 })
    expect(await stage.stockOf('astrid', wire)).toEqual({ on_hand: 10, reserved: 2, incoming: 0 })
    expect((await as('freya').get(`/api/orders/${order.id}/`)).body).toEqual(reply.body)
  })

  it('may take all that it held itself, and no more', async () => {
    const { order, lamp } = await waiting(3)
    expect((await put('freya', order, { quantity: 10 })).status).toBe(200)
    expect(await put('freya', order, { quantity: 11 })).toMatchObject({
      status: 409,
      body: { code: 'insufficient_stock', lines: [{ product: lamp.id, requested: 11, available: 10 }] },
    })
    expect(await stage.stockOf('astrid', lamp)).toEqual({ on_hand: 10, reserved: 10, incoming: 0 })
  })

  it('takes the whole answer back: one changed spelling counts, the line keeps its id', async () => {
    const { order } = await waiting(3)
    const changed = { ...order, items: [{ ...order.items[0], qty: 5 }] }
    const reply = await put('freya', order, changed)
    expect([reply.status, reply.body]).toMatchObject([
      200,
      { quantity: 5, items: [{ id: order.items[0].id, quantity: 5, qty: 5 }] },
    ])
  })

  it('writes nothing when nothing differs', async () => {
    const { order } = await waiting(3)
    for (const body of [order, {}, { note: '' }, { items: order.items }, { product: order.product, quantity: 3 }])
      expect(await put('freya', order, body)).toMatchObject({ status: 200, body: order })
    const history = (await as('freya').get(`/api/orders/${order.id}/history/`)).body
    expect(history.count).toBe(1)
  })

  it('changes the note and leaves lines and prices alone', async () => {
    const { order, lamp } = await waiting(3)
    await as('astrid').patch(`/api/products/${lamp.id}/`, { price: '500.00' })
    expect((await as('freya').patch(`/api/orders/${order.id}/`, { note: 'Urgent' })).body).toMatchObject({
      note: 'Urgent',
      total_price: order.total_price,
      items: order.items,
    })
    const audit = (
      await as('astrid').get(`/api/audit-logs/?object_type=order&object_id=${order.id}&action=order.updated`)
    ).body
    expect(audit.results).toMatchObject([{ before: { note: '' }, after: { note: 'Urgent' } }])
  })

  it('moves the hold with the location', async () => {
    const { order, lamp } = await waiting(3)
    const { body: attic } = await as('astrid').post('/api/locations/', { name: `Attic ${order.id}` })
    expect((await put('freya', order, { location: attic.id })).status).toBe(409)
    await as('astrid').post('/api/stock/adjust/', {
      product: lamp.id,
      location: attic.id,
      quantity: 3,
      reason: 'Found',
    })
    expect((await put('freya', order, { location: attic.id })).body).toMatchObject({
      location: attic.id,
      items: order.items,
    })
    expect((await put('freya', order, { location: null })).body.location).toBeNull()
    expect(await put('freya', order, { location: 987654321 })).toMatchObject({
      status: 400,
      body: { location: [expect.any(String)] },
    })
  })

  it('keeps a line that stays, in front of new ones, and reads the same afterwards', async () => {
    const { order, lamp } = await waiting(3)
    const wire = await stage.product('astrid')
    const items = [
      { product_id: wire.id, qty: 1 },
      { id: order.items[0].id, qty: 4 },
    ]
    const { body } = await put('freya', order, { items })
    expect(body.items).toMatchObject([
      { id: order.items[0].id, product: lamp.id, qty: 4 },
      { product: wire.id, qty: 1 },
    ])
    expect((await as('freya').get(`/api/orders/${order.id}/`)).body).toEqual(body)
    expect(await put('freya', order, body)).toMatchObject({ status: 200, body })
  })

  it('of a product that is no longer tracked holds nothing of it', async () => {
    const { order, lamp } = await waiting(3)
    expect((await as('astrid').patch(`/api/products/${lamp.id}/`, { track_stock: false })).status).toBe(200)
    const { body: attic } = await as('astrid').post('/api/locations/', { name: `Attic ${order.id}` })
    expect((await put('freya', order, { location: attic.id })).status).toBe(200)
    await as('jonas').post(`/api/orders/${order.id}/approve/`)
    expect((await as('jonas').post(`/api/orders/${order.id}/fulfill/`)).body.status).toBe('fulfilled')
    expect(await stage.stockOf('astrid', lamp)).toEqual({ on_hand: 10, reserved: 0, incoming: 0 })
  })

  it('is for its author and for managers', async () => {
    const { order } = await waiting(3)
    expect((await put('jonas', order, { quantity: 2 })).status).toBe(200)
    expect((await put('emil', order, { quantity: 1 })).status).toBe(404)
    expect((await put('meera', order, { quantity: 1 })).status).toBe(404)
    const forCustomer = await stage.place('emil', {
      product: (await stage.product('astrid')).id,
      quantity: 1,
      customer: await stage.idOf('freya'),
    })
    expect((await put('freya', forCustomer, { quantity: 2 })).status).toBe(403)
  })

  it('is over once it is approved', async () => {
    const { order } = await waiting(3)
    await as('jonas').post(`/api/orders/${order.id}/approve/`)
    for (const who of ['freya', 'jonas']) {
      expect(await put(who, order, { quantity: 1 })).toMatchObject({ status: 409, body: { code: 'order_locked' } })
      expect(await as(who).delete(`/api/orders/${order.id}/`)).toMatchObject({
        status: 409,
        body: { code: 'order_locked' },
      })
    }
  })

  it('demands the version that was seen', async () => {
    const { order } = await waiting(3)
    expect((await as('freya').put(`/api/orders/${order.id}/`, { quantity: 2, version: 9 })).status).toBe(412)
    expect((await as('freya').put(`/api/orders/${order.id}/`, { quantity: 2 }, { 'if-match': '"9"' })).status).toBe(412)
    expect(
      (await as('freya').put(`/api/orders/${order.id}/`, { quantity: 2, version: 1 }, { 'if-match': '"1"' })).status,
    ).toBe(200)
  })

  it('keeps the customer for those who may order for others', async () => {
    const { order } = await waiting(3)
    expect((await put('freya', order, { customer: await stage.idOf('emil') })).status).toBe(403)
    expect((await put('jonas', order, { customer: await stage.idOf('emil') })).body.customer).toBe(
      await stage.idOf('emil'),
    )
    expect(await put('jonas', order, { customer: await stage.idOf('rahul') })).toMatchObject({
      status: 400,
      body: { customer: [expect.any(String)] },
    })
  })

  it('refuses what no order takes, by field', async () => {
    const { order } = await waiting(3)
    const foreign = await stage.product('rohan')
    const flaws: [object, object][] = [
      [{ colour: 'red' }, { colour: ['Unknown field.'] }],
      [{ product: foreign.id }, { product: ['There is no such product.'] }],
      [{ items: [{ id: 987654321, qty: 1 }] }, { items: [{ id: [expect.any(String)] }] }],
      [{ quantity: 0 }, { quantity: [expect.any(String)] }],
      [{ tenant: foreign.tenant }, { tenant: [expect.any(String)] }],
    ]
    for (const [body, fields] of flaws) {
      const reply = await put('freya', order, body)
      expect([reply.status, reply.body]).toEqual([400, fields])
    }
    expect((await put('freya', order, { tenant: order.tenant })).status).toBe(200)
  })
})

describe('deleting a pending order', () => {
  it('lets go of its stock and takes it out of sight', async () => {
    const { order, lamp } = await waiting(3)
    const reply = await as('freya').delete(`/api/orders/${order.id}/`)
    expect([reply.status, reply.text]).toEqual([204, ''])
    expect(await stage.stockOf('astrid', lamp)).toEqual({ on_hand: 10, reserved: 0, incoming: 0 })
    for (const path of ['', 'history/'])
      expect((await as('astrid').get(`/api/orders/${order.id}/${path}`)).status).toBe(404)
    for (const verb of ['approve', 'cancel', 'fulfill'])
      expect((await as('astrid').post(`/api/orders/${order.id}/${verb}/`)).status).toBe(404)
    expect((await as('freya').delete(`/api/orders/${order.id}/`)).status).toBe(404)
    const listed = (await as('astrid').get(`/api/orders/?number=${order.number}`)).body
    expect(listed.count).toBe(0)
    const audit = (
      await as('astrid').get(`/api/audit-logs/?object_type=order&object_id=${order.id}&action=order.deleted`)
    ).body
    expect(audit.results).toMatchObject([{ actor_username: 'freya', before: { number: order.number } }])
  })
})

async function waiting(quantity: number) {
  const lamp = await stage.product('astrid', { stock: 10 })
  return { lamp, order: await stage.place('freya', { product: lamp.id, quantity }) }
}

function put(who: string, order: { id: number }, body: object) {
  return as(who).put(`/api/orders/${order.id}/`, body)
}
