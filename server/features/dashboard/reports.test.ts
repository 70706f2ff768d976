import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../../../test/orders.ts'
import type { Client } from '../../../test/server.ts'
import { readPeriod } from './period.ts'

let stage: Stage
let as: Stage['as']
beforeAll(async () => {
  stage = await openStage()
  as = stage.as
})
afterAll(() => stage.close())

const reports = ['stock-value', 'stock-ageing', 'turnover', 'fill-rate', 'approval-lead-time']

const rowOf = async (client: Client, report: string, product: number, query = '') => {
  const { status, body, text } = await client.get(`/api/reports/${report}/?product=${product}${query}`)
  expect(status, text).toBe(200)
  return body.results[0]
}

/** Moves what happened to a product just now into the past, which the application itself may not. */
function age(product: number, days: number): Promise<void> {
  return asOwner(
    `update shared.moves set at = at - $2 * interval '1 day' where product_id = $1 and at > now() - interval '1 hour'`,
    [product, days],
  )
}

async function asOwner(text: string, values: unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: stage.world.database.ownerUrl })
  await client.connect()
  await client.query(text, values)
  await client.end()
}

describe('every report', () => {
  it.each(reports)('%s is for who may view reports, on the screen and as a CSV file', async report => {
    const path = `/api/reports/${report}/`
    const { status, body } = await as('meera').get(path)
    expect(status).toBe(200)
    const csv = await as('meera').get(`${path}?format=csv`)
    expect(csv.headers['content-type']).toContain('text/csv')
    const [head, ...lines] = csv.text.trimEnd().split('\r\n')
    expect(lines).toHaveLength(body.count)
    if (body.count > 0) expect(Object.keys(body.results[0]).toSorted()).toEqual(head?.split(',').toSorted())
    expect((await as('priya').get(path)).status).toBe(403)
    expect((await as('rahul').get(path)).status).toBe(403)
    expect((await as('meera').get(`${path}?nope=1`)).body).toEqual({ nope: ['Unknown filter.'] })
  })

  it.each(reports)('%s shows nothing of another company', async report => {
    const lamp = await stage.product('rohan', { stock: 10, cost: '5.00' })
    await stage.place('rahul', { product: lamp.id, quantity: 1 })
    const ours = (await as('rohan').get(`/api/reports/${report}/?page_size=200`)).body.results
    const theirs = (await as('astrid').get(`/api/reports/${report}/?page_size=200`)).body.results
    const idOf = (row: { product?: number; approver?: number }) => row.product ?? row.approver
    expect(theirs.map(idOf).filter((id: number) => ours.map(idOf).includes(id))).toEqual([])
  })

  it('takes the usual period where its ends are left empty', async () => {
    const usual = await as('meera').get('/api/reports/turnover/?page_size=200')
    expect((await as('meera').get('/api/reports/turnover/?from=&to=&page_size=200')).body).toEqual(usual.body)
  })

  it('refuses a period that is none', async () => {
    for (const report of ['turnover', 'fill-rate', 'approval-lead-time']) {
      const refused = async (query: string) => (await as('meera').get(`/api/reports/${report}/?${query}`)).body
      expect(await refused('from=yesterday')).toHaveProperty('from')
      expect(await refused('to=2026-02-30')).toHaveProperty('to')
      expect(await refused('from=2026-02-02&to=2026-02-01')).toHaveProperty('from')
      expect(await refused('from=2999-01-01&to=2999-02-01')).toHaveProperty('from')
    }
    expect((await as('meera').get('/api/reports/stock-value/?from=2026-01-01')).status).toBe(400)
  })
})

