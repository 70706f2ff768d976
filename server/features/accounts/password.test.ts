import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countsOf, inCompany, mailsOf } from '../../../test/accounts.ts'
import { openMailSink } from '../../../test/mail-sink.ts'
import { type Headers, startWorld, type World } from '../../../test/server.ts'
import { until } from '../../../test/until.ts'
import { passwordWork } from '../../platform/passwords.ts'
import { sql } from '../../platform/sql.ts'

let world: World
let dreamkart: number
beforeAll(async () => {
  world = await startWorld()
  dreamkart = (await login('rohan', 'rohan12345')).body.tenant_id
})
afterAll(() => world.close())

function login(username: string, password: string) {
  return world.anonymous.post('/api/auth/login/', { username, password })
}

async function signIn(username: string, password = `${username}12345`) {
  const { body, status } = await login(username, password)
  expect(status).toBe(200)
  return world.withToken(body.access)
}

const changing = (current_password: string, new_password: string) => ({ current_password, new_password })

describe('changing one’s password', () => {
  test('ends the other sessions, keeps this one, and is recorded', async () => {
    const [here, there] = [await signIn('priya'), await signIn('priya')]
    const reply = await here.post('/api/auth/password/change/', changing('priya12345', 'plum orbit 49'))
    expect([reply.status, reply.text]).toEqual([204, ''])
    expect((await here.get('/api/auth/me/')).status).toBe(200)
    expect((await there.get('/api/auth/me/')).status).toBe(401)
    expect((await login('priya', 'priya12345')).status).toBe(401)
    expect((await login('priya', 'plum orbit 49')).status).toBe(200)
    const { body } = await world.as('rohan').get('/api/audit-logs/?action=auth.password_changed')
    expect(body.results[0]).toMatchObject({ actor_username: 'priya', object_type: 'user' })
    expect(JSON.stringify(body)).not.toContain('plum orbit')
  })

  test.each([
    [changing('wrong', 'plum orbit 50'), 'current_password'],
    [changing('emil12345', 'short1'), 'new_password'],
    [changing('emil12345', 'password123'), 'new_password'],
    [changing('emil12345', 'emil12345'), 'new_password'],
    [{ current_password: 'emil12345' }, 'new_password'],
    [{ ...changing('emil12345', 'plum orbit 50'), user: 3 }, 'user'],
  ])('%j is refused on its field', async (body, field) => {
    const reply = await world.as('emil').post('/api/auth/password/change/', body)
    expect(reply.status).toBe(400)
    expect(Object.keys(reply.body)).toEqual([field])
    expect((await login('emil', 'emil12345')).status).toBe(200)
  })

  test('whoever found an open session cannot guess the password through it, one by one or at once', async () => {
    const open = await signIn('jonas')
    const before = passwordWork.evaluations
    const guess = () => open.post('/api/auth/password/change/', changing('a guess', 'plum orbit 50'))
    expect((await guess()).status).toBe(400)
    const crowd = await Promise.all(Array.from({ length: 30 }, guess))
    expect(crowd.filter(({ status }) => status === 400).length).toBeLessThanOrEqual(4)
    expect(crowd.filter(({ status }) => status !== 400).every(({ status }) => status === 429)).toBe(true)
    for (let i = 0; i < 5; i++) await guess()
    expect(passwordWork.evaluations - before).toBe(5)
    const right = await open.post('/api/auth/password/change/', changing('jonas12345', 'plum orbit 50'))
    expect([right.status, right.body.code]).toEqual([429, 'account_locked'])
    expect((await login('jonas', 'jonas12345')).status).toBe(429)
  })

  test('an Idempotency-Key hides no guess from the count', async () => {
    const open = await signIn('freya')
    const before = passwordWork.evaluations
    for (let i = 0; i < 8; i++)
      await open.post('/api/auth/password/change/', changing('a guess', 'plum orbit 50'), {
        'idempotency-key': `key-${i}`,
      })
    expect(passwordWork.evaluations - before).toBe(5)
  })
})

