import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../../../test/orders.ts'
import { untilQuiet } from '../../../test/until.ts'
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

describe('placing an order', () => {
  it('computes every price, holds the units and, in a store, approves itself', async () => {
    const saree = await stage.product('rohan', { name: 'Red Saree', price: '999.99', stock: 10 })
    const lamp = await stage.product('rohan', { name: 'Lamp', price: '50.50', stock: 5 })
    const reply = await as('rahul').post('/api/orders/', {
      items: [
        { product_id: saree.id, qty: 2 },
        { product_id: lamp.id, qty: 1 },
      ],
      note: 'Please ring twice.',
    })
    expect(reply.status).toBe(201)
    expect(reply.headers.etag).toBe('"1"')
    const rahul = await stage.idOf('rahul')
    expect(reply.body).toEqual({
      id: expect.any(Number),
      number: expect.any(Number),
      kind: 'sale',
      status: 'approved',
      items: [
        {
          id: expect.any(Number),
          product: saree.id,
          product_id: saree.id,
          name: 'Red Saree',
          sku: saree.sku,
          quantity: 2,
          qty: 2,
          fulfilled: 0,
          unit_price: '999.99',
          total_price: '1999.98',
        },
        expect.objectContaining({ product: lamp.id, quantity: 1, unit_price: '50.50', total_price: '50.50' }),
      ],
      total_price: '2050.48',
      tenant: saree.tenant,
      customer: rahul,
      created_by: rahul,
      assigned_to: null,
      location: null,
      note: 'Please ring twice.',
      reason: null,
      reasoning: null,
      hold_expires_at: null,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updated_at: reply.body.created_at,
      version: 1,
      abilities: { approve: false, reject: false, cancel: true, fulfill: false, update: false, assign: false },
    })
    expect(await stage.stockOf('rohan', saree)).toEqual({ on_hand: 10, reserved: 2, incoming: 0 })
    expect((await as('rahul').get(`/api/orders/${reply.body.id}/`)).body).toEqual(reply.body)
    expect(
      (await historyOf('rahul', reply.body.id)).map(({ action, from_status, to_status, actor_username }) => [
        action,
        from_status,
        to_status,
        actor_username,
      ]),
    ).toEqual([
      ['placed', null, 'pending', 'rahul'],
      ['approved', 'pending', 'approved', null],
    ])
  })

  it('waits, holding its units, where approval is required', async () => {
    const lamp = await stage.product('astrid', { stock: 5 })
    const order = await stage.place('freya', { product: lamp.id, quantity: 2 })
    expect(order).toMatchObject({
      status: 'pending',
      product: lamp.id,
      quantity: 2,
      abilities: { cancel: true, update: true, approve: false },
    })
    expect(await stage.stockOf('astrid', lamp)).toEqual({ on_hand: 5, reserved: 2, incoming: 0 })
  })

  it('numbers a company’s orders one by one', async () => {
    const lamp = await stage.product('astrid', { stock: 5 })
    const [first, second] = [
      await stage.place('freya', { product: lamp.id, quantity: 1 }),
      await stage.place('emil', { product: lamp.id, quantity: 1 }),
    ]
    expect(second.number).toBe(first.number + 1)
  })

  it('takes ids as numeric strings, products by SKU, both spellings of a quantity, and one product at the top', async () => {
    const lamp = await stage.product('rohan', { sku: 'Lamp-Blue', stock: 50 })
    const bodies = [
      { items: [{ product_id: String(lamp.id), qty: 2 }] },
      { items: [{ product: lamp.id, quantity: 2 }] },
      { items: [{ sku: 'lamp-blue', quantity: 2 }] },
      { product: String(lamp.id), quantity: 2 },
      { product_id: lamp.id, qty: 2 },
    ]
    for (const body of bodies)
      expect(await stage.place('rahul', body)).toMatchObject({ product: lamp.id, quantity: 2, total_price: '200.00' })
  })

  it('keeps name, SKU and price of the day when the product changes or goes', async () => {
    const lamp = await stage.product('rohan', { name: 'Old Lamp', price: '10.00' })
    const { id } = await stage.place('rahul', { product: lamp.id, quantity: 1 })
    await as('rohan').patch(`/api/products/${lamp.id}/`, { name: 'New Lamp', price: '20.00' })
    await as('rahul').post(`/api/orders/${id}/cancel/`)
    expect((await as('rohan').delete(`/api/products/${lamp.id}/`)).status).toBe(204)
    expect((await as('rahul').get(`/api/orders/${id}/`)).body.items[0]).toMatchObject({
      name: 'Old Lamp',
      unit_price: '10.00',
    })
  })

  it('sells parts only of what is measured', async () => {
    const rice = await stage.product('rohan', { unit: 'kg', price: '3.33', stock: 10 })
    const lamp = await stage.product('rohan')
    expect(await stage.place('rahul', { product: rice.id, quantity: 1.255 })).toMatchObject({
      quantity: 1.255,
      total_price: '4.18',
    })
    const reply = await as('rahul').post('/api/orders/', {
      items: [
        { product_id: rice.id, qty: 0.5 },
        { product_id: lamp.id, qty: 0.5 },
      ],
    })
    expect([reply.status, reply.body]).toEqual([400, { items: [{}, { qty: [expect.stringContaining('whole')] }] }])
  })

  it('always sells what is not tracked, and holds nothing of it', async () => {
    const wrap = await stage.product('rohan', { stock: undefined, track_stock: false })
    const order = await stage.place('rahul', { product: wrap.id, quantity: 7 })
    expect(order.status).toBe('approved')
    expect(await stage.stockOf('rohan', wrap)).toEqual({ on_hand: 0, reserved: 0, incoming: 0 })
  })

  it('refuses what is missing with every short line, a product of two lines summed, and holds nothing', async () => {
    const [few, none, many] = [
      await stage.product('rohan', { stock: 3 }),
      await stage.product('rohan', { stock: 0 }),
      await stage.product('rohan'),
    ]
    const reply = await as('rahul').post('/api/orders/', {
      items: [
        { product_id: few.id, qty: 2 },
        { product_id: many.id, qty: 1 },
        { product_id: few.id, qty: 2 },
        { product_id: none.id, qty: 1 },
      ],
    })
    expect(reply.status).toBe(409)
    expect(reply.body).toMatchObject({
      code: 'insufficient_stock',
      lines: [
        { product: few.id, requested: 4, available: 3, incoming: 0 },
        { product: none.id, requested: 1, available: 0, incoming: 0 },
      ],
    })
    expect(await stage.stockOf('rohan', many)).toEqual({ on_hand: 10, reserved: 0, incoming: 0 })
  })

  it('takes from the default location first, then from others, or from the one it is bound to', async () => {
    const lamp = await stage.product('rohan', { stock: 3 })
    const { body: attic } = await as('rohan').post('/api/locations/', { name: 'Attic' })
    await as('rohan').post('/api/stock/adjust/', { product: lamp.id, location: attic.id, quantity: 4, reason: 'Found' })
    const split = await stage.place('rahul', { product: lamp.id, quantity: 5 })
    expect(await holdsOf(split.id)).toEqual([3000, 2000])
    const bound = await stage.place('rahul', { product: lamp.id, quantity: 2, location: attic.id })
    expect(bound.location).toBe(attic.id)
    const short = await as('rahul').post('/api/orders/', { product: lamp.id, quantity: 1, location: attic.id })
    expect(short.body.lines).toEqual([{ product: lamp.id, requested: 1, available: 0, incoming: 0 }])
  })

  it('is one audit entry and one outbox event', async () => {
    const lamp = await stage.product('rohan')
    const { id } = await stage.place('rahul', { product: lamp.id, quantity: 1 })
    const entries = (await as('rohan').get(`/api/audit-logs/?object_type=order&object_id=${id}`)).body.results
    expect(entries).toMatchObject([
      { action: 'order.placed', actor_username: 'rahul', after: { status: 'approved', total_price: '100.00' } },
    ])
    const events = await stage.rows(
      'rohan',
      tenantId => sql<{ payload: { type: string } }>`
      select payload from outbox where tenant_id = ${tenantId} and kind = 'event' and payload @> ${{ object_type: 'order', object_id: id }}::jsonb`,
    )
    expect(events.map(event => event.payload.type)).toEqual(['order.placed'])
  })

  it('takes two round trips, whatever the number of lines', async () => {
    const [lamp, saree] = [await stage.product('rohan', { stock: 500 }), await stage.product('rohan', { stock: 500 })]
    const { deployment } = stage.world
    const { door, wakeOutbox } = deployment
    deployment.wakeOutbox = () => {}
    await stage.place('rahul', { product: lamp.id, quantity: 1 })
    await untilQuiet(door)
    const before = door.stats().roundTrips
    await stage.place('rahul', {
      items: Array.from({ length: 100 }, (_, i) => ({ product_id: i % 2 ? lamp.id : saree.id, qty: 1 })),
    })
    expect(door.stats().roundTrips - before).toBe(2)
    deployment.wakeOutbox = wakeOutbox
  })
})

