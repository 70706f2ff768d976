import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../../../test/orders.ts'
import { sql } from '../../platform/sql.ts'
import { expireHolds } from './expire.ts'

let stage: Stage
let as: Stage['as']
beforeAll(async () => {
  stage = await openStage()
  as = stage.as
  await stage.rule('rohan', { hold_hours: 24 })
})
afterAll(async () => {
  expect(await stage.violations('rohan')).toEqual([])
  await stage.close()
})

describe('a hold with a time limit', () => {
  it('is let go when it has passed: the order is cancelled by nobody, reason expired', async () => {
    const { order, saree } = await sold()
    expect(Date.parse(order.hold_expires_at) - Date.parse(order.created_at)).toBeCloseTo(24 * 3_600_000, -4)
    expect(await expire()).toBe(0)
    await overdue(order)
    expect(await expire()).toBe(1)
    expect((await as('rahul').get(`/api/orders/${order.id}/`)).body).toMatchObject({
      status: 'cancelled',
      reason: 'expired',
      hold_expires_at: null,
    })
    expect(await stage.stockOf('rohan', saree)).toEqual({ on_hand: 10, reserved: 0, incoming: 0 })
    const history = (await as('rahul').get(`/api/orders/${order.id}/history/`)).body.results
    expect(history.at(-1)).toMatchObject({
      action: 'expired',
      to_status: 'cancelled',
      actor: null,
      actor_username: null,
      reason: 'expired',
    })
    const audit = (await as('rohan').get(`/api/audit-logs/?object_type=order&object_id=${order.id}`)).body.results
    expect(audit.map((entry: { action: string }) => entry.action)).toContain('order.expired')
    expect(await expire()).toBe(0)
  })

  it('does not end an order of which something has left', async () => {
    const { order } = await sold()
    await as('priya').post(`/api/orders/${order.id}/fulfill/`, { items: [{ id: order.items[0].id, quantity: 1 }] })
    expect((await as('rahul').get(`/api/orders/${order.id}/`)).body.hold_expires_at).toBeNull()
    await overdue(order)
    expect(await expire()).toBe(0)
  })

  it('expires once, also when two look at once or somebody cancels meanwhile', async () => {
    const orders = [(await sold()).order, (await sold()).order, (await sold()).order]
    for (const order of orders) await overdue(order)
    const [cancelled, ...expired] = await Promise.all([
      as('rahul').post(`/api/orders/${orders[0].id}/cancel/`),
      expire(),
      expire(),
    ])
    expect(expired.reduce((sum, one) => sum + one, 0)).toBe(cancelled?.status === 200 ? 2 : 3)
  })
})

async function sold() {
  const saree = await stage.product('rohan', { stock: 10 })
  return { saree, order: await stage.place('rahul', { product: saree.id, quantity: 2 }) }
}

async function expire(): Promise<number> {
  return expireHolds(stage.world.deployment, await tenantId())
}

async function overdue(order: { id: number }): Promise<void> {
  const tenant = await tenantId()
  await stage.world.deployment.door.write({ tenantId: tenant }, async tx => {
    tx.queue(
      sql`update orders set hold_expires_at = ${new Date(Date.now() - 1000)} where tenant_id = ${tenant} and id = ${order.id}`,
    )
  })
}

async function tenantId(): Promise<number> {
  return (await as('rohan').get('/api/auth/me/')).body.tenant_id
}
