import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { claimsOf, countsOf, inCompany, mailsOf } from '../../../test/accounts.ts'
import { type Headers, type Reply, startWorld, type World } from '../../../test/server.ts'
import { sql } from '../../platform/sql.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

let people = 0

function register(changes: Record<string, unknown> = {}, headers?: Headers): Promise<Reply> {
  const username = `person-${++people}`
  const body = { username, email: `${username}@example.com`, password: 'plum orbit 49', ...changes }
  return world.anonymous.post('/api/auth/register/', body, headers)
}

function login(username: string, password = 'plum orbit 49') {
  return world.anonymous.post('/api/auth/login/', { username, password })
}

async function countTenants(): Promise<number> {
  const [row] = await world.deployment.door.directory.rows(
    sql<{ count: number }>`select count(*) as count from platform.tenants`,
  )
  return row?.count ?? 0
}

const fieldsOf = (reply: Reply) => [reply.status, Object.keys(reply.body)]

describe('registering a company', () => {
  test.each([
    ['store_name', 'store'],
    ['tenant_name', 'store'],
    ['company_name', 'controlled'],
  ])('by %s makes it with the preset %s, its owner signed in', async (field, preset) => {
    const name = `Łódź & Söhne ${field}`
    const { status, body } = await register({ [field]: name })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      id: expect.any(Number),
      role: 'owner',
      tenant: { id: body.tenant_id, name, slug: `lodz-sohne-${field.replace('_', '-')}`, placement: 'shared' },
    })
    expect(body.tenant.domain).toBe(`${body.tenant.slug}.localhost`)
    expect(claimsOf(body.access)).toMatchObject({ tenant_id: body.tenant_id, user_id: body.id, role: 'owner' })
    const owner = world.withToken(body.access)
    expect((await owner.get('/api/auth/me/')).body).toMatchObject({
      id: body.id,
      sessions: 1,
      must_change_password: false,
    })
    expect((await owner.get(`/api/companies/${body.tenant_id}/`)).body).toMatchObject({ preset })
    expect((await owner.get(`/api/users/${body.id}/`)).body.last_login_at).not.toBeNull()
    expect((await world.anonymous.post('/api/auth/refresh/', { refresh: body.refresh })).status).toBe(200)
    const mails = await mailsOf(world, body.tenant_id)
    expect(mails).toMatchObject([{ to: body.email, subject: `Welcome to ${name}` }])
    const log = await owner.get('/api/audit-logs/')
    expect(log.body.results.map((entry: { action: string }) => entry.action)).toEqual(
      expect.arrayContaining(['company.created', 'user.created']),
    )
    expect(JSON.stringify([log.body, mails])).not.toContain('plum orbit')
  })

  test('as admin is the same as as owner, and a preset can be chosen', async () => {
    const { body } = await register({ store_name: 'Stockroom Ltd', role: 'admin', preset: 'stockroom' })
    expect(body.role).toBe('owner')
    const company = await world.withToken(body.access).get(`/api/companies/${body.tenant_id}/`)
    expect(company.body).toMatchObject({ preset: 'stockroom' })
  })

  test('a taken login name, in whatever case or look-alike letters, is refused on its field', async () => {
    const before = await countTenants()
    for (const username of ['rohan', 'ROHAN', 'rоhan', 'ｒｏｈａｎ', ' rohan '])
      expect(fieldsOf(await register({ username, store_name: `Store of ${username}` }))).toEqual([400, ['username']])
    expect(await countTenants()).toBe(before)
  })

  test.each(['store_name', 'tenant_name', 'company_name'])('a taken company name is refused on %s', async field => {
    for (const name of ['DreamKart', 'dreamkart', '  DREAMKART  '])
      expect(fieldsOf(await register({ [field]: name }))).toEqual([400, [field]])
  })

  test('two names that make the same slug get two', async () => {
    const [one, two] = [await register({ store_name: 'Café Olé' }), await register({ store_name: 'Cafe Ole' })]
    expect([one.body.tenant.slug, two.body.tenant.slug]).toEqual(['cafe-ole', 'cafe-ole-2'])
  })

  test('of many registrations of one company at once exactly one succeeds', async () => {
    const before = await countTenants()
    const replies = await Promise.all(Array.from({ length: 8 }, () => register({ store_name: 'Popular' })))
    expect(countsOf(replies)).toEqual({ 201: 1, 400: 7 })
    for (const reply of replies.filter(({ status }) => status === 400))
      expect(Object.keys(reply.body)).toEqual(['store_name'])
    expect(await countTenants()).toBe(before + 1)
  })

  test('of many registrations of one login name at once exactly one succeeds, and only one company is made', async () => {
    const before = await countTenants()
    const replies = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        register({ username: i % 2 ? 'Twin' : 'twin', store_name: `Twin Store ${i}` }),
      ),
    )
    expect(countsOf(replies)).toEqual({ 201: 1, 400: 7 })
    for (const reply of replies.filter(({ status }) => status === 400))
      expect(Object.keys(reply.body)).toEqual(['username'])
    expect(await countTenants()).toBe(before + 1)
  })

  test('many companies at once get different ids, slugs and nothing of each other', async () => {
    const replies = await Promise.all(Array.from({ length: 12 }, (_, i) => register({ store_name: `Crowd ${i}` })))
    expect(countsOf(replies)).toEqual({ 201: 12 })
    expect(new Set(replies.map(({ body }) => body.tenant_id)).size).toBe(12)
    const [one, two] = replies
    const users = await world.withToken(one?.body.access).get('/api/users/')
    expect(users.body.results).toMatchObject([{ username: one?.body.username }])
    expect((await world.withToken(one?.body.access).get(`/api/users/${two?.body.id}/`)).status).toBe(404)
  })

  test.each([
    [{ store_name: undefined }, ['store_name']],
    [{ store_name: 'A', company_name: 'B' }, ['company_name']],
    [{ store_name: '   ' }, ['store_name']],
    [{ store_name: 'A', password: 'short1' }, ['password']],
    [{ store_name: 'A', password: 'password123' }, ['password']],
    [{ store_name: 'A', password: 12345678 }, ['password']],
    [{ store_name: 'A', email: 'nobody' }, ['email']],
    [{ store_name: 'A', username: '' }, ['username']],
    [{ store_name: 'A', username: '\u200b' }, ['username']],
    [{ store_name: 'A', username: 'a\nb' }, ['username']],
    [{ store_name: 'A', role: 'platform_admin' }, ['role']],
    [{ store_name: 'A', role: 'superuser' }, ['role']],
    [{ store_name: 'A', preset: 'bazaar' }, ['preset']],
    [{ store_name: 'A', tenant_id: 1 }, ['tenant_id']],
    [{ store_name: 'A', is_superuser: true }, ['is_superuser']],
  ])('%j is refused on its field and makes nothing', async (changes, fields) => {
    const before = await countTenants()
    expect(fieldsOf(await register(changes))).toEqual([400, fields])
    expect(await countTenants()).toBe(before)
  })

  test.each(['pass12345', 'rohan12345', 'ria12345', 'meera12345'])('the password %s will do', async password => {
    expect((await register({ store_name: `Store of ${password}`, password })).status).toBe(201)
  })

  test('on another company’s domain is refused', async () => {
    const reply = await register({ store_name: 'Elsewhere' }, { host: 'dreamkart.localhost' })
    expect(reply.body.code).toBe('wrong_tenant')
  })
})

