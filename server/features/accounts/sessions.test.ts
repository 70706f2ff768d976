import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { claimsOf, countsOf, inCompany } from '../../../test/accounts.ts'
import { startWorld, type World } from '../../../test/server.ts'
import { sql } from '../../platform/sql.ts'
import { pruneAccounts } from './housekeeping.ts'
import { redeemTicket } from './ticket.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

async function signIn(username: string, userAgent = 'a browser') {
  const reply = await world.anonymous.post(
    '/api/auth/login/',
    { username, password: `${username}12345` },
    { 'user-agent': userAgent },
  )
  expect(reply.status).toBe(200)
  const { access, refresh, tenant_id } = reply.body
  return {
    access,
    refresh,
    tenantId: tenant_id as number,
    sid: claimsOf(access).sid as number,
    client: world.withToken(access),
  }
}

const isLive = async ({ client }: { client: ReturnType<World['withToken']> }) =>
  (await client.get('/api/auth/me/')).status === 200

describe('me', () => {
  test('shows the person, company, roles, permissions as of now and how many sessions are live', async () => {
    await (await signIn('priya')).client.post('/api/auth/logout-all/')
    const { client, tenantId } = await signIn('priya')
    await signIn('priya')
    const { status, body } = await client.get('/api/auth/me/')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      username: 'priya',
      email: 'priya@dreamkart.com',
      role: 'staff',
      roles: [{ id: expect.any(Number), name: 'staff' }],
      is_active: true,
      status: 'active',
      must_change_password: false,
      tenant_id: tenantId,
      tenant: {
        id: tenantId,
        name: 'DreamKart',
        slug: 'dreamkart',
        domain: 'dreamkart.localhost',
        placement: 'shared',
      },
      sessions: 2,
    })
    expect(body.permissions).toContain('VIEW_PRODUCTS')
    expect(body.permissions).not.toContain('APPROVE_ORDER')
  })

  test('the platform’s admin is one of tenant 1', async () => {
    const { client } = await signIn('ria')
    expect((await client.get('/api/auth/me/')).body).toMatchObject({ role: 'platform_admin', tenant_id: 1 })
  })

  test('nobody is shown without a token, a bad one or another scheme', async () => {
    for (const authorization of [undefined, 'Bearer', 'Bearer x.y.z', 'Basic cm9oYW46cm9oYW4xMjM0NQ==']) {
      const reply = await world.anonymous.get('/api/auth/me/', authorization === undefined ? {} : { authorization })
      expect(reply.status).toBe(401)
      expect(reply.headers['www-authenticate']).toBe('Bearer')
    }
  })
})

describe('logging out', () => {
  test('with a refresh token kills it and the access token at once, and is recorded', async () => {
    const session = await signIn('rohan')
    const reply = await world.anonymous.post('/api/auth/logout/', { refresh: session.refresh })
    expect([reply.status, reply.text]).toEqual([204, ''])
    expect(await isLive(session)).toBe(false)
    expect((await world.anonymous.post('/api/auth/refresh/', { refresh: session.refresh })).status).toBe(401)
    const { body } = await world.as('rohan').get('/api/audit-logs/?action=auth.logout')
    expect(body.results[0]).toMatchObject({ object_id: session.sid, actor_username: 'rohan' })
  })

  test('with the access token alone ends its session, and no other', async () => {
    const [session, other] = [await signIn('rohan'), await signIn('rohan')]
    expect((await session.client.post('/api/auth/logout/')).status).toBe(204)
    expect([await isLive(session), await isLive(other)]).toEqual([false, true])
  })

  test('again with the dead tokens is 204 again', async () => {
    const session = await signIn('rohan')
    for (let i = 0; i < 3; i++) {
      expect((await session.client.post('/api/auth/logout/', { refresh: session.refresh })).status).toBe(204)
      expect((await session.client.post('/api/auth/logout/')).status).toBe(204)
      expect((await session.client.post('/api/auth/logout-all/')).status).toBe(204)
    }
  })

  test('without any token, or with garbage, is 401', async () => {
    expect((await world.anonymous.post('/api/auth/logout/')).status).toBe(401)
    expect((await world.anonymous.post('/api/auth/logout/', { refresh: 'garbage' })).status).toBe(401)
  })

  test('with an empty body without a content type works', async () => {
    const session = await signIn('rohan')
    const reply = await world.app.inject({
      method: 'POST',
      url: '/api/auth/logout',
      headers: { authorization: `Bearer ${session.access}` },
    })
    expect(reply.statusCode).toBe(204)
    expect(await isLive(session)).toBe(false)
  })

  test('everywhere ends all of one’s sessions and nobody else’s', async () => {
    const [one, two, stranger] = [await signIn('meera'), await signIn('meera'), await signIn('priya')]
    expect((await one.client.post('/api/auth/logout-all/')).status).toBe(204)
    expect([await isLive(one), await isLive(two), await isLive(stranger)]).toEqual([false, false, true])
  })

  test('everywhere with a dead token ends nothing', async () => {
    const [dead, living] = [await signIn('meera'), await signIn('meera')]
    await dead.client.post('/api/auth/logout/')
    expect((await dead.client.post('/api/auth/logout-all/')).status).toBe(204)
    expect(await isLive(living)).toBe(true)
  })

  test('of many at once is recorded once', async () => {
    const session = await signIn('rohan')
    const replies = await Promise.all(Array.from({ length: 10 }, () => session.client.post('/api/auth/logout/')))
    expect(countsOf(replies)).toEqual({ 204: 10 })
    const { body } = await world.as('rohan').get(`/api/audit-logs/?action=auth.logout&object_id=${session.sid}`)
    expect(body.results).toHaveLength(1)
  })
})