describe('whose password somebody else set', () => {
  test('may only look at themselves, change it and log out, until they have changed it', async () => {
    const set = (must: boolean) =>
      inCompany(
        world,
        dreamkart,
        sql`with raised as (update settings set version = version + 1 where tenant_id = ${dreamkart})
          update users set must_change_password = ${must} where tenant_id = ${dreamkart} and username = 'meera'`,
      )
    await set(true)
    const { body } = await login('meera', 'meera12345')
    expect(body).toMatchObject({ must_change_password: true, user: { must_change_password: true } })
    const meera = world.withToken(body.access)
    for (const path of ['/api/products/', '/api/orders/', '/api/users/', '/api/auth/sessions/']) {
      const reply = await meera.get(path)
      expect(reply.status).toBe(403)
      expect(reply.body.code).toBe('password_change_required')
    }
    expect((await meera.post('/api/auth/ws-ticket/')).body.code).toBe('password_change_required')
    expect((await meera.get('/api/auth/me/')).body.must_change_password).toBe(true)
    expect((await meera.post('/api/auth/password/change/', changing('meera12345', 'kettle hill 72'))).status).toBe(204)
    expect((await meera.get('/api/products/')).status).toBe(200)
    await set(true)
    expect((await meera.get('/api/products/')).status).toBe(403)
    expect((await meera.post('/api/auth/logout/')).status).toBe(204)
    await set(false)
  })
})

