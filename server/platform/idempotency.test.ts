/** A POST with an Idempotency-Key happens once, whatever the client does meanwhile. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../test/cast.ts'
import { startWorld, type World } from '../../test/server.ts'
import { canonicalJson } from './canonical.ts'

let world: World
let cast: Cast
beforeAll(async () => {
  world = await startWorld()
  cast = await openCast(world)
})
afterAll(async () => {
  await cast.close()
  await world.close()
})

let keys = 0
const newKey = () => `key-${++keys}`
const make = (name: string, key: string, who = 'rohan') =>
  world.as(who).post('/api/categories/', { name }, { 'idempotency-key': key })
const named = async (name: string) =>
  (await cast.client.query('select id from shared.categories where name = $1', [name])).rowCount

test('the same key and body give the same answer, and it is marked', async () => {
  const key = newKey()
  const [first, second] = [await make('Lamps', key), await make('Lamps', key)]
  expect([first.status, second.status]).toEqual([201, 201])
  expect(second.body).toEqual(first.body)
  expect([first.headers['idempotent-replayed'], second.headers['idempotent-replayed']]).toEqual([undefined, 'true'])
  expect(second.headers.etag).toBe(first.headers.etag)
  expect(await named('Lamps')).toBe(1)
})

test('a body that means the same is the same body', async () => {
  const key = newKey()
  await world.as('rohan').post('/api/products/', { name: 'Vase', price: 12, stock: 3 }, { 'idempotency-key': key })
  const again = await world
    .as('rohan')
    .post('/api/products/', { stock: 3, price: '12', name: ' Vase ' }, { 'idempotency-key': key })
  expect([again.status, again.headers['idempotent-replayed']]).toEqual([201, 'true'])
})

test('a refusal comes again in the shape that its caller accepts', async () => {
  const headers = { 'idempotency-key': newKey(), accept: 'application/problem+json' }
  const refused = () => world.as('rohan').post('/api/categories/', { name: '' }, headers)
  const tooMany = () => world.as('rohan').post('/api/orders/', { product: 1, quantity: 99_000 }, headers)
  for (const ask of [refused, tooMany]) {
    const [first, second] = [await ask(), await ask()]
    expect([second.status, second.body]).toEqual([first.status, first.body])
    expect(second.body).toMatchObject({ type: 'about:blank', status: first.status, code: expect.any(String) })
    expect(second.headers['content-type']).toBe('application/problem+json')
    expect(second.headers['idempotent-replayed']).toBe('true')
  }
})

test('another body is 422, and nothing happens', async () => {
  const key = newKey()
  await make('Chairs', key)
  expect(await make('Tables', key)).toMatchObject({ status: 422, body: { code: 'idempotency_mismatch' } })
  expect(await named('Tables')).toBe(0)
})

test('one key of an operator in two companies is two requests', async () => {
  const key = { 'idempotency-key': newKey() }
  const { shared, dedicated } = cast.companies
  const makeIn = (company: number) =>
    world.as('Ria').post(`/api/categories/?company=${company}`, { name: 'From the platform' }, key)
  const [here, there, again] = [await makeIn(shared.id), await makeIn(dedicated.id), await makeIn(shared.id)]
  expect([here, there].map(({ status, body }) => [status, body.tenant])).toEqual([
    [201, shared.id],
    [201, dedicated.id],
  ])
  expect([again.headers['idempotent-replayed'], again.body]).toEqual(['true', here.body])
})

test('twenty at once make one', async () => {
  const key = newKey()
  const replies = await Promise.all(Array.from({ length: 20 }, () => make('Rugs', key)))
  expect(new Set(replies.map(reply => reply.status))).toEqual(new Set([201]))
  expect(new Set(replies.map(reply => reply.body.id)).size).toBe(1)
  expect(replies.filter(reply => reply.headers['idempotent-replayed'] === undefined)).toHaveLength(1)
  expect(await named('Rugs')).toBe(1)
})

test('while the first is still running, the second is told so', async () => {
  const key = newKey()
  await cast.client.query('begin')
  await cast.client.query(
    `insert into shared.idempotency_keys (tenant_id, user_id, route, key, body_hash)
     select tenant_id, id, '/api/categories/', $1, '' from shared.users where username = 'rohan'`,
    [key],
  )
  const reply = await make('Clocks', key)
  await cast.client.query('rollback')
  expect(reply).toMatchObject({ status: 409, body: { code: 'idempotency_running' }, headers: { 'retry-after': '1' } })
  expect((await make('Clocks', key)).status).toBe(201)
})

test('a key belongs to its user, and to its route', async () => {
  const key = newKey()
  const [hers, his] = [await make('Bowls', key, 'meera'), await make('Plates', key, 'rohan')]
  const elsewhere = await world.as('rohan').post('/api/locations/', { name: 'Plates' }, { 'idempotency-key': key })
  expect([hers.status, his.status, elsewhere.status]).toEqual([201, 201, 201])
  expect(elsewhere.headers['idempotent-replayed']).toBeUndefined()
})

test('a refusal is an answer too and is kept, but not one that says to come again', async () => {
  const key = newKey()
  const refused = await make('', key)
  expect(refused.status).toBe(400)
  expect(await make('', key)).toMatchObject({
    status: 400,
    body: refused.body,
    headers: { 'idempotent-replayed': 'true' },
  })
  const product = await world.as('rohan').post('/api/products/', { name: 'Rare', price: 1, stock: 1 })
  const order = (k: string) =>
    world.as('rahul').post('/api/orders/', { product: product.body.id, quantity: 2 }, { 'idempotency-key': k })
  const [short, again] = [await order('short'), await order('short')]
  expect([short.status, again.status, again.body]).toEqual([409, 409, short.body])
})

test('a password that an answer shows once comes again, and what is kept lets nobody read or try one', async () => {
  const add = (body: object, key: string) => world.as('rohan').post('/api/users/', body, { 'idempotency-key': key })
  const [tara, devi] = ['tara', 'devi'].map(username => ({ username, email: `${username}@dreamkart.com` }))
  const [first, again] = [await add(tara as object, 'tara'), await add(tara as object, 'tara')]
  expect(again.body).toEqual({ ...first.body, initial_password: expect.any(String) })
  const chosen = { ...devi, password: 'devi12345' }
  expect((await add(chosen, 'devi')).status).toBe(201)
  const { rows } = await cast.client.query(
    `select reply, encode(body_hash, 'hex') as body from shared.idempotency_keys where key in ('tara', 'devi')`,
  )
  expect(rows).toHaveLength(2)
  const tried = createHash('sha256').update(canonicalJson(chosen)).digest('hex')
  expect(rows.map(({ body }) => body)).not.toContain(tried)
  expect(rows.map(({ reply }) => reply).join()).not.toContain(first.body.initial_password)
})

test('whoever may no longer call is refused, not shown the old answer', async () => {
  const key = newKey()
  const grants = [{ code: 'CREATE_PRODUCT', scope: 'all' }] as const
  const person = await cast.person(cast.companies.shared, grants)
  const client = world.withToken(await cast.token(person))
  const call = () => client.post('/api/categories/', { name: 'Robes' }, { 'idempotency-key': key })
  expect((await call()).status).toBe(201)
  await cast.client.query(`delete from shared.user_roles where user_id = $1`, [person.userId])
  await cast.client.query('update shared.settings set version = version + 1 where tenant_id = $1', [person.id])
  expect((await call()).status).toBe(403)
})

test('after a day a key is forgotten', async () => {
  const key = newKey()
  await make('Old', key)
  await cast.client.query(
    `update shared.idempotency_keys set created_at = now() - interval '25 hours' where key = $1`,
    [key],
  )
  expect(await make('New', key)).toMatchObject({ status: 201, body: { name: 'New' } })
})

test('keys of yesterday do not pile up', async () => {
  await cast.client.query(`insert into shared.idempotency_keys (tenant_id, user_id, route, key, body_hash, created_at)
    select tenant_id, id, '/old/', 'old ' || n, '', now() - interval '2 days' from shared.users, generate_series(1, 15) n where username = 'rohan'`)
  await make('Fresh', newKey())
  const { rowCount } = await cast.client.query(`select from shared.idempotency_keys where route = '/old/'`)
  expect(rowCount).toBe(0)
})

test.each(['', 'a b', 'é', 'x'.repeat(256), '\t'])('the key %j is 400', async key => {
  expect((await make('Junk', key)).body).toHaveProperty('Idempotency-Key')
  expect(await named('Junk')).toBe(0)
})

test('PUT and PATCH take no notice of a key', async () => {
  const { body } = await make('Pots', newKey())
  const rename = (name: string) =>
    world.as('rohan').patch(`/api/categories/${body.id}/`, { name }, { 'idempotency-key': 'same' })
  await rename('Pans')
  expect((await rename('Kettles')).body.name).toBe('Kettles')
})
