import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../../../test/orders.ts'
import { sql } from '../../platform/sql.ts'
import { daysUpTo, startOfDays } from './days.ts'
import { measureStorage } from './storage.ts'

let stage: Stage
let as: Stage['as']
beforeAll(async () => {
  stage = await openStage()
  as = stage.as
})
afterAll(() => stage.close())

const dashboardOf = async (who: string) => {
  const { status, body, text } = await as(who).get('/api/dashboard/')
  expect(status, text).toBe(200)
  return body
}

describe('the dashboard', () => {
  it('adds a sale to today’s, to its state and to its product, and takes it out when it is cancelled', async () => {
    const lamp = await stage.product('rohan', { name: 'Lamp of gold', price: '90000.50', stock: 10 })
    const before = await dashboardOf('rohan')
    const order = await stage.place('rahul', { product: lamp.id, quantity: 2 })
    const after = await dashboardOf('rohan')
    expect(after.sales).toHaveLength(30)
    const [today, then] = [after.sales.at(-1), before.sales.at(-1)]
    expect(today.day).toBe(new Date().toISOString().slice(0, 10))
    expect(today.orders).toBe(then.orders + 1)
    expect(Number(today.total) - Number(then.total)).toBeCloseTo(180001)
    expect(after.orders_by_state.approved).toBe(before.orders_by_state.approved + 1)
    const top = { product: lamp.id, name: 'Lamp of gold', sku: lamp.sku, quantity: 2, total: '180001.00' }
    expect(after.top_products[0]).toEqual(top)
    await as('rahul').post(`/api/orders/${order.id}/cancel/`)
    const cancelled = await dashboardOf('rohan')
    expect(cancelled.sales).toEqual(before.sales)
    expect(cancelled.top_products).toEqual(before.top_products)
    expect(cancelled.orders_by_state.cancelled).toBe(before.orders_by_state.cancelled + 1)
  })

  it('counts as the lists do', async () => {
    const { orders_by_state, approval_queue } = await dashboardOf('meera')
    for (const [state, count] of Object.entries(orders_by_state))
      expect([state, (await as('meera').get(`/api/orders/?status=${state}`)).body.count]).toEqual([state, count])
    expect(approval_queue.count).toBe(orders_by_state.pending)
  })

  it('shows an approver the oldest waiting requests, ready to be decided', async () => {
    const lamp = await stage.product('astrid', { stock: 50 })
    const made = []
    for (let i = 0; i < 6; i++) made.push(await stage.place('freya', { product: lamp.id, quantity: 1 }))
    const { approval_queue } = await dashboardOf('jonas')
    const waiting = (await as('jonas').get('/api/orders/?status=pending&ordering=id&page_size=200')).body
    expect(approval_queue.count).toBe(waiting.count)
    expect(approval_queue.oldest).toEqual(waiting.results.slice(0, 5))
    expect(approval_queue.oldest[0].abilities.approve).toBe(true)
    await as('jonas').post(`/api/orders/${approval_queue.oldest[0].id}/approve/`)
    expect((await dashboardOf('jonas')).approval_queue.count).toBe(waiting.count - 1)
  })

  it('names what has fallen below its reorder point, what is furthest below first', async () => {
    const low = await stage.product('rohan', { name: 'Nearly gone', stock: 3, reorder_point: 900 })
    await stage.product('rohan', { stock: 5, reorder_point: 5 })
    const { low_stock } = await dashboardOf('priya')
    expect(low_stock.products[0]).toEqual({
      product: low.id,
      name: 'Nearly gone',
      sku: low.sku,
      unit: 'piece',
      available: 3,
      incoming: 0,
      reorder_point: 900,
    })
    expect(low_stock.count).toBeGreaterThanOrEqual(low_stock.products.length)
    await as('rohan').delete(`/api/products/${low.id}/`)
    expect((await dashboardOf('priya')).low_stock.count).toBe(low_stock.count - 1)
  })

  it('names what runs low just as the list of products does, and what is on its way no longer', async () => {
    const low = await stage.product('rohan', { name: 'Half gone', stock: 3, reorder_point: 800, reorder_quantity: 900 })
    const named = async () => {
      const { low_stock } = await dashboardOf('priya')
      const list = (await as('priya').get('/api/products/?low=true&page_size=200')).body
      expect(list.count).toBe(low_stock.count)
      const ids = low_stock.products.map(({ product }: { product: number }) => product)
      expect(list.results.map(({ id }: { id: number }) => id)).toEqual(expect.arrayContaining(ids))
      return ids.includes(low.id)
    }
    const restock = { kind: 'restock', items: [{ product: low.id, quantity: 800 }] }
    const { body } = await as('rohan').post('/api/orders/', restock)
    expect(await named()).toBe(true)
    expect((await as('meera').post(`/api/orders/${body.id}/approve/`)).status).toBe(200)
    expect(await named()).toBe(false)
    await as('meera').post(`/api/orders/${body.id}/cancel/`)
    expect(await named()).toBe(true)
    await as('rohan').delete(`/api/products/${low.id}/`)
  })

  it('tells an absurd sum as the largest it can tell exactly', async () => {
    const jewel = await stage.product('astrid', { price: '999999999999.00', stock: 1000 })
    for (let i = 0; i < 2; i++) await stage.place('freya', { product: jewel.id, quantity: 90 })
    expect((await dashboardOf('astrid')).top_products[0].total).toBe('90071992547409.91')
  })

  it('values the stock at cost', async () => {
    const before = await dashboardOf('rohan')
    await stage.product('rohan', { stock: 4, cost: '12.25' })
    expect(Number((await dashboardOf('rohan')).stock_value) - Number(before.stock_value)).toBeCloseTo(49)
  })

  it('follows what stock is worth from its receipt to its sale, and leaves out a deleted product, what of it is sold later too', async () => {
    const before = await dashboardOf('rohan')
    const worth = async () => Number((await dashboardOf('rohan')).stock_value) - Number(before.stock_value)
    const lamp = await stage.product('rohan', { stock: 4, cost: '12.25' })
    await as('rohan').post('/api/stock/adjust/', { product: lamp.id, quantity: -1, reason: 'Broken' })
    expect(await worth()).toBeCloseTo(36.75)
    const [sold, held] = [
      await stage.place('rahul', { product: lamp.id, quantity: 1 }),
      await stage.place('rahul', { product: lamp.id, quantity: 1 }),
    ]
    expect((await as('meera').post(`/api/orders/${sold.id}/fulfill/`)).status).toBe(200)
    expect(await worth()).toBeCloseTo(24.5)
    expect((await as('rohan').delete(`/api/products/${lamp.id}/`)).status).toBe(204)
    expect(await worth()).toBeCloseTo(0)
    expect((await as('meera').post(`/api/orders/${held.id}/fulfill/`)).status).toBe(200)
    expect(await worth()).toBeCloseTo(0)
    expect(await stage.violations('rohan')).toEqual([])
  })

  it('values what is in the reader’s sight, and nothing for who sees no products', async () => {
    const newcomer = async (name: string, permissions: unknown[]) => {
      await as('rohan').post('/api/roles/', { name, permissions })
      const given = { username: name, email: `${name}@x.com`, password: `${name}12345`, role: name }
      const { status, body, text } = await as('rohan').post('/api/users/', given)
      expect(status, text).toBe(201)
      return body.id
    }
    const seeing = ['VIEW_DASHBOARD', 'VIEW_COST', { code: 'VIEW_PRODUCTS', scope: 'assigned' }]
    const assigned_to = await newcomer('tara', seeing)
    await newcomer('uma', seeing.slice(0, 2))
    await stage.product('rohan', { stock: 4, cost: '12.25', assigned_to })
    expect((await dashboardOf('tara')).stock_value).toBe('49.00')
    expect(await dashboardOf('uma')).not.toHaveProperty('stock_value')
  })

  it('shows each reader what they may see, and no more', async () => {
    const all = ['sales', 'orders_by_state', 'top_products', 'low_stock']
    const more = ['approval_queue', 'stock_value', 'recent_activity']
    expect(Object.keys(await dashboardOf('meera')).toSorted()).toEqual(['currency', ...all, ...more].toSorted())
    expect(Object.keys(await dashboardOf('priya')).toSorted()).toEqual(['currency', ...all].toSorted())
    expect((await as('rahul').get('/api/dashboard/')).status).toBe(403)
    expect((await stage.world.anonymous.get('/api/dashboard/')).status).toBe(401)
  })

  it('counts only their own orders for who sees only their own', async () => {
    const lamp = await stage.product('astrid', { stock: 50 })
    const before = await dashboardOf('emil')
    await stage.place('freya', { product: lamp.id, quantity: 1 })
    expect((await dashboardOf('emil')).orders_by_state).toEqual(before.orders_by_state)
    await stage.place('emil', { kind: 'restock', product: lamp.id, quantity: 1 })
    expect((await dashboardOf('emil')).orders_by_state.pending).toBe(before.orders_by_state.pending + 1)
    expect((await dashboardOf('emil')).sales).toEqual(before.sales)
  })

  it('ends with what happened last', async () => {
    const lamp = await stage.product('rohan')
    const { recent_activity } = await dashboardOf('rohan')
    expect(recent_activity).toHaveLength(10)
    expect(recent_activity[0]).toMatchObject({
      action: 'product.created',
      object_type: 'product',
      object_id: lamp.id,
      actor_username: 'rohan',
    })
  })

  it('is another company’s for the platform admin alone', async () => {
    const tenant = (await as('rohan').get('/api/auth/me/')).body.tenant_id
    const seen = await as('Ria').get(`/api/dashboard/?company=${tenant}`)
    expect(seen.body.orders_by_state).toEqual((await dashboardOf('rohan')).orders_by_state)
    expect((await as('astrid').get(`/api/dashboard/?company=${tenant}`)).status).toBe(400)
    expect((await as('rohan').get('/api/dashboard/?days=7')).body).toHaveProperty('days')
  })
})