describe('a forgotten password', () => {
  const reset = (email: string, headers?: Headers) =>
    world.anonymous.post('/api/auth/password/reset/', { email }, headers)
  const confirm = (token: string, new_password: string, headers?: Headers) =>
    world.anonymous.post('/api/auth/password/reset/confirm/', { token, new_password }, headers)

  async function linkFor(email: string, headers?: Headers) {
    expect((await reset(email, headers)).status).toBe(204)
    const mail = (await mailsOf(world, dreamkart)).at(-1)
    const [link = '', token = ''] = /https?:\S+\?token=(\S+)/.exec(mail?.text ?? '') ?? []
    return { mail, link, token }
  }

  test('is replaced by a mailed link that works once, ends all sessions and any lock', async () => {
    const before = await signIn('rahul')
    for (let i = 1; i <= 5; i++) await login('rahul', 'guess')
    expect((await login('rahul', 'rahul12345')).status).toBe(429)
    const { mail, link, token } = await linkFor('Rahul@DreamKart.com')
    expect(mail).toMatchObject({ to: 'rahul@dreamkart.com' })
    expect(link).toMatch(/^http:\/\/localhost:8000\/reset-password\?token=/)
    const weak = await confirm(token, 'short1')
    expect([weak.status, Object.keys(weak.body)]).toEqual([400, ['new_password']])
    expect((await confirm(token, 'kettle hill 73')).status).toBe(204)
    expect((await before.get('/api/auth/me/')).status).toBe(401)
    expect((await login('rahul', 'kettle hill 73')).status).toBe(200)
    const again = await confirm(token, 'kettle hill 74')
    expect([again.status, Object.keys(again.body)]).toEqual([400, ['token']])
    const { body } = await world.as('rohan').get('/api/audit-logs/?object_type=user&search=auth.password')
    expect(JSON.stringify(body)).not.toContain(token)
  })

  test('an unknown address gets the same answer after the same least time, and no mail', async () => {
    const count = (await mailsOf(world, dreamkart)).length
    const timed = async (email: string) => {
      const start = performance.now()
      const { status, text } = await reset(email)
      return { answer: [status, text], ms: performance.now() - start }
    }
    const [known, unknown] = [[] as number[], [] as number[]]
    for (let i = 0; i < 3; i++) {
      const [one, other] = [await timed('rohan@dreamkart.com'), await timed('stranger@dreamkart.com')]
      expect(other.answer).toEqual(one.answer)
      known.push(one.ms)
      unknown.push(other.ms)
    }
    for (const ms of [...known, ...unknown]) expect(ms).toBeGreaterThan(145)
    expect((await mailsOf(world, dreamkart)).length).toBe(count + 3)
    await inCompany(world, dreamkart, sql`delete from password_tokens where tenant_id = ${dreamkart}`)
  })

  test('of one link used twice at once one use succeeds', async () => {
    const { token } = await linkFor('rohan@dreamkart.com')
    const replies = await Promise.all([confirm(token, 'rohan hill 12345'), confirm(token, 'rohan hill 12346')])
    expect(countsOf(replies)).toEqual({ 204: 1, 400: 1 })
    await inCompany(world, dreamkart, sql`delete from password_tokens where tenant_id = ${dreamkart}`)
  })

  test('a link is dead after an hour, after a change of password, and when its company’s id is exchanged', async () => {
    const one = await linkFor('rahul@dreamkart.com')
    await inCompany(world, dreamkart, sql`update password_tokens set expires_at = now() where tenant_id = ${dreamkart}`)
    const two = await linkFor('rahul@dreamkart.com')
    const rahul = await signIn('rahul', 'kettle hill 73')
    expect((await rahul.post('/api/auth/password/change/', changing('kettle hill 73', 'kettle hill 75'))).status).toBe(
      204,
    )
    const three = await linkFor('rahul@dreamkart.com')
    const exchanged = three.token.replace(/^\d+/, '1')
    for (const token of [one.token, two.token, exchanged, 'x', '1.x', `${three.token}x`]) {
      const reply = await confirm(token, 'kettle hill 76')
      expect([reply.status, Object.keys(reply.body)]).toEqual([400, ['token']])
    }
    expect((await confirm(three.token, 'kettle hill 77', { host: 'nordlicht-handel.localhost' })).status).toBe(400)
    expect((await confirm(three.token, 'kettle hill 77', { host: 'dreamkart.localhost' })).status).toBe(204)
  })

  test('a link leads to PUBLIC_URL or the company’s own domain, never to an unchecked Host', async () => {
    for (const [host, base] of [
      ['evil.example', 'http://localhost:8000/'],
      ['127.0.0.1:6666', 'http://localhost:8000/'],
      ['dreamkart.localhost', 'http://dreamkart.localhost:8000/'],
    ] as const) {
      const { link } = await linkFor('rahul@dreamkart.com', { host })
      expect(link.startsWith(`${base}reset-password?token=`)).toBe(true)
      await inCompany(world, dreamkart, sql`delete from password_tokens where tenant_id = ${dreamkart}`)
    }
  })

  test('on a company’s domain only that company’s people are written to', async () => {
    const count = (await mailsOf(world, dreamkart)).length
    expect((await reset('rahul@dreamkart.com', { host: 'nordlicht-handel.localhost' })).status).toBe(204)
    expect((await mailsOf(world, dreamkart)).length).toBe(count)
  })

  test('with SMTP_URL the link arrives by itself', async () => {
    const sink = await openMailSink()
    const there = await startWorld({ smtpUrl: sink.url })
    try {
      await there.anonymous.post('/api/auth/password/reset/', { email: 'rahul@dreamkart.com' })
      // Other mail of the demo world may leave before it.
      const token = await until(() => {
        const letters = sink.letters.map(letter => letter.replaceAll('=\r\n', '').replaceAll('=3D', '='))
        const links = letters.filter(letter => letter.includes('To: rahul@dreamkart.com'))
        const [, found] = /\?token=([\w.-]+)/.exec(links.join('\n')) ?? []
        return found
      })
      const confirmed = await there.anonymous.post('/api/auth/password/reset/confirm/', {
        token,
        new_password: 'kettle hill 80',
      })
      expect(confirmed.status).toBe(204)
    } finally {
      await there.close()
      await sink.close()
    }
  })

  test('nobody’s mailbox can be filled', async () => {
    const count = (await mailsOf(world, dreamkart)).length
    for (let i = 0; i < 8; i++) expect((await reset('rahul@dreamkart.com')).status).toBe(204)
    expect((await mailsOf(world, dreamkart)).length).toBe(count + 5)
  })

  test.each([
    [{}],
    [{ email: 'no address' }],
    [{ email: 'a@b.example\r\nBcc: c@d.example' }],
    [{ email: ['a@b.example'] }],
  ])('%j is a 400 on the e-mail', async body => {
    const reply = await world.anonymous.post('/api/auth/password/reset/', body)
    expect([reply.status, Object.keys(reply.body)]).toEqual([400, ['email']])
  })
})