describe('joining a store', () => {
  test.each(['DreamKart', 'dreamkart', ' dreamKART '])(
    'as a customer by its name or slug, here %j, signs in',
    async store_name => {
      const { status, body } = await register({ store_name, role: 'customer' })
      expect(status).toBe(201)
      expect(body).toMatchObject({ role: 'customer', tenant: { slug: 'dreamkart' } })
      const customer = world.withToken(body.access)
      expect((await customer.get('/api/auth/me/')).body).toMatchObject({ role: 'customer', tenant_id: body.tenant_id })
      expect((await customer.get('/api/products/')).status).toBe(200)
      expect((await customer.get('/api/users/')).status).toBe(403)
      expect((await world.as('rohan').get(`/api/users/${body.id}/`)).body.last_login_at).not.toBeNull()
      expect((await mailsOf(world, body.tenant_id)).at(-1)).toMatchObject({
        to: body.email,
        subject: 'Welcome to DreamKart',
      })
    },
  )

  test('needs no name on the store’s own domain, and takes no other there', async () => {
    const host = 'dreamkart.localhost'
    expect((await register({ role: 'customer' }, { host })).body).toMatchObject({
      role: 'customer',
      tenant: { slug: 'dreamkart' },
    })
    expect((await register({ role: 'customer', store_name: 'DreamKart' }, { host })).status).toBe(201)
    const elsewhere = await register({ role: 'customer', store_name: 'Nordlicht Handel' }, { host })
    expect(fieldsOf(elsewhere)).toEqual([400, ['store_name']])
  })

  test('that takes no sign-ups is a 403, one that does not exist and the platform’s own a 400 on the name', async () => {
    await register({ company_name: 'Closed Shop' })
    const closed = await register({ company_name: 'Closed Shop', role: 'customer' })
    expect([closed.status, closed.body.code]).toEqual([403, 'customer_signup_closed'])
    for (const tenant_name of ['No Such Store', 'Quartermaster'])
      expect(fieldsOf(await register({ tenant_name, role: 'customer' }))).toEqual([400, ['tenant_name']])
    expect(fieldsOf(await register({ role: 'customer' }))).toEqual([400, ['store_name']])
    expect(fieldsOf(await register({ store_name: 'DreamKart', role: 'customer', preset: 'store' }))).toEqual([
      400,
      ['preset'],
    ])
  })

  test('with a login name or e-mail that is taken is refused on that field', async () => {
    const store = { store_name: 'DreamKart', role: 'customer' }
    expect(fieldsOf(await register({ ...store, username: 'Emil' }))).toEqual([400, ['username']])
    expect(fieldsOf(await register({ ...store, email: 'RAHUL@dreamkart.com' }))).toEqual([400, ['email']])
    expect(fieldsOf(await register({ ...store, username: 'rahul', email: 'rahul@dreamkart.com' }))).toEqual([
      400,
      ['username', 'email'],
    ])
  })

  test('of many with one login name or one e-mail at once exactly one does', async () => {
    const store = { store_name: 'DreamKart', role: 'customer' }
    const byName = await Promise.all(Array.from({ length: 6 }, () => register({ ...store, username: 'rush' })))
    expect(countsOf(byName)).toEqual({ 201: 1, 400: 5 })
    const byMail = await Promise.all(
      Array.from({ length: 6 }, () => register({ ...store, email: 'rush2@example.com' })),
    )
    expect(countsOf(byMail)).toEqual({ 201: 1, 400: 5 })
    expect(byMail.filter(({ status }) => status === 400).every(({ body }) => 'email' in body)).toBe(true)
  })
})

