import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../../test/server.ts'

let world: World
let dreamkart: number

beforeAll(async () => {
  world = await startWorld()
  const { body } = await world.as('Ria').get('/api/companies/?search=dreamkart')
  dreamkart = body.results[0].id
})
afterAll(() => world.close())

const lists = [
  '/api/products/',
  '/api/categories/',
  '/api/orders/',
  '/api/stock/',
  '/api/stock/moves/',
  '/api/stock/counts/',
  '/api/locations/',
  '/api/roles/',
  '/api/audit-logs/',
]

test.each(lists)('a platform admin reads %s of a company as its owner does', async path => {
  const theirs = await world.as('rohan').get(path)
  const seen = await world.as('Ria').get(`${path}?company=${dreamkart}`)
  expect(seen.status).toBe(200)
  expect(seen.body.count).toBe(theirs.body.count)
  expect(seen.body.results).toEqual(theirs.body.results)
})

test.each(lists)('nobody else names another company at %s', async path => {
  const { status, body } = await world.as('astrid').get(`${path}?company=${dreamkart}`)
  expect(status).toBe(400)
  expect(body).toEqual({ company: ['This is not your company.'] })
})

test('a company that is left empty asks for one’s own', async () => {
  const { body } = await world.as('rohan').get('/api/products/?company=')
  expect(body.count).toBe((await world.as('rohan').get('/api/products/')).body.count)
})

test('a company that is not there is not found', async () => {
  expect((await world.as('Ria').get('/api/products/?company=999999')).status).toBe(404)
  expect((await world.as('Ria').get('/api/products/?company=0x2')).status).toBe(400)
})

test.each([
  ['/api/stock/counts/', { products: [1] }],
  ['/api/stock/adjust/', { product: 1, quantity: 1, reason: 'found' }],
  ['/api/stock/transfer/', { product: 1, to: 1, quantity: 1 }],
  ['/api/orders/', { product: 1, quantity: 1 }],
])('what is done at %s is not done in the platform’s company when another is named', async (path, body) => {
  const reply = await world.as('Ria').post(`${path}?company=${dreamkart}`, body)
  expect([reply.status, reply.body]).toEqual([400, { company: ['Only who works in that company can do this.'] }])
  const stranger = await world.as('astrid').post(`${path}?company=${dreamkart}`, body)
  expect([stranger.status, stranger.body]).toEqual([400, { company: ['This is not your company.'] }])
  const own = await world.as('meera').post(`${path}?company=${dreamkart}`, { unknown: 1 })
  expect(own.body).toHaveProperty('unknown')
})

test('a long CSV of another company is whole', async () => {
  await world.database.owner(`insert into shared.audit_log (tenant_id, seq, at, action, object_type, hash)
    select ${dreamkart}, 100000 + i, now(), 'product.updated', 'product', sha256('x') from generate_series(1, 1200) i`)
  const { text } = await world.as('Ria').get(`/api/audit-logs/?company=${dreamkart}&format=csv`)
  expect(text.trim().split('\n').length).toBeGreaterThan(1200)
})
