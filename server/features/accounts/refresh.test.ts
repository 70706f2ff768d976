import { SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { anotherNode, claimsOf, countsOf, inCompany } from '../../../test/accounts.ts'
import { jwtSecret } from '../../../test/database.ts'
import { startWorld, type World } from '../../../test/server.ts'
import { sql } from '../../platform/sql.ts'

let world: World
let first: { access: string; refresh: string; tenant_id: number }
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  first = (await world.anonymous.post('/api/auth/login/', { username: 'rohan', password: 'rohan12345' })).body
})

function refresh(token: string, headers?: Record<string, string>) {
  return world.anonymous.post('/api/auth/refresh/', { refresh: token }, headers)
}

async function rotated(token: string): Promise<string> {
  const { status, body } = await refresh(token)
  expect(status).toBe(200)
  return body.refresh
}

/** Which token of the session it is: one whose clock ran differs in its times. */
const linkOf = (token: string) => claimsOf(token).jti

/** Lets the session's clock run. */
function age(interval: string) {
  const by = sql`interval '1 second' * extract(epoch from ${interval}::interval)`
  return inCompany(
    world,
    first.tenant_id,
    sql`update sessions set issued_at = issued_at - ${by}, previous_issued_at = previous_issued_at - ${by},
        earlier_issued_at = array(select earlier - ${by} from unnest(earlier_issued_at) earlier), expires_at = expires_at - ${by}
      where tenant_id = ${first.tenant_id} and id = ${claimsOf(first.access).sid ?? 0}`,
  )
}

async function signed(claims: object, expiresIn = '1h'): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .setExpirationTime(expiresIn)
    .sign(new TextEncoder().encode(jwtSecret))
}

describe('rotation', () => {
  test('each refresh gives a new access and a new refresh token of the same session', async () => {
    const { status, body } = await refresh(first.refresh)
    expect(status).toBe(200)
    expect(Object.keys(body).toSorted()).toEqual(['access', 'refresh'])
    expect(body.refresh).not.toBe(first.refresh)
    expect(body.access).not.toBe(first.access)
    expect(claimsOf(body.access)).toMatchObject({
      sid: claimsOf(first.access).sid,
      role: 'owner',
      token_type: 'access',
    })
    expect((await world.withToken(body.access).get('/api/auth/me/')).status).toBe(200)
    expect((await world.withToken(first.access).get('/api/auth/me/')).status).toBe(200)
  })

  test('a token shown again before its successor was used answers the same successor and a new access token', async () => {
    const one = await refresh(first.refresh)
    await age('6 days')
    const again = await refresh(first.refresh)
    expect(again.status).toBe(200)
    expect(claimsOf(again.body.refresh).jti).toBe(claimsOf(one.body.refresh).jti)
    expect(again.body.access).not.toBe(one.body.access)
  })

  test('the successor answered again is the same token to the letter, also after a restart', async () => {
    const second = await rotated(first.refresh)
    const restarted = await anotherNode(world)
    const again = await restarted.post('/api/auth/refresh/', { refresh: first.refresh })
    await restarted.close()
    expect(again.body.refresh).toBe(second)
  })

  test('a client that keeps its first token can use it again and again', async () => {
    for (let i = 0; i < 5; i++) await rotated(first.refresh)
    expect((await world.withToken(first.access).get('/api/auth/me/')).status).toBe(200)
  })

  test('for ten seconds after its successor was used a token still answers that successor', async () => {
    const second = await rotated(first.refresh)
    const third = await rotated(second)
    expect(await rotated(first.refresh)).toBe(second)
    expect(await rotated(second)).toBe(third)
    await age('9 seconds')
    expect((await refresh(first.refresh)).status).toBe(200)
  })

  test('after that its reuse ends the session and everything descended from it, and is recorded', async () => {
    const second = await rotated(first.refresh)
    const third = await rotated(second)
    const { body: other } = await world.anonymous.post('/api/auth/login/', {
      username: 'rohan',
      password: 'rohan12345',
    })
    await age('11 seconds')
    const reused = await refresh(first.refresh)
    expect(reused.status).toBe(401)
    expect(reused.body.code).toBe('refresh_reused')
    for (const token of [first.refresh, second, third]) expect((await refresh(token)).status).toBe(401)
    expect((await world.withToken(first.access).get('/api/auth/me/')).status).toBe(401)
    expect((await world.withToken(other.access).get('/api/auth/me/')).status).toBe(200)
    const { body } = await world.withToken(other.access).get('/api/audit-logs/?action=auth.refresh_reused')
    expect(body.results[0]).toMatchObject({ object_id: claimsOf(first.access).sid, actor_username: 'rohan' })
  })

  test('also while its successors are in use, one after the other', async () => {
    const chain = [first.refresh]
    for (let i = 0; i < 5; i++) chain.push(await rotated(chain.at(-1) as string))
    for (const [i, token] of chain.slice(0, -1).entries()) expect(await rotated(token)).toBe(chain[i + 1])
    const newest = await rotated(chain.at(-1) as string)
    await age('11 seconds')
    expect(linkOf(await rotated(chain.at(-1) as string)), 'its successor has not been used').toBe(linkOf(newest))
    expect((await refresh(chain.at(-2) as string)).body.code).toBe('refresh_reused')
    expect((await refresh(newest)).status).toBe(401)
  })

  test('the ten seconds are those of its own successor, however young the newest token is', async () => {
    const second = await rotated(first.refresh)
    const third = await rotated(second)
    await age('8 seconds')
    const fourth = await rotated(third)
    await age('3 seconds')
    expect(linkOf(await rotated(second))).toBe(linkOf(third))
    expect(linkOf(await rotated(third))).toBe(linkOf(fourth))
    expect((await refresh(first.refresh)).body.code).toBe('refresh_reused')
  })

  test('a session remembers only so many of them, and takes what is older for copied', async () => {
    let token = first.refresh
    for (let i = 0; i < 40; i++) token = await rotated(token)
    const [{ kept }] = (await inCompany(
      world,
      first.tenant_id,
      sql`select cardinality(earlier_issued_at) as kept from sessions
        where tenant_id = ${first.tenant_id} and id = ${claimsOf(first.access).sid ?? 0}`,
    )) as [{ kept: number }]
    expect(kept).toBe(30)
    expect((await refresh(first.refresh)).body.code).toBe('refresh_reused')
    expect((await refresh(token)).status).toBe(401)
  })

  test('of parallel refreshes with one token all get the same successor, on two nodes too', async () => {
    const other = await anotherNode(world)
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        i % 2 ? other.post('/api/auth/refresh/', { refresh: first.refresh }) : refresh(first.refresh),
      ),
    )
    await other.close()
    expect(countsOf(replies)).toEqual({ 200: 20 })
    expect(new Set(replies.map(({ body }) => body.refresh)).size).toBe(1)
  })

  test('a session ends thirty days after it began, however often it was refreshed', async () => {
    await age('29 days')
    const second = await rotated(first.refresh)
    await age('2 days')
    expect((await refresh(second)).status).toBe(401)
    expect((await world.withToken(first.access).get('/api/auth/me/')).status).toBe(401)
  })
})