describe('asking to work somewhere', () => {
  test.each(['staff', 'manager'])('as %s waits for approval and has no tokens until then', async role => {
    const { status, body } = await register({ company_name: 'Nordlicht Handel', role, username: `keen-${role}` })
    expect(status).toBe(202)
    expect(body).toMatchObject({
      role,
      status: 'pending_approval',
      tenant: { name: 'Nordlicht Handel', placement: 'schema' },
    })
    expect(body).not.toHaveProperty('access')
    expect(body).not.toHaveProperty('refresh')
    expect((await login(`keen-${role}`, 'wrong')).status).toBe(401)
    const waiting = await login(`keen-${role}`)
    expect([waiting.status, waiting.body.code]).toEqual([403, 'pending_approval'])
    expect((await world.as('astrid').post(`/api/users/${body.id}/approve/`)).status).toBe(200)
    const approved = await login(`keen-${role}`)
    expect(approved.status).toBe(200)
    expect(approved.body.role).toBe(role)
  })

  test('in a company that does not exist is a 400 on its name', async () => {
    expect(fieldsOf(await register({ store_name: 'No Such Store', role: 'staff' }))).toEqual([400, ['store_name']])
  })

  test('in a suspended company is refused', async () => {
    const { body } = await register({ store_name: 'Paused' })
    await inCompany(
      world,
      body.tenant_id,
      sql`update platform.tenants set status = 'suspended' where id = ${body.tenant_id}`,
    )
    for (const role of ['staff', 'customer']) {
      const reply = await register({ store_name: 'Paused', role })
      expect([reply.status, reply.body.code]).toEqual([403, 'tenant_suspended'])
    }
  })
})

