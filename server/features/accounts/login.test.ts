import { hash } from '@node-rs/argon2'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anotherNode, claimsOf, countsOf, inCompany } from '../../../test/accounts.ts'
import { type Headers, startWorld, type World } from '../../../test/server.ts'
import { passwordWork } from '../../platform/passwords.ts'
import { sql } from '../../platform/sql.ts'

let world: World
let dreamkart: number
beforeAll(async () => {
  world = await startWorld()
  dreamkart = (await login('rohan', 'rohan12345')).body.tenant_id
})
afterAll(() => world.close())

function login(username: string, password: string, headers?: Headers) {
  return world.anonymous.post('/api/auth/login/', { username, password }, headers)
}

function directory(statement: Parameters<World['deployment']['door']['directory']['rows']>[0]) {
  return world.deployment.door.directory.write(tx => tx.commit(statement))
}

function unlockAll() {
  return directory(sql`delete from platform.login_attempts`)
}

async function audit(name: string, action: string) {
  const { body } = await world.as(name).get(`/api/audit-logs/?action=${action}`)
  return body.results as { object_id: number; after: Record<string, unknown>; actor: number | null; ip: string }[]
}

const wrong = { detail: 'No active account found with the given credentials' }

describe('signing in', () => {
  test('answers tokens, company, role and user, by login name in any case', async () => {
    const { status, body, headers } = await login('Rohan', 'rohan12345', { 'user-agent': 'a browser' })
    expect(status).toBe(200)
    expect(headers['cache-control']).toBe('no-store')
    expect(body).toMatchObject({
      tenant_id: dreamkart,
      role: 'owner',
      must_change_password: false,
      tenant: { id: dreamkart, name: 'DreamKart', slug: 'dreamkart', domain: 'dreamkart.localhost' },
      user: {
        username: 'rohan',
        email: 'rohan@dreamkart.com',
        role: 'owner',
        tenant: dreamkart,
        is_active: true,
        status: 'active',
      },
    })
    expect(JSON.stringify(body)).not.toMatch(/password_hash|argon2/)
    expect(new Date(body.user.last_login_at).getTime()).toBeGreaterThan(Date.now() - 60_000)
    const access = claimsOf(body.access)
    expect(access).toMatchObject({ tenant_id: dreamkart, role: 'owner', user_id: body.user.id, token_type: 'access' })
    expect(Number(access.exp) - Number(access.iat)).toBe(3600)
    expect(access.jti).toEqual(expect.any(String))
    const refresh = claimsOf(body.refresh)
    expect(refresh).toMatchObject({ sid: access.sid, token_type: 'refresh' })
    expect(Number(refresh.exp) - Number(refresh.iat)).toBe(7 * 24 * 3600)
    const entries = await audit('rohan', 'auth.login')
    expect(entries).toContainEqual(
      expect.objectContaining({ object_id: body.user.id, actor: body.user.id, after: { session: access.sid } }),
    )
  })

  test('takes an e-mail that only one account has', async () => {
    expect((await login('PRIYA@dreamkart.com', 'priya12345')).status).toBe(200)
  })

  test('takes no e-mail that two accounts have, except on a company’s own domain', async () => {
    const twin = {
      email: 'meera@dreamkart.com',
      username: 'meera-twin',
      password: 'twin pass 123',
      store_name: 'Twin Store',
    }
    expect((await world.anonymous.post('/api/auth/register/', twin)).status).toBe(201)
    expect((await login('meera@dreamkart.com', 'meera12345')).status).toBe(401)
    const onDomain = await login('meera@dreamkart.com', 'meera12345', { host: 'dreamkart.localhost' })
    expect(onDomain.body.user?.username).toBe('meera')
    await unlockAll()
  })

  test('a wrong password and an unknown name get the same answer', async () => {
    const wrongPassword = await login('emil', 'emil54321')
    const unknown = await login('nobody-at-all', 'emil54321')
    for (const reply of [wrongPassword, unknown]) {
      expect(reply.status).toBe(401)
      expect(reply.body).toEqual(wrong)
      expect(reply.headers['www-authenticate']).toBe('Bearer')
    }
  })

  test('a failed sign-in is in the company’s log, an unknown name’s in the platform’s, neither with the password', async () => {
    await login('emil', 'not-the-password-1')
    await login('somebody-else', 'not-the-password-2')
    const [known] = await audit('astrid', 'auth.login_failed')
    expect(known).toMatchObject({ after: { username: 'emil' }, actor: null })
    expect(known?.object_id).toEqual(expect.any(Number))
    const [unknown] = await audit('ria', 'auth.login_failed')
    expect(unknown).toMatchObject({ after: { username: 'somebody-else' }, object_id: null })
    expect(JSON.stringify([known, unknown])).not.toContain('not-the-password')
    await unlockAll()
  })

  test('on another company’s domain a right password is a wrong one', async () => {
    const reply = await login('emil', 'emil12345', { host: 'dreamkart.localhost' })
    expect(reply.status).toBe(401)
    expect(reply.body).toEqual(wrong)
    expect((await login('emil', 'emil12345', { host: 'nordlicht-handel.localhost' })).status).toBe(200)
  })

  test('a deactivated person is told what a wrong password is told', async () => {
    await inCompany(
      world,
      dreamkart,
      sql`update users set status = 'inactive' where tenant_id = ${dreamkart} and username = 'rahul'`,
    )
    const reply = await login('rahul', 'rahul12345')
    expect(reply.status).toBe(401)
    expect(reply.body).toEqual(wrong)
    await inCompany(
      world,
      dreamkart,
      sql`update users set status = 'active' where tenant_id = ${dreamkart} and username = 'rahul'`,
    )
    await unlockAll()
  })

  test('a suspended company is told of with the right password only', async () => {
    const { body } = await login('freya', 'freya12345')
    await directory(sql`select 1`)
    await inCompany(
      world,
      body.tenant_id,
      sql`update platform.tenants set status = 'suspended' where id = ${body.tenant_id}`,
    )
    expect((await login('freya', 'freya54321')).status).toBe(401)
    const reply = await login('freya', 'freya12345')
    expect(reply.status).toBe(403)
    expect(reply.body.code).toBe('tenant_suspended')
    const refreshed = await world.anonymous.post('/api/auth/refresh/', { refresh: body.refresh })
    expect(refreshed.body.code).toBe('tenant_suspended')
    await inCompany(
      world,
      body.tenant_id,
      sql`update platform.tenants set status = 'active' where id = ${body.tenant_id}`,
    )
    expect((await login('freya', 'freya12345')).status).toBe(200)
  })

  test('a hash of less strength is replaced at the next sign-in, also of many at once', async () => {
    const weak = await hash('jonas12345', { memoryCost: 8192, timeCost: 1 })
    const { body } = await login('jonas', 'jonas12345')
    await inCompany(
      world,
      body.tenant_id,
      sql`update users set password_hash = ${weak} where tenant_id = ${body.tenant_id} and username = 'jonas'`,
    )
    const replies = await Promise.all(Array.from({ length: 4 }, () => login('jonas', 'jonas12345')))
    expect(countsOf(replies)).toEqual({ 200: 4 })
    const [row] = await inCompany(
      world,
      body.tenant_id,
      sql<{
        password_hash: string
      }>`select password_hash from users where tenant_id = ${body.tenant_id} and username = 'jonas'`,
    )
    expect(row?.password_hash).toContain('m=19456,t=2')
  })

  test.each([
    [{}, ['username', 'password']],
    [{ username: '', password: 'x' }, ['username']],
    [{ username: 'rohan', password: 12345678 }, ['password']],
    [{ username: ['rohan'], password: 'x' }, ['username']],
    [{ username: 'rohan', password: 'x', tenant: 1 }, ['tenant']],
    [{ username: 'r'.repeat(300), password: 'x' }, ['username']],
    [{ username: 'rohan', password: 'x'.repeat(300) }, ['password']],
    [{ username: 'ro\0han', password: 'x' }, ['username']],
  ])('a bad body %j is a 400 that names the field', async (body, fields) => {
    const reply = await world.anonymous.post('/api/auth/login/', body)
    expect(reply.status).toBe(400)
    expect(Object.keys(reply.body)).toEqual(fields)
  })
})

