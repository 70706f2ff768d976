import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../../../test/server.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

test('anybody may read what a client needs before signing in', async () => {
  const { status, body } = await world.anonymous.get('/api/meta/')
  expect(status).toBe(200)
  expect(body).toMatchObject({ name: 'Quartermaster', version: '0.1.0', signup: 'open', base_domain: 'localhost' })
  expect(body.password_policy).toMatchObject({ name: 'standard', min_length: 8, letter_and_digit: true })
  expect(body.currencies).toContainEqual({ code: 'INR', name: 'Indian Rupee', decimals: 2 })
  expect(body.currencies).toContainEqual({ code: 'JPY', name: 'Japanese Yen', decimals: 0 })
})

test('it works without the trailing slash, and refuses other methods by name', async () => {
  expect((await world.anonymous.get('/api/meta')).status).toBe(200)
  const refused = await world.anonymous.post('/api/meta/')
  expect(refused.status).toBe(405)
  expect(refused.headers.allow).toContain('GET')
})

test('a domain written with the root’s dot is the same company’s, and as closed to strangers', async () => {
  const host = 'dreamkart.localhost.:8000'
  expect((await world.anonymous.get('/api/meta/', { host })).body.company).toMatchObject({ name: 'DreamKart' })
  expect((await world.as('astrid').get('/api/auth/me/', { host })).body.code).toBe('wrong_tenant')
  expect((await world.anonymous.get('/api/meta/', { host: 'nobody.localhost.' })).status).toBe(404)
})

test('an address that is no company’s is told to a browser on a page, to a program as JSON', async () => {
  const host = 'nobody.localhost:8000'
  const page = await world.anonymous.get('/', { host, accept: 'text/html' })
  expect([page.status, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
  expect(page.text).toContain('There is no company at this address')
  expect(page.text).not.toMatch(/<script|\sstyle=|\son\w+=/)
  const german = await world.anonymous.get('/', { host, accept: 'text/html', 'accept-language': 'de-CH,en;q=0.5' })
  expect(german).toMatchObject({ status: 404, headers: { 'content-language': 'de', vary: 'Origin, Accept-Language' } })
  expect(german.text).toContain('<html lang="de">')
  expect(german.text).toContain('Unter dieser Adresse gibt es keine Firma')
  for (const path of ['/api/meta/', '/'])
    expect(await world.anonymous.get(path, { host, accept: '*/*' })).toMatchObject({
      status: 404,
      body: { detail: 'Not found.' },
    })
})