describe('the platform’s overview', () => {
  it('counts companies and people, what came lately, what waits and how much it all takes', async () => {
    const { status, body, text } = await as('Ria').get('/api/platform/')
    expect(status, text).toBe(200)
    const companies = (await as('Ria').get('/api/companies/')).body
    expect(body.companies).toMatchObject({ total: companies.count - 1, suspended: 0 })
    expect(body.users.total).toBe((await as('Ria').get('/api/users/')).body.count)
    expect(body.growth).toHaveLength(30)
    expect(body.growth.at(-1)).toMatchObject({ companies: body.companies.total, users: body.users.total })
    expect(body.health.database).toBe('reachable')
    const [shared, schema] = body.storage
    expect([shared.companies, schema.companies]).toEqual([companies.count - 1, 1])
    expect(shared.bytes).toBeGreaterThan(100_000)
    expect(schema.largest).toEqual([expect.objectContaining({ name: 'Nordlicht Handel', bytes: schema.bytes })])
  })

  it('tells what each company takes, once that was measured; the parts of what is shared make up the whole', async () => {
    const storage = async () => (await as('Ria').get('/api/platform/')).body.storage
    const { id: empty } = (await as('Ria').post('/api/companies/', { name: 'Empty shelves', placement: 'shared' })).body
    expect((await storage())[0]).toMatchObject({ measured_at: null, largest: [] })
    await measureStorage(stage.world.deployment, new AbortController().signal)
    const [shared, schema] = await storage()
    const bytesOf = (name: string) => shared.largest.find((one: { name: string }) => one.name === name)?.bytes
    expect(shared.largest[0].name).toBe('DreamKart')
    expect(bytesOf('DreamKart')).toBeGreaterThan(20 * bytesOf('Empty shelves'))
    const parts = shared.largest.reduce((sum: number, one: { bytes: number }) => sum + one.bytes, 0)
    expect(parts / shared.bytes).toBeGreaterThan(0.7)
    expect(parts / shared.bytes).toBeLessThan(1.1)
    const { results } = (await as('Ria').get('/api/admin/models/storage/rows/?page_size=200')).body
    expect(results.map(({ tenant }: { tenant: number }) => tenant)).toEqual(
      expect.arrayContaining([1, empty, schema.largest[0].company]),
    )
    expect(results.map(({ bytes }: { bytes: number }) => bytes)).toEqual(
      results.map(({ bytes }: { bytes: number }) => bytes).toSorted((a: number, b: number) => b - a),
    )
  })

  it('is measured once a day, and within the hour where there is a new company', async () => {
    const { door } = stage.world.deployment
    const measuredAt = async () => (await as('Ria').get('/api/platform/')).body.storage[0].measured_at
    const age = (by: string) =>
      door.owner(async tx => {
        tx.queue(sql`update platform.storage set measured_at = measured_at - ${by}::interval`)
        tx.queue(sql`update platform.tenants set created_at = created_at - ${by}::interval`)
      })
    const isMeasuredAgain = async () => {
      const before = await measuredAt()
      await measureStorage(stage.world.deployment, new AbortController().signal)
      return (await measuredAt()) !== before
    }
    expect(await isMeasuredAgain()).toBe(false)
    await age('2 hours')
    expect(await isMeasuredAgain()).toBe(false)
    await as('Ria').post('/api/companies/', { name: 'Born since', placement: 'shared' })
    expect(await isMeasuredAgain()).toBe(true)
    await age('25 hours')
    expect(await isMeasuredAgain()).toBe(true)
  })

  it('is measured in all other companies when the rows of one cannot be counted', async () => {
    const { door, log } = stage.world.deployment
    const tenantId = (await as('rohan').get('/api/auth/me/')).body.tenant_id
    const halting: typeof door = {
      ...door,
      long: (entry, work) =>
        entry.tenantId === tenantId ? Promise.reject(new Error('too slow')) : door.long(entry, work),
    }
    const figures = () =>
      door.directory.rows(sql<{ tenant_id: number; measured_at: string }>`
        select tenant_id, measured_at from platform.storage order by tenant_id`)
    await door.directory.write(tx =>
      tx.commit(sql`update platform.storage set measured_at = measured_at - interval '25 hours'`),
    )
    const before = await figures()
    await measureStorage({ door: halting, log }, new AbortController().signal)
    const kept = (await figures()).filter((figure, i) => figure.measured_at === before[i]?.measured_at)
    expect(kept.map(({ tenant_id }) => tenant_id)).toEqual([tenantId])
  })

  it('counts the mail that could not be sent, in every company', async () => {
    const { outbox: before } = (await as('Ria').get('/api/platform/')).body.health
    for (const owner of ['rohan', 'astrid']) {
      const tenantId = (await as(owner).get('/api/auth/me/')).body.tenant_id
      await stage.world.deployment.door.write({ tenantId }, async tx => {
        tx.queue(
          sql`insert into outbox (tenant_id, kind, payload, status) values (${tenantId}, 'mail', '{}', 'failed')`,
        )
      })
    }
    const { outbox, mail } = (await as('Ria').get('/api/platform/')).body.health
    expect(outbox.failed).toBe(before.failed + 2)
    expect(mail.filter(({ failed }: { failed: number }) => failed > 0)).toEqual(
      ['DreamKart', 'Nordlicht Handel'].map(name => expect.objectContaining({ name, failed: 1 })),
    )
  })

  it('is for the platform’s admins', async () => {
    for (const who of ['rohan', 'rahul']) expect((await as(who).get('/api/platform/')).status).toBe(403)
    expect((await as('Ria').get('/api/platform/?days=7')).status).toBe(400)
  })
})

describe('days', () => {
  const now = Date.parse('2026-03-01T00:00:00.000Z')

  it('begin at midnight UTC, today being the last', () => {
    expect(startOfDays(30, now).toISOString()).toBe('2026-01-31T00:00:00.000Z')
    expect(startOfDays(1, now + 86_399_999).toISOString()).toBe('2026-03-01T00:00:00.000Z')
  })

  it('without figures are zeros', () => {
    const known = [{ day: '2026-02-28', count: 2, sum: 300 }]
    expect(daysUpTo(startOfDays(3, now), known, now)).toEqual([
      { day: '2026-02-27', count: 0, sum: 0 },
      { day: '2026-02-28', count: 2, sum: 300 },
      { day: '2026-03-01', count: 0, sum: 0 },
    ])
  })
})
