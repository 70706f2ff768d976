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

describe('approving', () => {
  it('a manager approves a request and its stock stays held', async () => {
    const { order, lamp } = await waiting()
    const reply = await act('jonas', order, 'approve')
    expect(reply.body).toMatchObject({
      id: order.id,
      status: 'approved',
      version: 2,
      abilities: { approve: false, reject: false, cancel: true, fulfill: true },
    })
    expect(reply.status).toBe(200)
    expect(await stage.stockOf('astrid', lamp)).toEqual({ on_hand: 10, reserved: 3, incoming: 0 })
    expect((await as('freya').get(`/api/orders/${order.id}/`)).body).toMatchObject({
      status: 'approved',
      abilities: { cancel: false, update: false },
    })
  })

  it('is history and one audit entry', async () => {
    const { order } = await waiting()
    await act('jonas', order, 'approve')
    const history = (await as('freya').get(`/api/orders/${order.id}/history/`)).body
    expect(history).toMatchObject({
      count: 2,
      results: [
        { action: 'placed' },
        { action: 'approved', from_status: 'pending', to_status: 'approved', actor_username: 'jonas' },
      ],
    })
    const audit = (
      await as('astrid').get(`/api/audit-logs/?object_type=order&object_id=${order.id}&action=order.approved`)
    ).body
    expect(audit.results).toMatchObject([
      { actor_username: 'jonas', before: { status: 'pending' }, after: { status: 'approved' } },
    ])
  })

  it('is expected of a restock from then on, at its location', async () => {
    const lamp = await stage.product('astrid', { stock: 0 })
    const order = await stage.place('emil', { kind: 'restock', product: lamp.id, quantity: 20 })
    expect((await act('jonas', order, 'approve')).body.status).toBe('approved')
    expect(await stage.stockOf('astrid', lamp)).toEqual({ on_hand: 0, reserved: 0, incoming: 20 })
  })

  it('is for those who hold the permission; others see the order and may not, or do not see it', async () => {
    const { order } = await waiting()
    for (const who of ['freya', 'emil'])
      expect(await act(who, order, 'approve')).toMatchObject({ status: 403, body: { code: 'permission_denied' } })
    for (const who of ['meera', 'rohan'])
      expect(await act(who, order, 'approve')).toMatchObject({ status: 404, body: { detail: 'Not found.' } })
    expect((await act('jonas', { id: 987654321 }, 'approve')).status).toBe(404)
  })

  it('happens once: the second approver hears what is legal now', async () => {
    const { order } = await waiting()
    await act('jonas', order, 'approve')
    expect(await act('astrid', order, 'approve')).toMatchObject({
      status: 409,
      body: { code: 'illegal_transition', state: 'approved', allowed: ['fulfill', 'cancel'] },
    })
  })

  it('of one’s own request is refused where the company says so', async () => {
    await stage.rule('astrid', { approver_not_requester: true })
    const lamp = await stage.product('astrid')
    const own = await stage.place('jonas', { kind: 'restock', product: lamp.id, quantity: 5 })
    expect(own.abilities).toMatchObject({ approve: false, reject: true, cancel: true })
    expect(await act('jonas', own, 'approve')).toMatchObject({ status: 403, body: { code: 'self_approval' } })
    expect((await act('astrid', own, 'approve')).status).toBe(200)
    await stage.rule('astrid', { approver_not_requester: false })
  })

  it('demands the version that the approver saw', async () => {
    const { order } = await waiting()
    expect(await act('jonas', order, 'approve', {}, { 'if-match': '"7"' })).toMatchObject({
      status: 412,
      body: { code: 'version_mismatch' },
    })
    expect((await act('jonas', order, 'approve', { version: 7 })).status).toBe(412)
    expect((await act('jonas', order, 'approve', { version: 1 }, { 'if-match': '"1"' })).status).toBe(200)
  })

  it('takes an empty body, and refuses unknown fields', async () => {
    const { order } = await waiting()
    expect(await act('jonas', order, 'approve', { status: 'fulfilled' })).toMatchObject({
      status: 400,
      body: { status: ['Unknown field.'] },
    })
    const { body: session } = await stage.world.anonymous.post('/api/auth/login/', {
      username: 'jonas',
      password: 'jonas12345',
    })
    const headers = { authorization: `Bearer ${session.access}` }
    const bare = await stage.world.app.inject({ method: 'POST', url: `/api/orders/${order.id}/approve`, headers })
    expect([bare.statusCode, bare.json().status]).toEqual([200, 'approved'])
  })
})

