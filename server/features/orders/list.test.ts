import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../../../test/orders.ts'
import type { PermissionCode } from '../../contracts.ts'
import { sql } from '../../platform/sql.ts'

let stage: Stage
let as: Stage['as']
beforeAll(async () => {
  stage = await openStage()
  as = stage.as
})
afterAll(() => stage.close())

describe('the list of orders', () => {
  it('shows staff of a store all, the newest first, and customers their own', async () => {
    const lamp = await stage.product('rohan', { stock: 100 })
    const byPriya = await stage.place('priya', { product: lamp.id, quantity: 1 })
    const byRahul = await stage.place('rahul', { product: lamp.id, quantity: 1 })
    const forRahul = await stage.place('priya', { product: lamp.id, quantity: 1, customer: await stage.idOf('rahul') })
    expect(await listed('priya', '?page_size=3')).toEqual([forRahul.id, byRahul.id, byPriya.id])
    const own = await listed('rahul', '?page_size=200')
    expect(own.slice(0, 2)).toEqual([forRahul.id, byRahul.id])
    expect(own).not.toContain(byPriya.id)
    expect((await as('rahul').get(`/api/orders/${byPriya.id}/`)).status).toBe(404)
  })

  it('shows each order as it is shown alone', async () => {
    const lamp = await stage.product('rohan')
    const order = await stage.place('rahul', {
      items: [
        { product: lamp.id, qty: 1 },
        { product: lamp.id, qty: 0 + 2 },
      ],
    })
    const [first] = (await as('rahul').get('/api/orders/?page_size=1')).body.results
    expect(first).toEqual((await as('rahul').get(`/api/orders/${order.id}/`)).body)
  })

  it('tells an approver what waits for a decision, and which of it is somebody else’s to make', async () => {
    const lamp = await stage.product('astrid', { stock: 100 })
    const byEmil = await stage.place('emil', { product: lamp.id, quantity: 1 })
    const byJonas = await stage.place('jonas', { product: lamp.id, quantity: 1 })
    const both = [byJonas.id, byEmil.id]
    expect((await listed('jonas', '?awaits=me')).slice(0, 2)).toEqual(both)
    expect(await listed('jonas', '?awaits=others')).toEqual([])
    expect(await listed('emil', '?awaits=me')).toEqual([])
    await stage.rule('astrid', { approver_not_requester: true })
    expect(await listed('jonas', '?awaits=me')).toContain(byEmil.id)
    expect(await listed('jonas', '?awaits=me')).not.toContain(byJonas.id)
    expect(await listed('jonas', '?awaits=others')).toContain(byJonas.id)
    await stage.rule('astrid', { approver_not_requester: false })
    await as('jonas').post(`/api/orders/${byEmil.id}/approve/`)
    expect(await listed('jonas', '?awaits=me')).not.toContain(byEmil.id)
    expect((await as('jonas').get('/api/orders/?awaits=you')).body).toHaveProperty('awaits')
  })

  it('finds what is one’s own: made, bought or assigned', async () => {
    const lamp = await stage.product('astrid', { stock: 100 })
    const made = await stage.place('jonas', { product: lamp.id, quantity: 1 })
    const other = await stage.place('emil', { product: lamp.id, quantity: 1 })
    expect(await listed('jonas', '?mine=true')).toContain(made.id)
    expect(await listed('jonas', '?mine=true')).not.toContain(other.id)
    expect(await listed('jonas', '?mine=false')).toContain(other.id)
    await as('astrid').post(`/api/orders/${other.id}/assign/`, { user: await stage.idOf('jonas') })
    expect(await listed('jonas', '?mine=true')).toEqual(expect.arrayContaining([made.id, other.id]))
    expect((await as('jonas').get('/api/orders/?mine=maybe')).body).toHaveProperty('mine')
  })

  it('is filtered, ordered and paged', async () => {
    const lamp = await stage.product('astrid', { stock: 100 })
    const made = []
    for (const quantity of [1, 2, 3]) made.push(await stage.place('freya', { product: lamp.id, quantity }))
    const restock = await stage.place('emil', { kind: 'restock', product: lamp.id, quantity: 4 })
    const [first, second, third] = made.map(order => order.id)
    const { body: assigned } = await as('jonas').post(`/api/orders/${second}/assign/`, {
      user: await stage.idOf('emil'),
    })
    await as('jonas').post(`/api/orders/${first}/approve/`)
    const freya = await stage.idOf('freya')
    expect(await listed('jonas', `?status=approved&customer=${freya}`)).toEqual([first])
    expect(await listed('jonas', `?status__in=approved,pending&customer=${freya}&ordering=number`)).toEqual([
      first,
      second,
      third,
    ])
    expect(await listed('jonas', '?kind=restock&ordering=-created_at&page_size=1')).toEqual([restock.id])
    expect(await listed('jonas', `?assigned_to=${assigned.assigned_to}`)).toEqual([second])
    expect(await listed('jonas', `?created_by=${await stage.idOf('emil')}&page_size=1`)).toEqual([restock.id])
    expect(await listed('jonas', `?number=${made[2].number}`)).toEqual([third])
    expect(await listed('jonas', `?created_at__gte=${restock.created_at}`)).toContain(restock.id)
    const page = (await as('jonas').get(`/api/orders/?customer=${freya}&page_size=2`)).body
    expect([page.count, page.results.length, page.previous]).toEqual([3, 2, null])
    const next = (await as('jonas').get(new URL(page.next).pathname + new URL(page.next).search)).body
    expect(next.results.map((order: { id: number }) => order.id)).toEqual([first])
  })

  it('is searched by number, customer and product', async () => {
    const lamp = await stage.product('rohan', { name: 'Zephyr Lamp', stock: 100 })
    const order = await stage.place('rahul', { product: lamp.id, quantity: 1 })
    const other = await stage.place('priya', { product: lamp.id, quantity: 1 })
    expect(await listed('rohan', '?search=zeph')).toEqual([other.id, order.id])
    expect(await listed('rohan', '?search=rahul+zephyr')).toEqual([order.id])
    expect(await listed('rohan', `?search=${order.number}&customer=${order.customer}`)).toContain(order.id)
    expect(await listed('rohan', '?search=zephyr+nowhere')).toEqual([])
    expect(await listed('rahul', '?search=zephyr')).toEqual([order.id])
  })

  it.each([
    ['uma.devi@dreamkart.com', 'uma'],
    ['Ashish-K', 'ashish'],
    ['रवि', 'ravi'],
  ])('is searched by the customer %s, as that is written', async (username, mailbox) => {
    const lamp = await stage.product('rohan')
    const fields = { username, email: `${mailbox}@example.com`, password: 'pass12345', role: 'customer' }
    const { body: customer } = await as('rohan').post('/api/users/', fields)
    const order = await stage.place('rohan', { product: lamp.id, quantity: 1, customer: customer.id })
    for (const search of [username, username.slice(0, -1), username.toUpperCase()])
      expect(await listed('rohan', `?search=${encodeURIComponent(search)}`), search).toEqual([order.id])
  })

  it.each(['colour=red', 'status=lost', 'ordering=colour', 'page_size=201', 'customer=x'])(
    'refuses ?%s',
    async query => {
      const reply = await as('priya').get(`/api/orders/?${query}`)
      expect([reply.status, Object.keys(reply.body)]).toEqual([400, [query.split('=')[0]]])
    },
  )

  it('tells nobody the costs in a restock who may not see costs', async () => {
    const lamp = await stage.product('rohan', { cost: '60.00' })
    const { id } = await stage.place('priya', { kind: 'restock', product: lamp.id, quantity: 2 })
    const find = async (who: string) => (await as(who).get(`/api/orders/?id=${id}`)).body.results[0]
    expect([(await find('priya')).total_price, (await find('meera')).total_price]).toEqual([null, '120.00'])
    expect((await as('priya').get(`/api/orders/?id=${id}&format=csv`)).text).not.toContain('120.00')
  })
})

