import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../../../test/server.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const wanted = { 'x-session': 'cookie' }
const credentials = { username: 'rohan', password: 'rohan12345' }

function setCookieOf(reply: { headers: Record<string, unknown> }): string {
  return String(reply.headers['set-cookie'] ?? '')
}

async function signIn(headers: Record<string, string> = {}) {
  const reply = await world.anonymous.post('/api/auth/login/', credentials, { ...wanted, ...headers })
  return { reply, cookie: setCookieOf(reply).split(';')[0] ?? '', access: reply.body.access as string }
}

describe('with X-Session: cookie', () => {
  test('login keeps the refresh token in a cookie that no script and no other site can use, and out of the body', async () => {
    const { reply } = await signIn()
    expect(reply.status).toBe(200)
    expect(reply.body).not.toHaveProperty('refresh')
    expect(reply.body.access).toEqual(expect.any(String))
    expect(setCookieOf(reply)).toMatch(
      /^qm_refresh=[\w.-]+; Path=\/api\/auth\/; Max-Age=604800; HttpOnly; SameSite=Strict$/,
    )
  })

  test('registering does so too', async () => {
    const body = {
      username: 'cookie-owner',
      email: 'cookie@example.com',
      password: 'crumbs 12345',
      store_name: 'Cookie Jar',
    }
    const reply = await world.anonymous.post('/api/auth/register/', body, wanted)
    expect(reply.status).toBe(201)
    expect(reply.body).not.toHaveProperty('refresh')
    expect(setCookieOf(reply)).toMatch(/^qm_refresh=/)
  })

  test('refreshing needs no body, and answers in the cookie again', async () => {
    const { cookie } = await signIn()
    const reply = await world.app.inject({ method: 'POST', url: '/api/auth/refresh/', headers: { cookie, ...wanted } })
    expect(reply.statusCode).toBe(200)
    expect(Object.keys(reply.json())).toEqual(['access'])
    expect(setCookieOf(reply)).toMatch(/^qm_refresh=/)
    expect(setCookieOf(reply)).not.toContain(cookie)
  })

  test('a cookie is never turned into a body, whatever header is missing', async () => {
    const { cookie } = await signIn()
    const reply = await world.anonymous.post('/api/auth/refresh/', {}, { cookie })
    expect(reply.status).toBe(200)
    expect(reply.body).not.toHaveProperty('refresh')
  })

  test('logging out needs no body, ends the session and removes the cookie', async () => {
    const { cookie, access } = await signIn()
    const reply = await world.app.inject({ method: 'POST', url: '/api/auth/logout/', headers: { cookie } })
    expect(reply.statusCode).toBe(204)
    expect(setCookieOf(reply)).toMatch(/^qm_refresh=; Path=\/api\/auth\/; Max-Age=0;/)
    expect((await world.withToken(access).get('/api/auth/me/')).status).toBe(401)
    expect((await world.app.inject({ method: 'POST', url: '/api/auth/logout/', headers: { cookie } })).statusCode).toBe(
      204,
    )
    const dead = { cookie: 'qm_refresh=garbage' }
    expect((await world.app.inject({ method: 'POST', url: '/api/auth/logout/', headers: dead })).statusCode).toBe(204)
  })

  test('a browser without a session is told so', async () => {
    expect((await world.anonymous.post('/api/auth/refresh/', {}, wanted)).status).toBe(401)
  })
})

describe('a foreign origin', () => {
  test.each([
    'https://evil.example',
    'null',
    'http://localhost.evil.example',
    'https://dreamkart.localhost.evil.example',
    'garbage',
  ])('%s may neither sign in by cookie, nor refresh, nor log out', async origin => {
    const { cookie, access } = await signIn()
    for (const path of ['/api/auth/refresh/', '/api/auth/logout/', '/api/auth/logout-all/']) {
      const reply = await world.anonymous.post(path, {}, { cookie, origin })
      expect(reply.status).toBe(403)
      expect(reply.body.code).toBe('foreign_origin')
    }
    expect((await signIn({ origin })).reply.status).toBe(403)
    expect((await world.withToken(access).get('/api/auth/me/')).status).toBe(200)
  })

  test('one’s own origins may: the address itself, the company’s domain, the listed ones', async () => {
    const own: [string, string][] = [
      ['http://localhost:8000', 'localhost:8000'],
      ['http://dreamkart.localhost:8000', 'dreamkart.localhost:8000'],
      ['http://localhost:5173', 'localhost:8000'],
    ]
    for (const [origin, host] of own) expect((await signIn({ origin, host })).reply.status).toBe(200)
  })

  test('sending its token in a body is not a browser’s affair', async () => {
    const { body } = await world.anonymous.post('/api/auth/login/', credentials)
    const reply = await world.anonymous.post('/api/auth/refresh/', body && { refresh: body.refresh }, {
      origin: 'https://evil.example',
    })
    expect(reply.status).toBe(200)
  })
})

test('on a public address the cookie is Secure, also when a proxy calls the server localhost', async () => {
  const world = await startWorld({ publicUrl: 'https://shop.example', baseDomain: 'shop.example' })
  try {
    for (const host of ['shop.example', 'localhost:8000', 'dreamkart.localhost']) {
      const reply = await world.anonymous.post('/api/auth/login/', credentials, { ...wanted, host })
      expect(setCookieOf(reply)).toMatch(/; Secure$/)
    }
  } finally {
    await world.close()
  }
})