describe('stock value', () => {
  it('is what stock cost on average, the dearest first', async () => {
    const lamp = await stage.product('rohan', { stock: 4, cost: '250000.50' })
    expect(await rowOf(as('meera'), 'stock-value', lamp.id)).toEqual({
      product: lamp.id,
      name: lamp.name,
      sku: lamp.sku,
      unit: 'piece',
      on_hand: 4,
      average_cost: '250000.50',
      value: '1000002.00',
    })
    const [dearest] = (await as('meera').get('/api/reports/stock-value/?ordering=-value')).body.results
    expect(dearest.product).toBe(lamp.id)
  })

  it('is searched by product, and the lead time by approver', async () => {
    const lamp = await stage.product('rohan', { name: 'Paper Lantern', stock: 1 })
    await stage.place('rahul', { product: lamp.id, quantity: 1 })
    for (const report of ['stock-value', 'stock-ageing', 'turnover', 'fill-rate']) {
      const { results } = (await as('meera').get(`/api/reports/${report}/?search=lantern pap`)).body
      expect(results.map((row: { product: number }) => row.product)).toEqual([lamp.id])
    }
    const { results } = (await as('meera').get('/api/reports/approval-lead-time/?search=nobody')).body
    expect(results).toEqual([])
  })

  it('adds up to the dashboard’s, with what is no longer tracked', async () => {
    const lamp = await stage.product('rohan', { stock: 4, cost: '7.00' })
    await as('rohan').patch(`/api/products/${lamp.id}/`, { track_stock: false })
    const { results } = (await as('meera').get('/api/reports/stock-value/?page_size=200')).body
    const sum = results.reduce((total: number, row: { value: string }) => total + Number(row.value), 0)
    expect(sum).toBeCloseTo(Number((await as('meera').get('/api/dashboard/')).body.stock_value))
  })

  it('keeps costs from who may not see them, and their order too', async () => {
    const lamp = await stage.product('astrid', { stock: 4, cost: '7.00' })
    const roles = (await as('astrid').get('/api/roles/')).body.results
    const staff = roles.find((role: { name: string }) => role.name === 'staff')
    const permissions = [
      ...staff.permissions.map(({ code, scope }: { code: string; scope: string }) => ({ code, scope })),
      'VIEW_REPORTS',
    ]
    expect((await as('astrid').post(`/api/roles/${staff.id}/assign_permissions/`, { permissions })).status).toBe(200)
    for (const report of ['stock-value', 'stock-ageing', 'turnover'])
      expect(JSON.stringify(await rowOf(as('emil'), report, lamp.id))).not.toMatch(/7\.00|28\.00/)
    expect((await rowOf(as('emil'), 'stock-value', lamp.id)).value).toBe(null)
    expect((await as('emil').get('/api/reports/stock-value/?ordering=-value')).status).toBe(400)
    await stage.product('astrid', { stock: 1, cost: '6.00' })
    const { next } = (await as('astrid').get('/api/reports/stock-value/?ordering=-value&page_size=1')).body
    const cursor = new URL(next).searchParams.get('cursor')
    expect((await as('emil').get(`/api/reports/stock-value/?cursor=${cursor}`)).body).toHaveProperty('ordering')
  })
})

describe('stock ageing', () => {
  it('takes what came first to have left first', async () => {
    const lamp = await stage.product('rohan', { stock: 10, cost: '2.00' })
    await age(lamp.id, 70)
    await as('meera').post('/api/stock/adjust/', { product: lamp.id, quantity: 5, reason: 'Found' })
    await age(lamp.id, 40)
    await as('meera').post('/api/stock/adjust/', { product: lamp.id, quantity: -3, reason: 'Broken' })
    await as('meera').post('/api/stock/adjust/', { product: lamp.id, quantity: 4, reason: 'Found' })
    expect(await rowOf(as('meera'), 'stock-ageing', lamp.id)).toMatchObject({
      on_hand: 16,
      days_0_30: 4,
      days_31_60: 5,
      days_61_90: 7,
      days_over_90: 0,
      value: '32.00',
    })
  })
})