describe('a restock', () => {
  it('is requested by staff at cost, which only those see who may', async () => {
    const lamp = await stage.product('rohan', { cost: '60.00', stock: 0 })
    const order = await stage.place('priya', { kind: 'restock', product: lamp.id, quantity: 20 })
    expect(order).toMatchObject({
      kind: 'restock',
      status: 'pending',
      customer: null,
      location: expect.any(Number),
      total_price: null,
      items: [{ unit_price: null, total_price: null }],
    })
    expect((await as('meera').get(`/api/orders/${order.id}/`)).body).toMatchObject({
      total_price: '1200.00',
      items: [{ unit_price: '60.00' }],
    })
    expect(await stage.stockOf('rohan', lamp)).toEqual({ on_hand: 0, reserved: 0, incoming: 0 })
  })

  it('has no price where the cost is not known', async () => {
    const lamp = await stage.product('rohan', { stock: 0 })
    expect(await stage.place('meera', { kind: 'restock', product: lamp.id, quantity: 20 })).toMatchObject({
      total_price: '0.00',
      items: [{ unit_price: null }],
    })
  })

  it('approves itself where the rules say so, and is expected at once', async () => {
    await stage.rule('astrid', { order_approval: { sale: 'required', restock: 'automatic' } })
    const lamp = await stage.product('astrid', { stock: 0 })
    expect(await stage.place('emil', { kind: 'restock', product: lamp.id, quantity: 20 })).toMatchObject({
      status: 'approved',
    })
    expect(await stage.stockOf('astrid', lamp)).toEqual({ on_hand: 0, reserved: 0, incoming: 20 })
    await stage.rule('astrid', { order_approval: { sale: 'required', restock: 'required' } })
  })

  it('is not for customers, and has none', async () => {
    const lamp = await stage.product('rohan')
    const asCustomer = await as('rahul').post('/api/orders/', { kind: 'restock', product: lamp.id, quantity: 1 })
    expect([asCustomer.status, asCustomer.body.code]).toEqual([403, 'permission_denied'])
    const withCustomer = await as('priya').post('/api/orders/', {
      kind: 'restock',
      product: lamp.id,
      quantity: 1,
      customer: await stage.idOf('rahul'),
    })
    expect([withCustomer.status, Object.keys(withCustomer.body)]).toEqual([400, ['customer']])
  })
})

