import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../../../test/orders.ts'
import { sql } from '../../platform/sql.ts'
import { queueReorderPoint } from '../stock/ledger.ts'
import { restockFallen } from './restock-draft.ts'

let stage: Stage
let as: Stage['as']
let tenantId: number
beforeAll(async () => {
  stage = await openStage()
  as = stage.as
  tenantId = (await as('rohan').get('/api/auth/me/')).body.tenant_id
})
afterEach(async () => expect(await stage.violations('rohan')).toEqual([]))
afterAll(() => stage.close())

// biome-ignore lint/suspicious/noExplicitAny: replies are judged by what a test expects of them
type Body = any

describe('a product that falls below its reorder point', () => {
  it('is requested by nobody, with its reasoning, and waits for an approver', async () => {
    const lamp = await stage.product('rohan', { name: 'Lamp', cost: '40.00', reorder_point: 8, reorder_quantity: 20 })
    await stage.place('rahul', { product: lamp.id, quantity: 3 })
    const [draft] = await until(lamp, 1)
    expect(draft).toMatchObject({
      kind: 'restock',
      status: 'pending',
      created_by: null,
      customer: null,
      product: lamp.id,
      quantity: 20,
      total_price: '800.00',
      reasoning: {
        text: 'Lamp: 10 on hand − 3 reserved + 0 incoming + 0 waiting = 7, below the reorder point of 8. Ordering 20.',
        projected: 7,
        reorder_quantity: 20,
      },
    })
    expect((await as('meera').get(`/api/orders/${draft.id}/`)).body).toMatchObject({
      reasoning: draft.reasoning,
      abilities: { approve: true, update: true },
    })
    expect((await as('meera').get(`/api/orders/${draft.id}/history/`)).body.results).toMatchObject([
      { action: 'placed', actor: null, to_status: 'pending' },
    ])
    const audit = (await as('rohan').get(`/api/audit-logs/?object_type=order&object_id=${draft.id}`)).body.results
    expect(audit).toMatchObject([{ action: 'order.placed', actor: null, after: { reasoning: draft.reasoning } }])
    expect((await as('rohan').get('/api/audit-logs/verify/')).body.ok).toBe(true)
  })

  it('has orders of people without reasoning', async () => {
    const lamp = await stage.product('rohan')
    expect(await stage.place('rahul', { product: lamp.id, quantity: 1 })).toMatchObject({ reasoning: null })
  })

  it('is requested once while a draft waits, however far it falls', async () => {
    const lamp = await stage.product('rohan', { reorder_point: 10, reorder_quantity: 2 })
    await stage.place('rahul', { product: lamp.id, quantity: 1 })
    await until(lamp, 1)
    for (const quantity of [3, 4]) await stage.place('rahul', { product: lamp.id, quantity })
    expect(await look(lamp)).toBe(0)
    expect(await draftsOf(lamp)).toHaveLength(1)
  })

  it('is requested once when several look at the same moment', async () => {
    const lamps = await quietlyLow(3)
    await Promise.all([0, 1, 2, 3].map(i => look(...(i % 2 ? lamps : lamps.toReversed()))))
    for (const lamp of lamps) expect(await draftsOf(lamp)).toHaveLength(1)
  })

  it('is not requested while it is untracked, inactive, deleted or without a reorder point', async () => {
    const untracked = await stage.product('rohan', { stock: undefined, track_stock: false, reorder_point: 5 })
    const inactive = await stage.product('rohan', { stock: 1, is_active: false, reorder_point: 5 })
    const pointless = await stage.product('rohan', { stock: 0 })
    const gone = await stage.product('rohan', { stock: 0, reorder_point: null })
    await as('rohan').delete(`/api/products/${gone.id}/`)
    expect(await look(untracked, inactive, pointless, gone)).toBe(0)
  })
})