describe('turnover', () => {
  it('is what customers took, by the stock there was', async () => {
    const lamp = await stage.product('rohan', { stock: 30, cost: '2.00' })
    await age(lamp.id, 120)
    const order = await stage.place('rahul', { product: lamp.id, quantity: 10 })
    await as('meera').post(`/api/orders/${order.id}/fulfill/`)
    expect(await rowOf(as('meera'), 'turnover', lamp.id)).toMatchObject({
      opening: 30,
      closing: 20,
      sold: 10,
      turnover: 0.4,
      days_of_stock: 75,
      cost_of_sales: '20.00',
    })
    const day = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
    expect(await rowOf(as('meera'), 'turnover', lamp.id, `&from=${day(60)}&to=${day(30)}`)).toMatchObject({
      opening: 30,
      closing: 30,
      sold: 0,
      turnover: 0,
      days_of_stock: null,
    })
    const before = await rowOf(as('meera'), 'turnover', lamp.id, `&from=${day(200)}&to=${day(150)}`)
    expect(before).toMatchObject({ opening: 0, closing: 0, turnover: null })
  })
})

describe('fill rate', () => {
  it('is what was delivered of what was ordered, without what was cancelled', async () => {
    const lamp = await stage.product('rohan', { stock: 30 })
    const whole = await stage.place('rahul', { product: lamp.id, quantity: 6 })
    await as('meera').post(`/api/orders/${whole.id}/fulfill/`)
    const part = await stage.place('rahul', { product: lamp.id, quantity: 4 })
    await as('meera').post(`/api/orders/${part.id}/fulfill/`, { items: [{ id: part.items[0].id, quantity: 1 }] })
    const gone = await stage.place('rahul', { product: lamp.id, quantity: 5 })
    await as('rahul').post(`/api/orders/${gone.id}/cancel/`)
    expect(await rowOf(as('meera'), 'fill-rate', lamp.id)).toMatchObject({
      lines: 2,
      filled_lines: 1,
      ordered: 10,
      fulfilled: 7,
      fill_rate: 0.7,
    })
    const today = new Date().toISOString().slice(0, 10)
    expect(await rowOf(as('meera'), 'fill-rate', lamp.id, `&from=${today}&to=${today}`)).toMatchObject({ lines: 2 })
    expect(await rowOf(as('meera'), 'fill-rate', lamp.id, '&from=2026-01-01&to=2026-01-02')).toBeUndefined()
  })
})

describe('the figures of days', () => {
  it('are those of the orders, whatever happened to these', async () => {
    const [lamp, vase] = [await stage.product('rohan', { stock: 30 }), await stage.product('rohan', { stock: 30 })]
    const two = { items: [lamp, vase].map(({ id }) => ({ product_id: id, qty: 3 })) }
    await stage.rule('rohan', { order_approval: { sale: 'required', restock: 'required' } })
    const orders = []
    for (let i = 0; i < 6; i++) orders.push(await stage.place('rahul', two))
    const [changed, deleted, rejected, cancelled, closed, fulfilled] = orders
    const only = {
      items: [
        { product_id: vase.id, qty: 5 },
        { product_id: vase.id, qty: 1 },
      ],
    }
    expect((await as('rahul').put(`/api/orders/${changed.id}/`, only)).status).toBe(200)
    expect((await as('rahul').delete(`/api/orders/${deleted.id}/`)).status).toBe(204)
    expect((await as('meera').post(`/api/orders/${rejected.id}/reject/`, { reason: 'No' })).status).toBe(200)
    expect((await as('rahul').post(`/api/orders/${cancelled.id}/cancel/`)).status).toBe(200)
    for (const order of [closed, fulfilled]) await as('meera').post(`/api/orders/${order.id}/approve/`)
    const part = { items: [{ id: closed.items[1].id, quantity: 2 }], close: true }
    expect((await as('meera').post(`/api/orders/${closed.id}/fulfill/`, part)).status).toBe(200)
    expect((await as('meera').post(`/api/orders/${fulfilled.id}/fulfill/`)).status).toBe(200)
    const today = new Date().toISOString().slice(0, 10)
    for (const { id } of [lamp, vase]) {
      const summed = await rowOf(as('meera'), 'fill-rate', id, `&from=${today}`)
      expect(summed).toEqual(await rowOf(as('meera'), 'fill-rate', id, `&from=${today}T00:00:00.001Z`))
    }
    expect(await rowOf(as('meera'), 'fill-rate', vase.id)).toMatchObject({ lines: 4, ordered: 12, fulfilled: 5 })
    expect(await stage.violations('rohan')).toEqual([])
  })

  it('are found out when they are wrong', async () => {
    const lamp = await stage.product('rohan', { stock: 30 })
    await stage.place('rahul', { product: lamp.id, quantity: 2 })
    const add = (amount: number) =>
      asOwner('update shared.sales_days set ordered_milli = ordered_milli + $2 where product_id = $1', [
        lamp.id,
        amount,
      ])
    await add(1000)
    expect(await stage.violations('rohan')).toEqual([
      {
        rule: 'the ordered units of a day are those of its sales',
        product: lamp.id,
        location: null,
        expected: 2,
        found: 3,
      },
    ])
    await add(-1000)
    expect(await stage.violations('rohan')).toEqual([])
  })
})