describe('a refresh token is refused', () => {
  test('when it is garbage, an access token, signed by another, or of no algorithm', async () => {
    const { sid, user_id } = claimsOf(first.access)
    const payload = { token_type: 'refresh', tenant_id: first.tenant_id, sid, user_id, generation: 1 }
    const foreign = await new SignJWT(payload)
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode('another secret of more than thirty-two letters'))
    const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
    const none = `${encoded({ alg: 'none' })}.${encoded({ ...payload, exp: 9_999_999_999 })}.`
    for (const token of ['garbage', first.access, foreign, none, `${first.refresh}x`]) {
      const reply = await refresh(token)
      expect(reply.status).toBe(401)
      expect(reply.body.code).toBe('token_not_valid')
    }
  })

  test('when it has expired, or names a session, a person or a company that is not there', async () => {
    const { sid, user_id } = claimsOf(first.access)
    const claims = { token_type: 'refresh', tenant_id: first.tenant_id, sid, user_id, generation: 1 }
    const tokens = [
      await signed(claims, '-1s'),
      await signed({ ...claims, sid: 999_999 }),
      await signed({ ...claims, user_id: 999_999 }),
      await signed({ ...claims, tenant_id: 999_999 }),
      await signed({ ...claims, tenant_id: 1 }),
      await signed({ ...claims, generation: 2 }),
    ]
    for (const token of tokens) expect((await refresh(token)).status).toBe(401)
    expect((await refresh(first.refresh)).status).toBe(200)
  })

  test('when its person was deactivated', async () => {
    const { body } = await world.anonymous.post('/api/auth/login/', { username: 'rahul', password: 'rahul12345' })
    const set = (status: string) =>
      inCompany(
        world,
        body.tenant_id,
        sql`update users set status = ${status} where tenant_id = ${body.tenant_id} and username = 'rahul'`,
      )
    await set('inactive')
    expect((await refresh(body.refresh)).status).toBe(401)
    await set('active')
    expect((await refresh(body.refresh)).status).toBe(200)
  })

  test('on another company’s domain', async () => {
    expect((await refresh(first.refresh, { host: 'nordlicht-handel.localhost' })).body.code).toBe('wrong_tenant')
    expect((await refresh(first.refresh, { host: 'dreamkart.localhost' })).status).toBe(200)
  })

  test.each([
    [{}, 'refresh'],
    [{ refresh: 7 }, 'refresh'],
    [{ refresh: '' }, 'refresh'],
    [{ refresh: 'x', device: 'y' }, 'device'],
  ])('and a body %j is a 400 on its field', async (body, field) => {
    const reply = await world.anonymous.post('/api/auth/refresh/', body)
    expect(reply.status).toBe(400)
    expect(Object.keys(reply.body)).toEqual([field])
  })

  test('a role that changed is in the next access token', async () => {
    const { body } = await world.anonymous.post('/api/auth/login/', { username: 'priya', password: 'priya12345' })
    const roles = await world.as('rohan').get('/api/roles/')
    const manager = roles.body.results.find((role: { name: string }) => role.name === 'manager')
    expect(
      (await world.as('rohan').post(`/api/users/${body.user.id}/assign_role/`, { role_id: manager.id })).status,
    ).toBe(200)
    const reply = await refresh(body.refresh)
    expect(claimsOf(reply.body.access).role).toBe('manager')
  })
})