describe('ordering for a customer', () => {
  it('is for staff: the order is the customer’s', async () => {
    const lamp = await stage.product('rohan')
    const rahul = await stage.idOf('rahul')
    const order = await stage.place('priya', { product: lamp.id, quantity: 1, customer: String(rahul) })
    expect(order).toMatchObject({ customer: rahul, created_by: await stage.idOf('priya') })
    expect((await as('rahul').get(`/api/orders/${order.id}/`)).body.abilities).toMatchObject({
      cancel: true,
      update: false,
    })
  })

  it('refuses customers, and people who do not exist or work elsewhere', async () => {
    const lamp = await stage.product('rohan')
    const body = (customer: number) => ({ product: lamp.id, quantity: 1, customer })
    expect((await as('rahul').post('/api/orders/', body(await stage.idOf('priya')))).status).toBe(403)
    expect(await as('rahul').post('/api/orders/', body(987654321))).toMatchObject({ status: 403 })
    for (const stranger of [987654321, await stage.idOf('freya')])
      expect(await as('priya').post('/api/orders/', body(stranger))).toMatchObject({
        status: 400,
        body: { customer: ['There is no such user.'] },
      })
  })
})

describe('a bad order', () => {
  it('names products that do not exist, are another company’s, deleted or inactive, all alike and by the field that was sent', async () => {
    const [gone, inactive, foreign] = [
      await stage.product('rohan'),
      await stage.product('rohan', { is_active: false }),
      await stage.product('astrid'),
    ]
    await as('rohan').delete(`/api/products/${gone.id}/`)
    for (const id of [gone.id, inactive.id, foreign.id, 987654321]) {
      const inItems = await as('priya').post('/api/orders/', { items: [{ product_id: id, qty: 1 }] })
      expect([inItems.status, inItems.body]).toEqual([400, { items: [{ product_id: ['There is no such product.'] }] }])
      const atTop = await as('priya').post('/api/orders/', { product: id, quantity: 1 })
      expect([atTop.status, atTop.body]).toEqual([400, { product: ['There is no such product.'] }])
    }
    const bySku = await as('priya').post('/api/orders/', { items: [{ sku: foreign.sku, qty: 1 }] })
    expect(bySku.body).toEqual({ items: [{ sku: ['There is no such product.'] }] })
  })

  it.each([
    [
      'both forms at once',
      (id: number) => ({ items: [{ product_id: id, qty: 1 }], product: id, quantity: 1 }),
      'items',
    ],
    ['no lines', () => ({}), 'items'],
    ['an empty list', () => ({ items: [] }), 'items'],
    [
      'more than 100 lines',
      (id: number) => ({ items: Array.from({ length: 101 }, () => ({ product_id: id, qty: 1 })) }),
      'items',
    ],
    ['nothing of a product', (id: number) => ({ product: id, quantity: 0 }), 'quantity'],
    ['less than nothing', (id: number) => ({ product: id, quantity: -1 }), 'quantity'],
    ['a quantity as text', (id: number) => ({ product: id, quantity: '2' }), 'quantity'],
    ['four decimals', (id: number) => ({ product: id, quantity: 1.0001 }), 'quantity'],
    ['a price of its own', (id: number) => ({ items: [{ product_id: id, qty: 1, unit_price: '0.01' }] }), 'items'],
    ['a total of its own', (id: number) => ({ product: id, quantity: 1, total_price: '0.01' }), 'total_price'],
    ['an unknown kind', (id: number) => ({ product: id, quantity: 1, kind: 'gift' }), 'kind'],
    ['a location that does not exist', (id: number) => ({ product: id, quantity: 1, location: 987654321 }), 'location'],
    ['a state', (id: number) => ({ product: id, quantity: 1, status: 'approved' }), 'status'],
  ])('is refused with %s, by field', async (_flaw, body, field) => {
    const lamp = await stage.product('rohan')
    const reply = await as('priya').post('/api/orders/', body(lamp.id))
    expect([reply.status, Object.keys(reply.body)]).toEqual([400, [field]])
  })

  it('is refused when its total is beyond what a number holds', async () => {
    const gold = await stage
      .product('rohan', { price: '9999999999999.99', stock: undefined, track_stock: false })
      .catch(() => null)
    const dear =
      gold ?? (await stage.product('rohan', { price: '999999999999.99', stock: undefined, track_stock: false }))
    const reply = await as('rahul').post('/api/orders/', { product: dear.id, quantity: 1_000_000_000 })
    expect([reply.status, Object.keys(reply.body)]).toEqual([400, ['items']])
  })
})