describe('approval lead time', () => {
  it('is how long requests waited for each approver', async () => {
    const lamp = await stage.product('astrid', { stock: 30 })
    const jonas = await stage.idOf('jonas')
    const [first, second, third] = [
      await stage.place('freya', { product: lamp.id, quantity: 1 }),
      await stage.place('freya', { product: lamp.id, quantity: 1 }),
      await stage.place('freya', { product: lamp.id, quantity: 1 }),
    ]
    await as('jonas').post(`/api/orders/${first.id}/approve/`)
    await as('jonas').post(`/api/orders/${second.id}/approve/`)
    await as('jonas').post(`/api/orders/${third.id}/reject/`, { reason: 'Too late' })
    await placedEarlier(first.id, 10)
    await placedEarlier(second.id, 20)
    await placedEarlier(third.id, 60)
    const { results } = (await as('astrid').get(`/api/reports/approval-lead-time/?approver=${jonas}`)).body
    expect(results).toEqual([
      {
        approver: jonas,
        username: 'jonas',
        decisions: 3,
        approved: 2,
        rejected: 1,
        median_minutes: expect.closeTo(20, 0),
        mean_minutes: expect.closeTo(30, 0),
        longest_minutes: expect.closeTo(60, 0),
      },
    ])
  })

  it('knows nothing of sales that approved themselves', async () => {
    const before = (await as('rohan').get('/api/reports/approval-lead-time/')).body.results
    await stage.place('rahul', { product: (await stage.product('rohan')).id, quantity: 1 })
    expect((await as('rohan').get('/api/reports/approval-lead-time/')).body.results).toEqual(before)
  })
})

/** Moves an order's placing into the past; how long it waited is of the history, which the application itself may not change. */
async function placedEarlier(order: number, minutes: number): Promise<void> {
  await asOwner(
    `with placed as (
      update t_${await tenantOf('astrid')}.orders set created_at = created_at - $2 * interval '1 minute' where id = $1 returning id)
    update t_${await tenantOf('astrid')}.order_history set placed_at = placed_at - $2 * interval '1 minute', waited_s = waited_s + $2 * 60
    where order_id in (select id from placed) and waited_s is not null`,
    [order, minutes],
  )
}

async function tenantOf(who: string): Promise<number> {
  return (await as(who).get('/api/auth/me/')).body.tenant_id
}

describe('a period', () => {
  const now = Date.parse('2026-11-21T12:00:00.000Z')

  it('is the last 30 days unless it is named, and a day named is meant whole', () => {
    const { from, to } = readPeriod({}, now)
    expect([from.toISOString(), to.getTime()]).toEqual(['2026-10-23T00:00:00.000Z', now])
    expect(readPeriod({ to: '2026-11-20' }, now).from.toISOString()).toBe('2026-10-22T00:00:00.000Z')
    expect(readPeriod({ from: '2026-11-01', to: '2026-11-20' }, now)).toMatchObject({
      from: new Date('2026-11-01T00:00:00.000Z'),
      to: new Date('2026-11-21T00:00:00.000Z'),
    })
    expect(readPeriod({ from: '2026-11-01', to: '2026-11-20T06:00:00Z' }, now).to.toISOString()).toBe(
      '2026-11-20T06:00:00.000Z',
    )
  })
})