describe('rejecting and cancelling', () => {
  it('a rejected request lets go of its stock and tells why', async () => {
    const { order, lamp } = await waiting()
    const reply = await act('jonas', order, 'reject', { reason: 'Not this month.' })
    expect([reply.status, reply.body]).toMatchObject([
      200,
      { status: 'rejected', reason: 'Not this month.', abilities: { cancel: false, update: false, assign: false } },
    ])
    expect(await stage.stockOf('astrid', lamp)).toEqual({ on_hand: 10, reserved: 0, incoming: 0 })
    expect(await act('jonas', order, 'cancel')).toMatchObject({ status: 409, body: { state: 'rejected', allowed: [] } })
  })

  it('its author takes back a request that waits', async () => {
    const { order, lamp } = await waiting()
    expect((await act('freya', order, 'cancel', { reason: 'Changed my mind' })).body).toMatchObject({
      status: 'cancelled',
      reason: 'Changed my mind',
    })
    expect(await stage.stockOf('astrid', lamp)).toEqual({ on_hand: 10, reserved: 0, incoming: 0 })
    expect(await act('freya', order, 'cancel')).toMatchObject({
      status: 409,
      body: { code: 'illegal_transition', state: 'cancelled', allowed: [] },
    })
  })

  it('once a person approved it, only approvers cancel it', async () => {
    const { order, lamp } = await waiting()
    await act('jonas', order, 'approve')
    expect((await act('freya', order, 'cancel')).status).toBe(403)
    expect((await act('jonas', order, 'cancel')).body.status).toBe('cancelled')
    expect(await stage.stockOf('astrid', lamp)).toEqual({ on_hand: 10, reserved: 0, incoming: 0 })
  })

  it('its customer cancels what approved itself, until fulfilment starts', async () => {
    const saree = await stage.product('rohan')
    const order = await stage.place('rahul', { product: saree.id, quantity: 2 })
    expect((await act('rahul', order, 'cancel')).body.status).toBe('cancelled')
    const begun = await stage.place('rahul', { product: saree.id, quantity: 2 })
    await act('priya', begun, 'fulfill', { items: [{ id: begun.items[0].id, quantity: 1 }] })
    expect(await act('rahul', begun, 'cancel')).toMatchObject({
      status: 409,
      body: { state: 'approved', allowed: ['fulfill'] },
    })
  })

  it('a cancelled restock is no longer expected', async () => {
    const lamp = await stage.product('astrid', { stock: 0 })
    const order = await stage.place('emil', { kind: 'restock', product: lamp.id, quantity: 20 })
    await act('jonas', order, 'approve')
    await act('jonas', order, 'cancel')
    expect(await stage.stockOf('astrid', lamp)).toEqual({ on_hand: 0, reserved: 0, incoming: 0 })
  })

  it('somebody else’s order is not theirs to cancel', async () => {
    const { order } = await waiting()
    expect((await act('emil', order, 'cancel')).status).toBe(404)
    const saree = await stage.product('rohan')
    const sold = await stage.place('rahul', { product: saree.id, quantity: 2 })
    expect((await act('priya', sold, 'cancel')).status).toBe(403)
  })
})

describe('assigning', () => {
  it('gives the order to a colleague, once', async () => {
    const { order } = await waiting()
    const emil = await stage.idOf('emil')
    const assigned = await act('jonas', order, 'assign', { user: String(emil) })
    expect([assigned.status, assigned.body]).toMatchObject([200, { assigned_to: emil, version: 2 }])
    expect((await act('jonas', order, 'assign', { user: emil })).body.version).toBe(2)
    expect((await act('jonas', order, 'assign', { user: null })).body).toMatchObject({ assigned_to: null, version: 3 })
    const history = (await as('jonas').get(`/api/orders/${order.id}/history/`)).body.results
    expect(history.map((entry: { action: string }) => entry.action)).toEqual(['placed', 'assigned', 'assigned'])
  })

  it('refuses who does not exist or works elsewhere, and an order that is done', async () => {
    const { order } = await waiting()
    for (const user of [987654321, await stage.idOf('meera')])
      expect(await act('jonas', order, 'assign', { user })).toMatchObject({
        status: 400,
        body: { user: ['There is no such user.'] },
      })
    expect((await act('freya', order, 'assign', { user: await stage.idOf('emil') })).status).toBe(403)
    await act('jonas', order, 'reject')
    expect(await act('jonas', order, 'assign', { user: await stage.idOf('emil') })).toMatchObject({
      status: 409,
      body: { state: 'rejected', allowed: [] },
    })
  })
})

describe('a note', () => {
  it('joins the history, from who is concerned, also when the order is done', async () => {
    const { order } = await waiting()
    await act('jonas', order, 'approve', { note: 'Only until Friday.' })
    const added = await act('freya', order, 'notes', { note: 'Thank you!' })
    expect([added.status, added.body]).toMatchObject([
      201,
      { action: 'noted', note: 'Thank you!', actor_username: 'freya', to_status: 'approved' },
    ])
    const { results } = (await as('freya').get(`/api/orders/${order.id}/history/`)).body
    expect(results.map((entry: { note: string }) => entry.note)).toEqual([null, 'Only until Friday.', 'Thank you!'])
    expect(results[2]).toEqual(added.body)
    expect((await as('freya').get(`/api/orders/${order.id}/`)).body.version).toBe(2)
  })

  it('is not for those who do not see the order, and says something', async () => {
    const { order } = await waiting()
    for (const who of ['emil', 'meera']) expect((await act(who, order, 'notes', { note: 'Hello' })).status).toBe(404)
    expect(await act('freya', order, 'notes', { note: '  ' })).toMatchObject({
      status: 400,
      body: { note: ['This field may not be blank.'] },
    })
  })
})

/** Freya's order of three lamps at Nordlicht, where everything waits for approval. */
async function waiting() {
  const lamp = await stage.product('astrid', { stock: 10 })
  return { lamp, order: await stage.place('freya', { product: lamp.id, quantity: 3 }) }
}

function act(
  who: string,
  order: { id: number },
  action: string,
  body: object = {},
  headers: Record<string, string> = {},
) {
  return as(who).post(`/api/orders/${order.id}/${action}/`, body, headers)
}