describe('deciding on a draft', () => {
  it('approving it raises what is expected, and fulfilling it receives', async () => {
    const { lamp, draft } = await drafted()
    expect((await as('meera').post(`/api/orders/${draft.id}/approve/`)).status).toBe(200)
    expect(await stage.stockOf('rohan', lamp)).toEqual({ on_hand: 10, reserved: 3, incoming: 20 })
    expect((await as('meera').post(`/api/orders/${draft.id}/fulfill/`)).status).toBe(200)
    expect(await stage.stockOf('rohan', lamp)).toEqual({ on_hand: 30, reserved: 3, incoming: 0 })
    await stage.place('rahul', { product: lamp.id, quantity: 25 })
    expect(await until(lamp, 2)).toHaveLength(2)
  })

  it('of nobody may be approved by anybody who approves, also where nobody approves their own', async () => {
    await stage.rule('rohan', { approver_not_requester: true })
    const { draft } = await drafted()
    expect((await as('rohan').post(`/api/orders/${draft.id}/approve/`)).status).toBe(200)
    await stage.rule('rohan', { approver_not_requester: false })
  })

  it.each(['reject', 'cancel', 'delete'])(
    'after a %s the next one comes only when the product falls further',
    async how => {
      const { lamp, draft } = await drafted()
      const path = `/api/orders/${draft.id}/`
      const turned = how === 'delete' ? as('meera').delete(path) : as('meera').post(`${path}${how}/`)
      expect((await turned).status).toBeLessThan(300)
      expect(await look(lamp)).toBe(0)
      expect(await look(lamp)).toBe(0)
      await stage.place('rahul', { product: lamp.id, quantity: 1 })
      await until(lamp, how === 'delete' ? 1 : 2)
    },
  )

  it('after a refusal the next one comes, too, when the product had recovered and falls anew', async () => {
    const { lamp, draft } = await drafted()
    await as('meera').post(`/api/orders/${draft.id}/reject/`)
    expect(await look(lamp)).toBe(0)
    await as('meera').post('/api/stock/adjust/', { product: lamp.id, quantity: 5, reason: 'Found' })
    expect(await look(lamp)).toBe(0)
    await as('meera').post('/api/stock/adjust/', { product: lamp.id, quantity: -5, reason: 'Lost' })
    await until(lamp, 2)
  })

  it('changed by a manager it stays the one draft that waits', async () => {
    const { lamp, draft } = await drafted()
    expect((await as('meera').put(`/api/orders/${draft.id}/`, { quantity: 1 })).body).toMatchObject({
      quantity: 1,
      reasoning: draft.reasoning,
    })
    await stage.place('rahul', { product: lamp.id, quantity: 5 })
    expect(await look(lamp)).toBe(0)
    expect(await draftsOf(lamp)).toHaveLength(1)
  })
})

/** A product whose draft waits: ten on hand, three held, twenty asked for. */
async function drafted(): Promise<{ lamp: Body; draft: Body }> {
  const lamp = await stage.product('rohan', { cost: '40.00', reorder_point: 8, reorder_quantity: 20 })
  await stage.place('rahul', { product: lamp.id, quantity: 3 })
  const [draft] = await until(lamp, 1)
  return { lamp, draft }
}

/** Products that are low while no event is left to say so: the relay does not look, so the test does. */
async function quietlyLow(count: number): Promise<Body[]> {
  const lamps = await Promise.all(Array.from({ length: count }, () => stage.product('rohan', { stock: 2 })))
  const waiting = () =>
    stage.rows(
      'rohan',
      () => sql`select id from outbox where tenant_id = ${tenantId} and kind = 'event' and status = 'waiting'`,
    )
  await expect.poll(waiting).toEqual([])
  const ids = lamps.map(lamp => lamp.id)
  await stage.world.deployment.door.write({ tenantId }, async tx => {
    tx.queue(
      sql`update products set reorder_point_milli = 5000 where tenant_id = ${tenantId} and id = any(${ids}::bigint[])`,
    )
    for (const id of ids) queueReorderPoint({ tx, tenantId, actor: null }, id, 5000)
  })
  return lamps
}

/** Looks as the relay does after events that name these products; answers how many drafts were made. */
function look(...products: Body[]): Promise<number> {
  const { door, wakeOutbox } = stage.world.deployment
  const events = [{ products: products.map(product => product.id), object_type: 'order', object_id: null }]
  return restockFallen({ door, wakeOutbox }, tenantId, events)
}

async function draftsOf(product: Body): Promise<Body[]> {
  const { results } = (await as('meera').get('/api/orders/?kind=restock&page_size=200&ordering=id')).body
  return results.filter((order: Body) => order.product === product.id && order.reasoning)
}

/** The relay looks a moment after the commit. */
async function until(product: Body, count: number): Promise<Body[]> {
  await expect.poll(() => draftsOf(product)).toHaveLength(count)
  return draftsOf(product)
}
