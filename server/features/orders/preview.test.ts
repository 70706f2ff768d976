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

describe('asking what would happen', () => {
  it('shows the stock before, after, and after older waiting requests; and nothing has happened', async () => {
    const lamp = await stage.product('astrid', { stock: 10 })
    await stage.place('freya', { product: lamp.id, quantity: 2 })
    await stage.place('emil', { kind: 'restock', product: lamp.id, quantity: 5 })
    const order = await stage.place('emil', { kind: 'restock', product: lamp.id, quantity: 20 })
    const reply = await preview('jonas', order, 'approve')
    expect([reply.status, reply.body]).toMatchObject([
      200,
      {
        action: 'approve',
        order: { id: order.id, status: 'approved', version: 2 },
        stock: [
          {
            product: lamp.id,
            before: { on_hand: 10, reserved: 2, available: 8, incoming: 0 },
            after: { on_hand: 10, reserved: 2, available: 8, incoming: 20 },
            older_waiting: { sale: 2, restock: 5 },
            after_older: { on_hand: 13, reserved: 0, available: 13, incoming: 20 },
          },
        ],
        short: [],
      },
    ])
    expect((await as('jonas').get(`/api/orders/${order.id}/`)).body).toMatchObject({ status: 'pending', version: 1 })
    expect(await stage.stockOf('astrid', lamp)).toEqual({ on_hand: 10, reserved: 2, incoming: 0 })
    expect((await as('jonas').get(`/api/orders/${order.id}/history/`)).body.count).toBe(1)
  })

  it('is the deed: what the preview shows is what then happens', async () => {
    const lamp = await stage.product('astrid', { stock: 10 })
    const order = await stage.place('freya', { product: lamp.id, quantity: 2 })
    for (const action of ['approve', 'fulfill']) {
      const { order: shown, stock } = (await preview('jonas', order, action)).body
      const done = (await as('jonas').post(`/api/orders/${order.id}/${action}/`)).body
      expect({ ...shown, updated_at: done.updated_at }).toEqual(done)
      const { available: _, ...numbers } = stock[0].after
      expect(await stage.stockOf('astrid', lamp)).toEqual(numbers)
    }
  })

  it('refuses what the deed would refuse, and knows no other actions', async () => {
    const lamp = await stage.product('astrid', { stock: 10 })
    const order = await stage.place('freya', { product: lamp.id, quantity: 2 })
    expect(await preview('jonas', order, 'fulfill')).toMatchObject({
      status: 409,
      body: { code: 'illegal_transition', state: 'pending' },
    })
    expect((await preview('freya', order, 'approve')).status).toBe(403)
    expect((await preview('meera', order, 'approve')).status).toBe(404)
    expect(await preview('jonas', order, 'delete')).toMatchObject({
      status: 400,
      body: { action: [expect.any(String)] },
    })
  })
})

function preview(who: string, order: { id: number }, action: string) {
  return as(who).get(`/api/orders/${order.id}/preview/?action=${action}`)
}