describe('the list of sessions', () => {
  test('shows one’s own live ones, newest first, and which is this', async () => {
    await world.as('freya').post('/api/auth/logout-all/')
    const [phone, desk] = [await signIn('freya', 'phone'), await signIn('freya', 'desk')]
    const { status, body } = await desk.client.get('/api/auth/sessions/')
    expect(status).toBe(200)
    expect(body).toMatchObject({ count: 2, next: null, previous: null })
    expect(body.results).toMatchObject([
      { id: desk.sid, current: true, user_agent: 'desk', ip: '127.0.0.1' },
      { id: phone.sid, current: false, user_agent: 'phone' },
    ])
    const days = (Date.parse(body.results[0].expires_at) - Date.parse(body.results[0].created_at)) / 86_400_000
    expect(days).toBe(30)
    expect((await desk.client.get('/api/auth/sessions/?colour=red')).status).toBe(400)
  })

  test('shows one of them, as the list does; one that has ended, or a stranger’s, is not found', async () => {
    const [mine, other, stranger] = [await signIn('emil'), await signIn('emil', 'phone'), await signIn('rohan')]
    const { results } = (await mine.client.get('/api/auth/sessions/')).body
    for (const sid of [mine.sid, other.sid])
      expect((await mine.client.get(`/api/auth/sessions/${sid}/`)).body).toEqual(
        results.find((session: { id: number }) => session.id === sid),
      )
    await other.client.post('/api/auth/logout/')
    for (const sid of [other.sid, stranger.sid, 999_999_999, 'abc', 0]) {
      const reply = await mine.client.get(`/api/auth/sessions/${sid}/`)
      expect([reply.status, reply.body], String(sid)).toEqual([404, { detail: 'Not found.' }])
    }
  })

  test('one of them can be ended, once; a stranger’s cannot', async () => {
    const [mine, other, stranger] = [await signIn('emil'), await signIn('emil'), await signIn('rohan')]
    expect((await mine.client.delete(`/api/auth/sessions/${other.sid}/`)).status).toBe(204)
    expect(await isLive(other)).toBe(false)
    for (const sid of [other.sid, stranger.sid, 999_999_999, 'abc', 0]) {
      const reply = await mine.client.delete(`/api/auth/sessions/${sid}/`)
      expect(reply.status).toBe(404)
      expect(reply.body).toEqual({ detail: 'Not found.' })
    }
    expect([await isLive(mine), await isLive(stranger)]).toEqual([true, true])
    const { body } = await world.as('astrid').get('/api/audit-logs/?action=auth.session_ended')
    expect(body.results[0]).toMatchObject({ object_id: other.sid, actor_username: 'emil' })
  })
})

describe('a ticket for the WebSocket', () => {
  test('stands for the session that asked for it, once', async () => {
    const session = await signIn('rohan')
    const { status, body } = await session.client.post('/api/auth/ws-ticket/')
    expect(status).toBe(200)
    const { door } = world.deployment
    expect(await redeemTicket(door, body.ticket)).toEqual({
      tenant_id: session.tenantId,
      user_id: claimsOf(session.access).user_id,
      sid: session.sid,
    })
    expect(await redeemTicket(door, body.ticket)).toBeNull()
  })

  test('redeemed by many at once is redeemed by one', async () => {
    const { body } = await (await signIn('rohan')).client.post('/api/auth/ws-ticket/')
    const claims = await Promise.all(Array.from({ length: 10 }, () => redeemTicket(world.deployment.door, body.ticket)))
    expect(claims.filter(claim => claim !== null)).toHaveLength(1)
  })

  test('is worth nothing after thirty seconds, in another company, or when made up', async () => {
    const session = await signIn('rohan')
    const { body } = await session.client.post('/api/auth/ws-ticket/')
    const secret = body.ticket.split('.')[1]
    const { door } = world.deployment
    for (const ticket of [`1.${secret}`, `999999.${secret}`, `${body.ticket}x`, session.access, '', 'x.y'])
      expect(await redeemTicket(door, ticket)).toBeNull()
    await inCompany(
      world,
      session.tenantId,
      sql`update ws_tickets set expires_at = now() - interval '1 second' where tenant_id = ${session.tenantId}`,
    )
    expect(await redeemTicket(door, body.ticket)).toBeNull()
  })
})

test('housekeeping removes what nobody can use any more, and nothing else', async () => {
  const session = await signIn('rohan')
  const { tenantId, sid } = await signIn('rohan')
  await inCompany(
    world,
    tenantId,
    sql`update sessions set ended_at = now() - interval '91 days' where tenant_id = ${tenantId} and id = ${sid}`,
  )
  await pruneAccounts(world.deployment.door)
  const rows = await inCompany(
    world,
    tenantId,
    sql<{ id: number }>`select id from sessions where tenant_id = ${tenantId}`,
  )
  const ids = rows.map(row => row.id)
  expect(ids).toContain(session.sid)
  expect(ids).not.toContain(sid)
})