describe('where sign-up', () => {
  const other = async (signup: 'closed' | 'review', story: (there: World) => Promise<void>) => {
    const there = await startWorld({ signup })
    try {
      await story(there)
    } finally {
      await there.close()
    }
  }
  const newcomer = { username: 'newcomer', email: 'n@example.com', password: 'plum orbit 49' }

  test('is closed, no company can be registered, but stores can be joined', () =>
    other('closed', async there => {
      const reply = await there.anonymous.post('/api/auth/register/', { ...newcomer, store_name: 'New' })
      expect([reply.status, reply.body.code]).toEqual([403, 'signup_closed'])
      const customer = { ...newcomer, store_name: 'DreamKart', role: 'customer' }
      expect((await there.anonymous.post('/api/auth/register/', customer)).status).toBe(201)
      expect((await there.anonymous.get('/api/meta/')).body.signup).toBe('closed')
    }))

  test('is reviewed, a company waits for the platform’s admin', () =>
    other('review', async there => {
      const { status, body } = await there.anonymous.post('/api/auth/register/', { ...newcomer, store_name: 'New' })
      expect([status, body.status]).toEqual([202, 'pending_approval'])
      expect(body).not.toHaveProperty('access')
      const waiting = await there.anonymous.post('/api/auth/login/', {
        username: 'newcomer',
        password: 'plum orbit 49',
      })
      expect([waiting.status, waiting.body.code]).toEqual([403, 'pending_approval'])
      const joining = { ...newcomer, username: 'x', store_name: 'New', role: 'customer' }
      expect((await there.anonymous.post('/api/auth/register/', joining)).status).toBe(400)
      const user = (await there.as('Ria').patch(`/api/users/${body.id}/`, { name: 'New Comer' })).body
      const seen = { 'if-match': `"${user.version}"` }
      expect((await there.as('Ria').post(`/api/users/${body.id}/approve/`, {}, seen)).status).toBe(200)
      for (const company of [1, body.tenant_id]) {
        const log = await there.as('Ria').get(`/api/audit-logs/?company=${company}&action=company.resumed`)
        expect(log.body.results).toMatchObject([{ actor_username: 'Ria', object_id: body.tenant_id }])
      }
      const approved = await there.anonymous.post('/api/auth/login/', {
        username: 'newcomer',
        password: 'plum orbit 49',
      })
      expect(approved.status).toBe(200)
    }))

  test('is reviewed, and the server stops when its owner is in and it is not, asking again lets it in', () =>
    other('review', async there => {
      const { body } = await there.anonymous.post('/api/auth/register/', { ...newcomer, store_name: 'Half' })
      const { id, tenant_id } = body
      const pending = sql`update users set status = 'pending_approval' where tenant_id = ${tenant_id} and id = ${id}`
      await inCompany(there, tenant_id, pending)
      const approve = () => there.as('Ria').post(`/api/users/${id}/approve/`)
      vi.spyOn(there.deployment.door, 'owner').mockRejectedValueOnce(new Error('the server stops'))
      expect((await approve()).status).toBe(500)
      const company = async () => (await there.as('Ria').get(`/api/companies/${tenant_id}/`)).body.status
      expect(await company()).toBe('pending_approval')
      expect([await approve(), await approve()].map(({ status, body }) => [status, body.status])).toEqual([
        [200, 'active'],
        [200, 'active'],
      ])
      expect(await company()).toBe('active')
      const log = await there.as('Ria').get(`/api/audit-logs/?company=${tenant_id}`)
      const actions = log.body.results.map(({ action }: { action: string }) => action)
      for (const action of ['user.approved', 'company.resumed'])
        expect(actions.filter((each: string) => each === action)).toHaveLength(1)
    }))
})

test('companies get schemas of their own where that is the default', async () => {
  const there = await startWorld({ defaultPlacement: 'schema', passwordPolicy: 'strong' })
  try {
    const body = {
      username: 'own',
      email: 'own@example.com',
      password: 'plum orbit kettle 49',
      store_name: 'Own Schema',
    }
    const reply = await there.anonymous.post('/api/auth/register/', body)
    expect(reply.body).toMatchObject({ role: 'owner', tenant: { placement: 'schema' } })
    expect((await there.withToken(reply.body.access).get('/api/auth/me/')).status).toBe(200)
    const weak = { ...body, username: 'own2', store_name: 'Own 2', password: 'own2 plum kettle' }
    const refused = await there.anonymous.post('/api/auth/register/', { ...weak, username: 'kettle' })
    expect([refused.status, Object.keys(refused.body)]).toEqual([400, ['password']])
    const added = { username: 'zed', email: 'zed@example.com', name: 'Plum Kettle', password: 'orbit kettle 4913' }
    const named = await there.withToken(reply.body.access).post('/api/users/', added)
    expect(named.body).toEqual({ password: ['Leave your names and e-mail address out of it.'] })
  } finally {
    await there.close()
  }
})
