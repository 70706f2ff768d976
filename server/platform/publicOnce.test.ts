/** What somebody without a session makes under an Idempotency-Key is made once. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailsOf } from '../../test/accounts.ts'
import { type Headers, type Reply, startWorld, type World } from '../../test/server.ts'
import { pruneAccounts } from '../features/accounts/housekeeping.ts'
import { sql } from './sql.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ trustProxy: 1 })
})
afterAll(() => world.close())

let made = 0
const newKey = () => `key-${++made}`
const newcomer = (changes: object = {}) => {
  const username = `newcomer${++made}`
  return {
    username,
    email: `${username}@example.com`,
    password: 'plum orbit 49',
    store_name: `Store ${made}`,
    ...changes,
  }
}
const register = (body: object, key: string, headers: Headers = {}) =>
  world.anonymous.post('/api/auth/register/', body, { 'idempotency-key': key, ...headers })
const isReplay = ({ headers }: Reply) => headers['idempotent-replayed'] === 'true'

async function countTenants(): Promise<number> {
  const { body } = await world.as('Ria').get('/api/companies/')
  return body.count
}

test('who registers again because the answer was lost gets it, and there is one company', async () => {
  const [body, key] = [newcomer(), newKey()]
  const first = await register(body, key)
  const companies = await countTenants()
  const again = await register({ ...body, username: ` ${body.username}` }, key)
  expect([first, again].map(reply => [reply.status, isReplay(reply)])).toEqual([
    [201, false],
    [201, true],
  ])
  expect(again.text).toBe(first.text)
  expect(await countTenants()).toBe(companies)
  expect(await mailsOf(world, first.body.tenant_id)).toHaveLength(1)
  expect((await world.withToken(again.body.access).get('/api/auth/me/')).body).toMatchObject({ sessions: 1 })
  expect((await world.anonymous.post('/api/auth/refresh/', { refresh: again.body.refresh })).status).toBe(200)
})

test.each([
  ['customer', 201],
  ['staff', 202],
])('so does who joins as %s', async (role, status) => {
  const [body, key] = [newcomer({ role, store_name: 'DreamKart' }), newKey()]
  const [first, again] = [await register(body, key), await register(body, key)]
  expect([first.status, again.status, isReplay(again)]).toEqual([status, status, true])
  expect(again.text).toBe(first.text)
  expect((await world.as('rohan').get(`/api/users/?search=${body.username}`)).body.count).toBe(1)
})

test('a browser gets its cookie again, and nothing more', async () => {
  const [body, key, cookie] = [newcomer(), newKey(), { 'x-session': 'cookie' }]
  const [first, again] = [await register(body, key, cookie), await register(body, key, cookie)]
  expect([isReplay(again), again.text, again.headers['set-cookie']]).toEqual([
    true,
    first.text,
    first.headers['set-cookie'],
  ])
  expect(again.body).not.toHaveProperty('refresh')
  expect((await register(body, key)).status).toBe(422)
  expect((await register(body, key, { ...cookie, origin: 'https://evil.example' })).status).toBe(403)
})

test('of ten at once one registers, and all get its answer', async () => {
  for (const changes of [{}, { role: 'customer', store_name: 'DreamKart' }]) {
    const [body, key] = [newcomer(changes), newKey()]
    const replies = await Promise.all(Array.from({ length: 10 }, () => register(body, key)))
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1)
    expect(replies.filter(reply => reply.status === 201 && !isReplay(reply))).toHaveLength(1)
  }
})

test('another body, or another company’s domain, is 422, and nothing is made', async () => {
  const [body, key] = [newcomer({ role: 'customer', store_name: 'dreamkart' }), newKey()]
  await register(body, key)
  for (const changes of [{ password: 'plum orbit 50' }, newcomer(), { email: 'another@example.com' }])
    expect((await register({ ...body, ...changes }, key)).body).toMatchObject({ code: 'idempotency_mismatch' })
  expect((await register(body, key, { host: 'dreamkart.localhost:8000' })).status).toBe(422)
  const two = [newcomer(), newcomer()]
  const companies = await countTenants()
  const atOnce = newKey()
  const replies = await Promise.all(two.map(each => register(each, atOnce)))
  expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 422])
  expect(await countTenants()).toBe(companies + 1)
})

test('what was refused may be corrected under the same key', async () => {
  const [body, key] = [newcomer(), newKey()]
  expect((await register({ ...body, password: 'short' }, key)).status).toBe(400)
  expect((await register(body, key)).status).toBe(201)
})

test('a key is that of an address: somebody else’s is another', async () => {
  const key = newKey()
  const [here, there] = [{ 'x-forwarded-for': '192.0.2.1' }, { 'x-forwarded-for': '192.0.2.2' }]
  expect((await register(newcomer(), key, here)).status).toBe(201)
  const other = await register(newcomer(), key, there)
  expect([other.status, isReplay(other)]).toEqual([201, false])
})

test('a key that is none is refused by name', async () => {
  const reply = await register(newcomer(), 'two words')
  expect(reply).toMatchObject({ status: 400, body: { 'Idempotency-Key': [expect.any(String)] } })
})

test('the answers that are kept give nothing away, and are forgotten after a day', async () => {
  const [body, key] = [newcomer(), newKey()]
  const { body: answer } = await register(body, key)
  const { door } = world.deployment
  const keptUnder = () =>
    door.directory.rows(sql<{ sealed: Buffer }>`select sealed from platform.public_answers where key = ${key}`)
  const [kept] = await keptUnder()
  for (const secret of [answer.access, answer.refresh, body.username])
    expect(kept?.sealed.toString('latin1')).not.toContain(secret)
  await door.owner(tx =>
    tx.rows(sql`update platform.public_answers set created_at = created_at - interval '24 hours' where key = ${key}`),
  )
  expect((await register(body, key)).body).toHaveProperty('store_name')
  expect((await register(newcomer(), key)).status).toBe(201)
  await door.owner(tx =>
    tx.rows(sql`update platform.public_answers set created_at = created_at - interval '24 hours' where key = ${key}`),
  )
  await pruneAccounts(door)
  expect(await keptUnder()).toEqual([])
})

test('a contact message that is sent again is one, and is not counted again', async () => {
  const message = { name: 'Asha Rao', email: 'asha@example.com', subject: 'Once', message: 'Are you open?' }
  const key = { 'idempotency-key': newKey(), 'x-forwarded-for': '192.0.2.3' }
  const send = (body: object) => world.anonymous.post('/api/contact/', body, key)
  const replies = await Promise.all(Array.from({ length: 4 }, () => send(message)))
  for (let i = 0; i < 4; i++) replies.push(await send(message))
  expect(replies.map(({ status }) => status)).toEqual(Array(8).fill(201))
  expect((await send({ ...message, subject: 'Twice' })).status).toBe(422)
  const { body } = await world.as('Ria').get('/api/contact-messages/?search=once')
  expect(body.count).toBe(1)
})
