/**
 * What a call changes, it changes in the one transaction of its audit entry. For every route that writes: every row of every
 * company that is new or different afterwards carries the transaction id of that company's new audit entry.
 */
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { routes } from '../server/app.ts'
import { methodsOf } from '../server/platform/openapi.ts'
import { type Client, quietRelay, type Reply, startWorld, type World } from './server.ts'

let world: World
let owner: pg.Client
beforeAll(async () => {
  world = await startWorld({}, quietRelay)
  owner = new pg.Client({ connectionString: world.database.ownerUrl })
  await owner.connect()
  // Signing in is a deed too, and none of those that follow.
  for (const client of [rohan, meera, priya, rahul, ria]) await client().get('/api/auth/me/')
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

/** Changes that are no deed of a person, and why they have no audit entry. */
const unrecorded: Record<string, string> = {
  'POST /api/auth/refresh/': 'moves a session on; only a reuse is a deed',
  'POST /api/auth/ws-ticket/': 'a secret for thirty seconds, of a session whose sign-in is recorded',
  'POST /api/notifications/read/': 'what somebody has read is nobody else’s business',
  'POST /api/notifications/:id/read/': 'what somebody has read is nobody else’s business',
}

/** The key of an admin's call into another company stands with the platform, whose transaction ends after the company's. */
const isKeyOfOperator = ({ tenant_id, name }: Changed) => tenant_id === '1' && name === 'idempotency_keys'

/** Prepares what it needs, then names the call; sent after a snapshot of all transaction ids. */
type Deed = () => Promise<{ client: Client; path: string; body?: unknown; headers?: Record<string, string> }>

const [rohan, meera, priya, rahul, ria] = ['rohan', 'meera', 'priya', 'rahul', 'Ria'].map(
  name => (): Client => world.as(name),
) as [() => Client, () => Client, () => Client, () => Client, () => Client]
const anonymous = () => world.anonymous

const deeds: Record<string, Deed> = {
  'POST /api/auth/register/': async () => ({
    client: anonymous(),
    path: '/api/auth/register/',
    body: { username: 'asha', email: 'asha@example.com', password: 'plum orbit 49', store_name: 'Asha’s Sarees' },
  }),
  'POST /api/auth/login/': async () => ({
    client: anonymous(),
    path: '/api/auth/login/',
    body: { username: 'rohan', password: 'rohan12345' },
  }),
  'POST /api/auth/logout/': async () => ({ client: await somebody(), path: '/api/auth/logout/' }),
  'POST /api/auth/logout-all/': async () => ({ client: await somebody(), path: '/api/auth/logout-all/' }),
  'POST /api/auth/password/change/': async () => ({
    client: await somebody(),
    path: '/api/auth/password/change/',
    body: { current_password: 'plum orbit 49', new_password: 'pear orbit 50' },
  }),
  'POST /api/auth/password/reset/': async () => ({
    client: anonymous(),
    path: '/api/auth/password/reset/',
    body: { email: 'rahul@dreamkart.com' },
  }),
  'POST /api/auth/password/reset/confirm/': async () => {
    await anonymous().post('/api/auth/password/reset/', { email: (await user()).email })
    const { rows } = await owner.query(
      `select payload->>'text' as text from shared.outbox where kind = 'mail' order by id desc limit 1`,
    )
    const token = decodeURIComponent(/token=([^\s&]+)/.exec(rows[0].text)?.[1] as string)
    return {
      client: anonymous(),
      path: '/api/auth/password/reset/confirm/',
      body: { token, new_password: 'pear orbit 50' },
    }
  },
  'DELETE /api/auth/sessions/:id/': async () => {
    const client = await somebody()
    const { body } = await client.get('/api/auth/sessions/')
    return { client, path: `/api/auth/sessions/${body.results[0].id}/` }
  },

  'POST /api/contact/': async () => ({
    client: anonymous(),
    path: '/api/contact/',
    body: { name: 'Asha', email: 'asha@example.com', subject: 'Hours', message: 'When may I come?' },
  }),
  'POST /api/outbox/:id/retry/': async () => {
    await anonymous().post('/api/auth/password/reset/', { email: 'meera@dreamkart.com' })
    const { rows } = await owner.query(`update shared.outbox set status = 'kept'
      where id = (select max(id) from shared.outbox where kind = 'mail') returning id, tenant_id`)
    return { client: ria(), path: `/api/outbox/${rows[0].id}/retry/?company=${rows[0].tenant_id}` }
  },

  'POST /api/companies/': async () => ({
    client: ria(),
    path: '/api/companies/',
    body: { name: named('company'), owner: { username: 'olga', email: 'olga@example.com' } },
  }),
  'PUT /api/companies/:id/': async () => ({
    client: ria(),
    path: await companyPath(),
    body: { name: named('company') },
  }),
  'PATCH /api/companies/:id/': async () => ({ client: rohan(), path: await ownPath(), body: { preset: 'stockroom' } }),
  'DELETE /api/companies/:id/': async () => ({ client: ria(), path: await companyPath() }),
  'POST /api/companies/:id/suspend/': async () => ({ client: ria(), path: `${await companyPath()}suspend/` }),
  'POST /api/companies/:id/resume/': async () => {
    const path = await companyPath()
    await made(ria().post(`${path}suspend/`))
    return { client: ria(), path: `${path}resume/` }
  },

  'POST /api/users/': async () => ({ client: rohan(), path: '/api/users/', body: newUser() }),
  'PUT /api/users/:id/': async () => ({ client: rohan(), path: await userPath(), body: { name: 'Asha Rao' } }),
  'PATCH /api/users/:id/': async () => ({ client: rohan(), path: await userPath(), body: { role: 'manager' } }),
  'DELETE /api/users/:id/': async () => ({ client: rohan(), path: await userPath() }),
  'POST /api/users/:id/assign_role/': async () => ({
    client: rohan(),
    path: `${await userPath()}assign_role/`,
    body: { role: 'manager' },
  }),
  'POST /api/users/:id/remove_role/': async () => {
    const path = await userPath()
    await made(rohan().post(`${path}assign_role/`, { role: 'manager' }))
    return { client: rohan(), path: `${path}remove_role/`, body: { role: 'manager' } }
  },
  'POST /api/users/:id/unlock/': async () => {
    const { path, username } = await user()
    for (let i = 0; i < 6; i++) await anonymous().post('/api/auth/login/', { username, password: 'wrong' })
    return { client: rohan(), path: `${path}unlock/` }
  },
  'POST /api/users/:id/approve/': async () => {
    const username = `staff${++names}`
    const asked = {
      username,
      email: `${username}@example.com`,
      password: 'plum orbit 49',
      role: 'staff',
      store_name: 'DreamKart',
    }
    await made(anonymous().post('/api/auth/register/', asked))
    const { body } = await rohan().get(`/api/users/?search=${username}`)
    return { client: rohan(), path: `/api/users/${body.results[0].id}/approve/` }
  },
  'POST /api/users/:id/reset_password/': async () => ({ client: rohan(), path: `${await userPath()}reset_password/` }),
  'POST /api/roles/': async () => ({ client: rohan(), path: '/api/roles/', body: newRole() }),
  'PUT /api/roles/:id/': async () => ({ client: rohan(), path: await rolePath(), body: { name: named('role') } }),
  'PATCH /api/roles/:id/': async () => ({
    client: rohan(),
    path: await rolePath(),
    body: { permissions: ['VIEW_USERS'] },
  }),
  'DELETE /api/roles/:id/': async () => ({ client: rohan(), path: await rolePath() }),
  'POST /api/roles/:id/assign_permissions/': async () => ({
    client: rohan(),
    path: `${await rolePath()}assign_permissions/`,
    body: { permissions: ['VIEW_USERS'] },
  }),
  'PUT /api/profile/': async () => ({ client: meera(), path: '/api/profile/', body: { name: named('Meera') } }),
  'PATCH /api/profile/': async () => ({ client: meera(), path: '/api/profile/', body: { name: named('Meera') } }),

  'POST /api/locations/': async () => ({ client: rohan(), path: '/api/locations/', body: { name: named('shelf') } }),
  'PUT /api/locations/:id/': async () => ({
    client: rohan(),
    path: await locationPath(),
    body: { name: named('shelf') },
  }),
  'PATCH /api/locations/:id/': async () => ({
    client: rohan(),
    path: await locationPath(),
    body: { is_default: true },
  }),
  'DELETE /api/locations/:id/': async () => ({ client: rohan(), path: await locationPath() }),
  'POST /api/stock/adjust/': async () => ({
    client: rohan(),
    path: '/api/stock/adjust/',
    body: { product: await productId(), quantity: 5, reason: 'Found some' },
  }),
  'POST /api/stock/transfer/': async () => {
    const to = (await made(rohan().post('/api/locations/', { name: named('shelf') }))).id
    return { client: rohan(), path: '/api/stock/transfer/', body: { product: await productId(), to, quantity: 2 } }
  },
  'POST /api/stock/transfers/:id/receive/': async () => {
    const to = (await made(rohan().post('/api/locations/', { name: named('shelf') }))).id
    const journey = { product: await productId(), to, quantity: 2, receive: false }
    const { transfer } = await made(rohan().post('/api/stock/transfer/', journey))
    return { client: rohan(), path: `/api/stock/transfers/${transfer}/receive/` }
  },
  'POST /api/stock/moves/:id/reverse/': async () => {
    const { move } = await made(
      rohan().post('/api/stock/adjust/', { product: await productId(), quantity: 5, reason: 'Found some' }),
    )
    return { client: rohan(), path: `/api/stock/moves/${move}/reverse/`, body: { reason: 'Mistaken' } }
  },
  'POST /api/stock/counts/': async () => ({
    client: rohan(),
    path: '/api/stock/counts/',
    body: { products: [await productId()] },
  }),
  'POST /api/stock/counts/:id/enter/': async () => {
    const product = await productId()
    const { id } = await made(rohan().post('/api/stock/counts/', { products: [product] }))
    return { client: rohan(), path: `/api/stock/counts/${id}/enter/`, body: { lines: [{ product, counted: 9 }] } }
  },
  'POST /api/stock/counts/:id/approve/': async () => {
    const product = await productId()
    const { id } = await made(rohan().post('/api/stock/counts/', { products: [product] }))
    await made(rohan().post(`/api/stock/counts/${id}/enter/`, { lines: [{ product, counted: 9 }] }))
    return { client: rohan(), path: `/api/stock/counts/${id}/approve/` }
  },
  'POST /api/stock/counts/:id/cancel/': async () => {
    const { id } = await made(rohan().post('/api/stock/counts/', { products: [await productId()] }))
    return { client: rohan(), path: `/api/stock/counts/${id}/cancel/` }
  },

  'POST /api/products/': async () => ({ client: rohan(), path: '/api/products/', body: newProduct() }),
  'PUT /api/products/:id/': async () => ({
    client: rohan(),
    path: await productPath(),
    body: { ...newProduct(), stock: 7 },
  }),
  'PATCH /api/products/:id/': async () => ({ client: rohan(), path: await productPath(), body: { price: '5.00' } }),
  'DELETE /api/products/:id/': async () => ({ client: rohan(), path: await productPath() }),
  'POST /api/products/:id/image/': async () => ({ client: rohan(), path: `${await productPath()}image/`, ...picture }),
  'PUT /api/products/:id/image/': async () => ({ client: rohan(), path: `${await productPath()}image/`, ...picture }),
  'DELETE /api/products/:id/image/': async () => {
    const path = `${await productPath()}image/`
    await made(rohan().post(path, picture.body, picture.headers))
    return { client: rohan(), path }
  },
  'POST /api/categories/': async () => ({ client: rohan(), path: '/api/categories/', body: { name: named('kind') } }),
  'PUT /api/categories/:id/': async () => ({
    client: rohan(),
    path: await categoryPath(),
    body: { name: named('kind') },
  }),
  'PATCH /api/categories/:id/': async () => ({
    client: rohan(),
    path: await categoryPath(),
    body: { name: named('kind') },
  }),
  'DELETE /api/categories/:id/': async () => ({ client: rohan(), path: await categoryPath() }),

  'POST /api/orders/': async () => ({ client: rahul(), path: '/api/orders/', body: await goods() }),
  'PUT /api/orders/:id/': async () => ({ client: rohan(), path: await restockPath(), body: { note: 'Soon, please' } }),
  'PATCH /api/orders/:id/': async () => ({ client: rohan(), path: await restockPath(), body: await goods() }),
  'DELETE /api/orders/:id/': async () => ({ client: rohan(), path: await restockPath() }),
  'POST /api/orders/:id/approve/': async () => ({ client: rohan(), path: `${await restockPath()}approve/` }),
  'POST /api/orders/:id/reject/': async () => ({
    client: rohan(),
    path: `${await restockPath()}reject/`,
    body: { reason: 'Too dear' },
  }),
  'POST /api/orders/:id/cancel/': async () => ({ client: rahul(), path: `${await salePath()}cancel/` }),
  'POST /api/orders/:id/fulfill/': async () => ({ client: rohan(), path: `${await salePath()}fulfill/` }),
  'POST /api/orders/:id/confirm/': async () => ({ client: rohan(), path: `${await salePath()}confirm/` }),
  'POST /api/orders/:id/assign/': async () => ({
    client: rohan(),
    path: `${await salePath()}assign/`,
    body: { user: (await priya().get('/api/auth/me/')).body.id },
  }),
  'POST /api/orders/:id/notes/': async () => ({
    client: rohan(),
    path: `${await salePath()}notes/`,
    body: { note: 'Called back' },
  }),
}

const calls = routes.flatMap(route =>
  methodsOf(route)
    .filter(method => method !== 'GET')
    .map(method => `${method} ${route.path}`),
)
const recorded = calls.filter(call => !(call in unrecorded))

test('every route that writes has its deed here, or is named as unrecorded', () => {
  expect(recorded.filter(call => !(call in deeds))).toEqual([])
  expect(Object.keys(deeds).filter(call => !calls.includes(call))).toEqual([])
})

describe('one transaction holds all that changed and the audit entry', () => {
  test.each(recorded.filter(call => call in deeds))('%s', async call => {
    const deed = await (deeds[call] as Deed)()
    const boundary = await nextTransaction()
    const reply = await send(call, deed)
    expect(reply.status, reply.text).toBeLessThan(300)
    const changed = await changedSince(boundary)
    expect(changed.length, 'nothing was changed').toBeGreaterThan(0)
    for (const rows of byCompany(changed)) {
      if (rows.every(isKeyOfOperator)) continue
      const audited = new Set(rows.filter(({ name }) => name === 'audit_log').map(({ xmin }) => xmin))
      const others = rows.filter(({ xmin }) => !audited.has(xmin)).map(({ schema, name }) => `${schema}.${name}`)
      expect([call, others]).toEqual([call, []])
      expect(audited.size, `one transaction in ${JSON.stringify(rows)}`).toBe(1)
    }
  })
})

test('what is unrecorded has no entry, and a lone row would be seen', async () => {
  const boundary = await nextTransaction()
  await made(meera().post('/api/auth/ws-ticket/'))
  expect((await changedSince(boundary)).map(({ name }) => name)).toEqual(['ws_tickets'])
})

type Changed = { schema: string; name: string; tenant_id: string; xmin: string }

/** The first transaction id that nobody has yet. */
async function nextTransaction(): Promise<string> {
  return (await owner.query('select pg_snapshot_xmax(pg_current_snapshot())::text as id')).rows[0].id
}

/** Every row of every company that was written by this transaction or a later one. */
async function changedSince(boundary: string): Promise<Changed[]> {
  const { rows: tables } = await owner.query<{ schema: string; name: string }>(`
    select table_schema as schema, table_name as name from information_schema.columns
    where column_name = 'tenant_id' and (table_schema = 'shared' or table_schema ~ '^t_[0-9]+$') order by 1, 2`)
  const parts = tables.map(
    ({ schema, name }) => `select '${schema}' as schema, '${name}' as name, tenant_id, xmin::text from ${schema}.${name}
      where xmin::text::bigint >= $1`,
  )
  return (await owner.query<Changed>(parts.join(' union all '), [boundary])).rows
}

function byCompany(rows: Changed[]): Changed[][] {
  return Object.values(Object.groupBy(rows, ({ tenant_id }) => tenant_id)) as Changed[][]
}

function send(call: string, { client, path, body, headers = {} }: Awaited<ReturnType<Deed>>): Promise<Reply> {
  const method = (call.split(' ')[0] as string).toLowerCase() as 'post'
  return client[method](path, body, { 'idempotency-key': crypto.randomUUID(), ...headers })
}

// biome-ignore lint/suspicious/noExplicitAny: as replies are
async function made(reply: Promise<Reply>): Promise<any> {
  const { status, body, text } = await reply
  if (status >= 300) throw new Error(`a preparation was refused: ${status} ${text}`)
  return body
}

let names = 0
const named = (what: string) => `${what} ${++names}`

/** One pixel. */
const picture = {
  headers: { 'content-type': 'image/png' },
  body: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
}

const newUser = () => {
  const username = `user${++names}`
  return { username, email: `${username}@example.com`, password: 'plum orbit 49', role: 'staff' }
}
const newRole = () => ({ name: named('role'), permissions: ['VIEW_PRODUCTS'] })
const newProduct = () => ({ name: named('Kite'), price: '3.00', stock: 50 })

async function user() {
  const given = newUser()
  return { ...given, path: `/api/users/${(await made(rohan().post('/api/users/', given))).id}/` }
}

async function userPath(): Promise<string> {
  return (await user()).path
}

/** A customer of DreamKart, who came by themselves. */
async function somebody(): Promise<Client> {
  const username = `guest${++names}`
  const asked = {
    username,
    email: `${username}@example.com`,
    password: 'plum orbit 49',
    role: 'customer',
    store_name: 'DreamKart',
  }
  return world.withToken((await made(anonymous().post('/api/auth/register/', asked))).access)
}

async function companyPath(): Promise<string> {
  return `/api/companies/${(await made(ria().post('/api/companies/', { name: named('company') }))).id}/`
}

async function ownPath(): Promise<string> {
  return `/api/companies/${(await rohan().get('/api/auth/me/')).body.tenant_id}/`
}

async function rolePath(): Promise<string> {
  return `/api/roles/${(await made(rohan().post('/api/roles/', newRole()))).id}/`
}

async function locationPath(): Promise<string> {
  return `/api/locations/${(await made(rohan().post('/api/locations/', { name: named('shelf') }))).id}/`
}

async function productId(): Promise<number> {
  return (await made(rohan().post('/api/products/', newProduct()))).id
}

async function productPath(): Promise<string> {
  return `/api/products/${await productId()}/`
}

async function categoryPath(): Promise<string> {
  return `/api/categories/${(await made(rohan().post('/api/categories/', { name: named('kind') }))).id}/`
}

async function goods() {
  return { items: [{ product: await productId(), qty: 2 }] }
}

async function salePath(): Promise<string> {
  return `/api/orders/${(await made(rahul().post('/api/orders/', await goods()))).id}/`
}

async function restockPath(): Promise<string> {
  return `/api/orders/${(await made(rohan().post('/api/orders/', { ...(await goods()), kind: 'restock' }))).id}/`
}