describe('a lost reply', () => {
  it('is answered again for the same Idempotency-Key, and the order is placed once', async () => {
    const lamp = await stage.product('rohan')
    const body = { product: lamp.id, quantity: 2 }
    const first = await as('rahul').post('/api/orders/', body, { 'idempotency-key': 'order-1' })
    const again = await as('rahul').post('/api/orders/', body, { 'idempotency-key': 'order-1' })
    expect([again.status, again.body, again.headers['idempotent-replayed']]).toEqual([201, first.body, 'true'])
    expect(await stage.stockOf('rohan', lamp)).toEqual({ on_hand: 10, reserved: 2, incoming: 0 })
    const other = await as('rahul').post('/api/orders/', { ...body, quantity: 3 }, { 'idempotency-key': 'order-1' })
    expect(other.status).toBe(422)
  })

  it('places one order when the same request comes many times at once', async () => {
    const lamp = await stage.product('rohan')
    const attempts = Array.from({ length: 10 }, () =>
      as('rahul').post('/api/orders/', { product: lamp.id, quantity: 1 }, { 'idempotency-key': 'order-2' }),
    )
    const statuses = (await Promise.all(attempts)).map(reply => reply.status)
    expect(statuses.every(status => status === 201 || status === 409)).toBe(true)
    expect(await stage.stockOf('rohan', lamp)).toEqual({ on_hand: 10, reserved: 1, incoming: 0 })
  })
})

type Entry = { action: string; from_status: string | null; to_status: string; actor_username: string | null }

async function historyOf(who: string, id: number): Promise<Entry[]> {
  return (await as(who).get(`/api/orders/${id}/history/`)).body.results
}

async function holdsOf(orderId: number): Promise<number[]> {
  const holds = await stage.rows(
    'rohan',
    tenantId => sql<{ quantity_milli: number }>`
    select quantity_milli from reservations where tenant_id = ${tenantId} and order_id = ${orderId} order by id`,
  )
  return holds.map(hold => hold.quantity_milli)
}
