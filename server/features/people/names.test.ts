import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../../../test/server.ts'

let world: World
const ids: Record<string, number> = {}
beforeAll(async () => {
  world = await startWorld()
  for (const who of ['rohan', 'meera', 'priya', 'rahul', 'astrid'])
    ids[who] = (await world.as(who).get('/api/auth/me/')).body.id
})
afterAll(() => world.close())

/** The user names that somebody is told. */
async function told(who: string, asked: readonly (string | number)[], password?: string): Promise<string[]> {
  const list = asked.map(one => ids[one] ?? one).join(',')
  const { status, body, text } = await world.as(who, password).get(`/api/users/names/?ids=${list}`)
  expect(status, text).toBe(200)
  return body.results.map((person: { username: string }) => person.username)
}

async function newPerson(username: string, fields: object) {
  const body = { username, email: `${username}@dreamkart.com`, password: `${username}12345`, ...fields }
  const reply = await world.as('rohan').post('/api/users/', body)
  expect(reply.status, reply.text).toBe(201)
  ids[username] = reply.body.id
}

test('a manager learns who is behind the ids of an order, each once', async () => {
  const { body } = await world.as('meera').get(`/api/users/names/?ids=${ids.rahul},${ids.rohan},${ids.rohan}`)
  expect(body.results.map((person: { id: number }) => person.id)).toEqual([ids.rahul, ids.rohan])
  expect(Object.keys(body.results[0])).toEqual(['id', 'name', 'username', 'avatar_color'])
})

test('who left keeps a name', async () => {
  await newPerson('gone', { role: 'staff', name: 'Gone Girl' })
  await world.as('rohan').delete(`/api/users/${ids.gone}/`)
  expect(await told('priya', ['gone'])).toEqual(['gone'])
})

test('people of another company, and ids that nobody has, are simply absent', async () => {
  expect(await told('rohan', ['astrid', 'meera', 999_999_999])).toEqual(['meera'])
  expect(await told('astrid', ['meera'])).toEqual([])
})

test('a customer knows oneself and who takes part in one’s own orders, and nobody else', async () => {
  await newPerson('nila', { role: 'customer' })
  const everybody = ['rohan', 'meera', 'priya', 'rahul', 'nila']
  expect(await told('nila', everybody)).toEqual(['nila'])
  const product = await world.as('rohan').post('/api/products/', { name: 'Lamp', price: '10.00', stock: 5 })
  const item = { product: product.body.id, quantity: 1 }
  const order = await world.as('priya').post('/api/orders/', { ...item, customer: ids.nila })
  expect(order.status, order.text).toBe(201)
  expect((await told('nila', everybody)).toSorted()).toEqual(['nila', 'priya'])
  await world.as('priya').post(`/api/orders/${order.body.id}/assign/`, { user: ids.meera })
  expect((await told('nila', everybody)).toSorted()).toEqual(['meera', 'nila', 'priya'])
})

test('a role that sees no orders knows only oneself, until it may see the stock, the log, or the people', async () => {
  const role = await world.as('rohan').post('/api/roles/', { name: 'visitor', permissions: ['VIEW_PRODUCTS'] })
  await newPerson('vera', { role: 'visitor' })
  const may = (permissions: unknown[]) =>
    world.as('rohan').post(`/api/roles/${role.body.id}/assign_permissions/`, { permissions })
  expect(await told('vera', ['vera', 'meera'])).toEqual(['vera'])
  for (const code of ['VIEW_USERS', 'VIEW_STOCK', 'VIEW_AUDIT_LOGS', { code: 'VIEW_ORDERS', scope: 'assigned' }]) {
    await may([code])
    expect(await told('vera', ['meera']), JSON.stringify(code)).toEqual(['meera'])
  }
  await may([{ code: 'VIEW_ORDERS', scope: 'own' }])
  expect(await told('vera', ['meera'])).toEqual([])
})

test('staff find whom an order may be for or be given to, by a part of the name', async () => {
  const found = async (who: string, query: string) => {
    const { status, body, text } = await world.as(who).get(`/api/users/names/?${query}`)
    expect(status, text).toBe(200)
    return body.results.map((person: { username: string }) => person.username)
  }
  expect(await found('priya', 'search=RAHUL')).toEqual(['rahul'])
  expect(await found('priya', 'search=verma')).toEqual(['rahul'])
  expect(await found('priya', 'search=verma&works_here=true')).toEqual([])
  expect(await found('priya', 'search=&works_here=true')).toEqual(expect.arrayContaining(['meera', 'priya', 'rohan']))
  expect(await found('priya', 'search=&works_here=false')).not.toContain('meera')
  expect(await found('priya', 'search=%25')).toEqual([])
  expect(await found('priya', 'search=astrid')).toEqual([])
  expect(await found('priya', 'search=gone')).toEqual([])
  expect(await found('nila', 'search=meera')).toEqual(['meera'])
  expect(await found('nila', 'search=rohan')).toEqual([])
})

test('a platform admin names people of the company that the query names', async () => {
  const { id } = (await world.as('rohan').get('/api/auth/me/')).body.tenant
  const named = await world.as('Ria').get(`/api/users/names/?ids=${ids.meera}&company=${id}`)
  expect(named.body.results.map((person: { username: string }) => person.username)).toEqual(['meera'])
  expect((await world.as('meera').get(`/api/users/names/?ids=1&company=1`)).body).toHaveProperty('company')
})

test('what is no list of ids is refused on its field', async () => {
  const refusal = async (query: string) => {
    const { status, body } = await world.as('meera').get(`/api/users/names/${query}`)
    return [status, Object.keys(body)]
  }
  const many = Array.from({ length: 101 }, (_, i) => i + 1).join(',')
  for (const query of [
    '',
    '?ids=',
    '?ids=a',
    '?ids=1,,2',
    '?ids=-1',
    '?ids=0',
    `?ids=${many}`,
    '?ids=1&ids=2',
    '?ids=%ff',
  ])
    expect([query, ...(await refusal(query))]).toEqual([query, 400, ['ids']])
  expect(await refusal('?ids=1&colour=red')).toEqual([400, ['colour']])
  expect((await world.anonymous.get('/api/users/names/?ids=1')).status).toBe(401)
})