describe('guessing', () => {
  test('every failure says how many attempts are left, to names that exist and to others alike', async () => {
    await unlockAll()
    for (const name of ['meera', 'phantom'])
      for (const left of ['4', '3', '2', '1'])
        expect((await login(name, 'guess')).headers['x-attempts-left']).toBe(left)
    await unlockAll()
  })

  test('the fifth failure still answers 401, the sixth 429, the right password too, and it is recorded once', async () => {
    for (let i = 1; i <= 5; i++) expect((await login('priya', `guess ${i}`)).status).toBe(401)
    const refused = await login('priya', 'priya12345')
    expect(refused.status).toBe(429)
    expect(refused.headers['x-attempts-left']).toBeUndefined()
    expect(refused.body.code).toBe('account_locked')
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(290)
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(300)
    expect((await login('priya@dreamkart.com', 'priya12345')).status).toBe(429)
    expect(await audit('rohan', 'auth.locked')).toHaveLength(1)
    const { body } = await world.as('rohan').get('/api/users/?search=priya')
    expect(body.results[0].locked_until).toEqual(expect.any(String))
  })

  test('a restart forgets no lock', async () => {
    const restarted = await anotherNode(world)
    expect((await restarted.post('/api/auth/login/', { username: 'priya', password: 'priya12345' })).status).toBe(429)
    await restarted.close()
  })

  test('a name that does not exist locks just so', async () => {
    for (let i = 1; i <= 5; i++) expect((await login('ghost', `guess ${i}`)).status).toBe(401)
    const refused = await login('Ghost', 'guess')
    expect(refused.status).toBe(429)
    expect(refused.body.code).toBe('account_locked')
  })

  test('five minutes later the lock and the count are over', async () => {
    await directory(sql`update platform.login_attempts set last_attempt_at = last_attempt_at - interval '5 minutes',
      locked_until = locked_until - interval '5 minutes'`)
    expect((await login('priya', 'priya12345')).status).toBe(200)
    expect((await login('ghost', 'guess')).status).toBe(401)
  })

  test('a success forgets the failures before it', async () => {
    await unlockAll()
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 4; i++) expect((await login('priya', 'guess')).status).toBe(401)
      expect((await login('priya', 'priya12345')).status).toBe(200)
    }
  })

  test('an owner unlocks', async () => {
    for (let i = 1; i <= 5; i++) await login('priya', `guess ${i}`)
    const { body } = await world.as('rohan').get('/api/users/?search=priya')
    expect((await world.as('rohan').post(`/api/users/${body.results[0].id}/unlock/`)).status).toBe(200)
    expect((await login('priya', 'priya12345')).status).toBe(200)
  })

  test.each(['meera', 'no-such-person'])('of 1,000 parallel guesses at %s at most five are evaluated', async name => {
    await unlockAll()
    const before = passwordWork.evaluations
    const replies = await Promise.all(Array.from({ length: 1000 }, (_, i) => login(name, `guess ${i}`)))
    expect(passwordWork.evaluations - before).toBe(5)
    expect(countsOf(replies)).toEqual({ 401: 5, 429: 995 })
  })

  test('on two nodes at once it is still five', async () => {
    await unlockAll()
    const other = await anotherNode(world)
    const before = passwordWork.evaluations
    const guess = (i: number) => ({ username: 'meera', password: `guess ${i}` })
    const replies = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        i % 2 ? other.post('/api/auth/login/', guess(i)) : world.anonymous.post('/api/auth/login/', guess(i)),
      ),
    )
    expect(passwordWork.evaluations - before).toBe(5)
    expect(countsOf(replies)).toEqual({ 401: 5, 429: 95 })
    await other.close()
  })

  test('fifty parallel sign-ins with the right password all succeed', async () => {
    await unlockAll()
    const replies = await Promise.all(Array.from({ length: 50 }, () => login('priya', 'priya12345')))
    expect(countsOf(replies)).toEqual({ 200: 50 })
    expect(new Set(replies.map(({ body }) => claimsOf(body.access).sid)).size).toBe(50)
  })

  test('attempts that a crashed process left count as failures', async () => {
    await unlockAll()
    await directory(sql`insert into platform.login_attempts (login_key, attempts, failures, last_attempt_at)
      values ('priya', 5, 0, now() - interval '11 seconds')`)
    expect((await login('priya', 'priya12345')).status).toBe(429)
    await unlockAll()
  })

  test('a name that is typed with look-alike letters counts on the same name', async () => {
    for (let i = 1; i <= 5; i++) await login(i % 2 ? 'рriya' : 'PRIYA', 'guess')
    expect((await login('priya', 'priya12345')).status).toBe(429)
    await unlockAll()
  })

  test('an unknown name takes as long as a wrong password', async () => {
    const timeOf = async (name: string) => {
      const start = performance.now()
      expect((await login(name, 'guess')).status).toBe(401)
      return performance.now() - start
    }
    const known: number[] = []
    const unknown: number[] = []
    for (const name of ['rohan', 'meera', 'priya', 'rahul', 'ria', 'astrid', 'jonas', 'emil', 'freya']) {
      known.push(await timeOf(name))
      unknown.push(await timeOf(`${name}-not`))
    }
    const median = (times: number[]) => times.toSorted((a, b) => a - b)[4] as number
    expect(median(known) / median(unknown)).toBeGreaterThan(0.5)
    expect(median(known) / median(unknown)).toBeLessThan(2)
    await unlockAll()
  })
})
