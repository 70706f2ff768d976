/** What happens when several people do things at once: rows decide, exactly one way. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../../../test/orders.ts'
import type { Reply } from '../../../test/server.ts'
import { sql } from '../../platform/sql.ts'

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

describe('selling the last units', () => {
  it('400 parallel orders for 100 units sell exactly 100', async () => {
    const saree = await stage.product('rohan', { stock: 100 })
    const deadlocks = await deadlockCount()
    const replies = await Promise.all(
      times(400, () => as('rahul').post('/api/orders/', { product: saree.id, quantity: 1 })),
    )
    expect(statuses(replies)).toEqual({ 201: 100, 409: 300 })
    expect(replies.filter(reply => reply.status === 409).every(reply => reply.body.code === 'insufficient_stock')).toBe(
      true,
    )
    expect(await stage.stockOf('rohan', saree)).toEqual({ on_hand: 100, reserved: 100, incoming: 0 })
    const numbers = replies.filter(reply => reply.status === 201).map(reply => reply.body.number)
    expect(new Set(numbers).size).toBe(100)
    expect(await deadlockCount()).toBe(deadlocks)
  })

  it('orders that name the same products in opposite order never wait for each other in a circle', async () => {
    const [saree, lamp] = [await stage.product('rohan', { stock: 60 }), await stage.product('rohan', { stock: 60 })]
    const deadlocks = await deadlockCount()
    const replies = await Promise.all(
      times(100, i => {
        const items = [
          { product_id: saree.id, qty: 1 },
          { product_id: lamp.id, qty: 1 },
        ]
        return as('rahul').post('/api/orders/', { items: i % 2 ? items : items.toReversed() })
      }),
    )
    expect(statuses(replies)).toEqual({ 201: 60, 409: 40 })
    expect(await deadlockCount()).toBe(deadlocks)
  })

  it('a product in two lines counts once, summed, however many order at once', async () => {
    const saree = await stage.product('rohan', { stock: 20 })
    const items = [
      { product_id: saree.id, qty: 1 },
      { product_id: saree.id, qty: 2 },
    ]
    const replies = await Promise.all(times(20, () => as('rahul').post('/api/orders/', { items })))
    expect(statuses(replies)).toEqual({ 201: 6, 409: 14 })
    expect(await stage.stockOf('rohan', saree)).toEqual({ on_hand: 20, reserved: 18, incoming: 0 })
  })

  it('orders, cancellations and fulfilments of one product at once keep its books', async () => {
    const saree = await stage.product('rohan', { stock: 30 })
    const begun = await Promise.all(times(10, () => stage.place('rahul', { product: saree.id, quantity: 1 })))
    const replies = await Promise.all([
      ...begun.slice(0, 5).map(order => as('rahul').post(`/api/orders/${order.id}/cancel/`)),
      ...begun.slice(5).map(order => as('priya').post(`/api/orders/${order.id}/fulfill/`)),
      ...times(20, () => as('rahul').post('/api/orders/', { product: saree.id, quantity: 1 })),
      ...times(5, () => as('meera').post('/api/stock/adjust/', { product: saree.id, quantity: 1, reason: 'Found' })),
    ])
    expect(replies.every(reply => reply.status < 300)).toBe(true)
    expect(await stage.stockOf('rohan', saree)).toEqual({ on_hand: 30, reserved: 20, incoming: 0 })
  })
})

describe('deciding at once', () => {
  it('two approvals: one approves', async () => {
    const { order } = await waiting()
    const replies = await Promise.all(times(6, i => act(i % 2 ? 'jonas' : 'astrid', order, 'approve')))
    expect(statuses(replies)).toEqual({ 200: 1, 409: 5 })
    expect(await actionsOf(order)).toEqual(['placed', 'approved'])
  })

  it('approve and cancel: whoever is first, the order and its stock agree', async () => {
    for (const _ of times(8, () => 0)) {
      const { order, lamp } = await waiting()
      const [approval, cancellation] = await Promise.all([
        act('jonas', order, 'approve'),
        act('freya', order, 'cancel'),
      ])
      const { status } = (await as('freya').get(`/api/orders/${order.id}/`)).body
      if (cancellation.status === 200) expect([approval.status, status]).toEqual([409, 'cancelled'])
      else expect([approval.status, cancellation.status, status]).toEqual([200, 403, 'approved'])
      expect((await stage.stockOf('astrid', lamp)).reserved).toBe(status === 'approved' ? 3 : 0)
    }
  })

  it('fulfilling twice at once moves the stock once', async () => {
    const saree = await stage.product('rohan', { stock: 10 })
    const order = await stage.place('rahul', { product: saree.id, quantity: 4 })
    const replies = await Promise.all(times(5, () => act('priya', order, 'fulfill')))
    expect(statuses(replies)).toEqual({ 200: 1, 409: 4 })
    expect(await stage.stockOf('rohan', saree)).toEqual({ on_hand: 6, reserved: 0, incoming: 0 })
  })

  it('fulfilling parts at once never fulfils more than the line', async () => {
    const saree = await stage.product('rohan', { stock: 10 })
    const order = await stage.place('rahul', { product: saree.id, quantity: 4 })
    const replies = await Promise.all(
      times(6, () => act('priya', order, 'fulfill', { items: [{ id: order.items[0].id, quantity: 1 }] })),
    )
    expect(statuses(replies)).toEqual({ 200: 4, 409: 2 })
    expect(await stage.stockOf('rohan', saree)).toEqual({ on_hand: 6, reserved: 0, incoming: 0 })
  })

  it('deleting and approving: one of them finds nothing to do', async () => {
    for (const _ of times(8, () => 0)) {
      const { order, lamp } = await waiting()
      const [approval, deletion] = await Promise.all([
        act('jonas', order, 'approve'),
        as('freya').delete(`/api/orders/${order.id}/`),
      ])
      expect([`${approval.status} ${deletion.status}`]).toContain(approval.status === 200 ? '200 409' : '404 204')
      expect((await stage.stockOf('astrid', lamp)).reserved).toBe(approval.status === 200 ? 3 : 0)
    }
  })

  it('changing and approving: what is approved is what is held', async () => {
    for (const _ of times(8, () => 0)) {
      const { order, lamp } = await waiting()
      await Promise.all([act('jonas', order, 'approve'), as('freya').put(`/api/orders/${order.id}/`, { quantity: 7 })])
      const { quantity } = (await as('freya').get(`/api/orders/${order.id}/`)).body
      expect((await stage.stockOf('astrid', lamp)).reserved).toBe(quantity)
    }
  })

  it('changing two orders to each other’s products at once ends without a deadlock', async () => {
    const [saree, lamp] = [await stage.product('astrid', { stock: 50 }), await stage.product('astrid', { stock: 50 })]
    const orders = await Promise.all(
      times(10, i => stage.place('freya', { product: (i % 2 ? saree : lamp).id, quantity: 1 })),
    )
    const deadlocks = await deadlockCount()
    const replies = await Promise.all(
      orders.map((order, i) =>
        as('freya').put(`/api/orders/${order.id}/`, { product: (i % 2 ? lamp : saree).id, quantity: 2 }),
      ),
    )
    expect(statuses(replies)).toEqual({ 200: 10 })
    expect(await deadlockCount()).toBe(deadlocks)
  })

  it('an opening entry while untracked lines are open: they hold and move nothing', async () => {
    const wrap = await stage.product('rohan', { stock: undefined, track_stock: false })
    const replies = await Promise.all([
      ...times(10, () => as('rahul').post('/api/orders/', { product: wrap.id, quantity: 1 })),
      as('rohan').patch(`/api/products/${wrap.id}/`, { stock: 5 }),
    ])
    expect(replies.filter(reply => reply.status >= 500)).toEqual([])
    const held = (await stage.stockOf('rohan', wrap)).reserved
    const tracked = await stage.rows(
      'rohan',
      tenantId => sql<{ id: number }>`
      select id from order_items where tenant_id = ${tenantId} and product_id = ${wrap.id} and tracked`,
    )
    expect(held).toBe(tracked.length)
  })
})

/** Freya's order of three lamps at Nordlicht, where everything waits for approval. */
async function waiting() {
  const lamp = await stage.product('astrid', { stock: 10 })
  return { lamp, order: await stage.place('freya', { product: lamp.id, quantity: 3 }) }
}

function act(who: string, order: { id: number }, action: string, body: object = {}) {
  return as(who).post(`/api/orders/${order.id}/${action}/`, body)
}

async function actionsOf(order: { id: number }): Promise<string[]> {
  const { results } = (await as('astrid').get(`/api/orders/${order.id}/history/`)).body
  return results.map((entry: { action: string }) => entry.action)
}

async function deadlockCount(): Promise<number> {
  const [row] = await stage.rows(
    'rohan',
    () => sql<{ deadlocks: number }>`
    select deadlocks from pg_stat_database where datname = current_database()`,
  )
  return row?.deadlocks ?? Number.NaN
}

function statuses(replies: readonly Reply[]): Record<number, number> {
  return Object.fromEntries(
    Map.groupBy(replies, reply => reply.status)
      .entries()
      .map(([status, same]) => [status, same.length]),
  )
}

function times<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i))
}