describe('the scopes of a role', () => {
  it('`assigned` reaches what one is assigned, and `own` what one made or is the customer of', async () => {
    const lamp = await stage.product('astrid', { stock: 100 })
    const mine = await stage.place('emil', { product: lamp.id, quantity: 1 })
    const other = await stage.place('freya', { product: lamp.id, quantity: 1 })
    await grant('emil', 'VIEW_ORDERS', 'assigned')
    expect(await listed('emil', `?id__in=${mine.id},${other.id}`)).toEqual([])
    await as('jonas').post(`/api/orders/${other.id}/assign/`, { user: await stage.idOf('emil') })
    expect(await listed('emil', `?id__in=${mine.id},${other.id}`)).toEqual([other.id])
    expect((await as('emil').get(`/api/orders/${mine.id}/`)).status).toBe(404)
    await grant('emil', 'FULFILL_ORDER', 'own')
    await as('jonas').post(`/api/orders/${other.id}/approve/`)
    expect((await as('emil').get(`/api/orders/${other.id}/`)).body.abilities.fulfill).toBe(false)
    expect((await as('emil').post(`/api/orders/${other.id}/fulfill/`)).status).toBe(403)
    await grant('emil', 'FULFILL_ORDER', 'assigned')
    expect((await as('emil').post(`/api/orders/${other.id}/fulfill/`)).status).toBe(200)
  })
})

async function listed(who: string, query: string): Promise<number[]> {
  const reply = await as(who).get(`/api/orders/${query}`)
  if (reply.status !== 200) throw new Error(reply.text)
  return reply.body.results.map((order: { id: number }) => order.id)
}

/** Gives the staff of this person's company a permission, in one scope. */
async function grant(username: string, code: PermissionCode, scope: string): Promise<void> {
  const tenantId = (await as(username).get('/api/auth/me/')).body.tenant_id
  await stage.world.deployment.door.write({ tenantId }, async tx => {
    const staff = sql`select id from roles where tenant_id = ${tenantId} and name = 'staff'`
    tx.queue(
      sql`delete from role_permissions where tenant_id = ${tenantId} and code = ${code} and role_id = (${staff})`,
    )
    tx.queue(
      sql`insert into role_permissions (tenant_id, role_id, code, scope) select ${tenantId}, id, ${code}, ${scope} from (${staff}) r`,
    )
    tx.queue(sql`update settings set version = version + 1 where tenant_id = ${tenantId}`)
  })
}
