import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../../../test/server.ts'
import { csvLine } from '../../platform/csv.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const ria = () => world.as('Ria')
let made = 0

async function newCompany(changes: object = {}) {
  const username = `boss${++made}`
  const owner = { username, email: `${username}@x.com`, password: `${username}-pass1` }
  const reply = await ria().post('/api/companies/', { name: `Company ${made}`, owner, ...changes })
  expect(reply.status, reply.text).toBe(201)
  return { ...reply.body, as: () => world.as(username, owner.password) }
}

const companyOf = async (name: string) => (await world.as(name).get('/api/companies/')).body.results

test('the platform admin sees all companies, everybody else exactly their own', async () => {
  const all = (await ria().get('/api/companies/?page_size=200')).body.results.map(
    (company: { name: string }) => company.name,
  )
  expect(all).toEqual(expect.arrayContaining(['Quartermaster', 'DreamKart', 'Nordlicht Handel']))
  for (const name of ['rohan', 'meera', 'priya', 'rahul'])
    expect(
      (await companyOf(name)).map((company: { name: string }) => company.name),
      name,
    ).toEqual(['DreamKart'])
  const [foreign] = await companyOf('astrid')
  expect((await world.as('rohan').get(`/api/companies/${foreign.id}/`)).status).toBe(404)
  expect((await world.as('rohan').patch(`/api/companies/${foreign.id}/`, { name: 'Mine' })).status).toBe(404)
  expect((await ria().get(`/api/companies/${foreign.id}/`)).body).toMatchObject({
    name: 'Nordlicht Handel',
    placement: 'schema',
  })
})

test('the platform makes a company, whose owner signs in at once', async () => {
  const company = await newCompany({ name: 'Łódź & Söhne', placement: 'schema', settings: { currency: 'PLN' } })
  expect(company).toMatchObject({
    slug: 'lodz-sohne',
    domain: 'lodz-sohne.localhost',
    placement: 'schema',
    preset: 'stockroom',
    status: 'active',
    settings: { currency: 'PLN', customer_signup: 'closed', order_approval: { sale: 'required', restock: 'required' } },
    users_count: 1,
    owner: { username: expect.any(String) },
  })
  expect(company.owner).not.toHaveProperty('initial_password')
  expect((await company.as().get('/api/products/')).status).toBe(200)
  expect((await company.as().get('/api/locations/')).body.results).toMatchObject([{ name: 'Main', is_default: true }])
  const own = (await company.as().get('/api/audit-logs/?action=company.created')).body.results
  expect(own).toMatchObject([{ actor_username: 'Ria', object_id: company.id }])
  const platform = (await ria().get('/api/audit-logs/?action=company.created')).body.results
  expect(platform[0]).toMatchObject({ object_id: company.id })
})

test('only the platform makes, suspends and deletes companies', async () => {
  const [own] = await companyOf('rohan')
  expect((await world.as('rohan').post('/api/companies/', { name: 'Another' })).status).toBe(403)
  expect((await world.as('rohan').post(`/api/companies/${own.id}/suspend/`)).status).toBe(403)
  expect((await world.as('rohan').post(`/api/companies/${own.id}/resume/`)).status).toBe(403)
  expect((await world.as('rohan').delete(`/api/companies/${own.id}/`)).status).toBe(403)
})

test('another company does not exist for whoever is no platform admin, whatever they try with it', async () => {
  const [foreign] = await companyOf('astrid')
  for (const name of ['rohan', 'priya'])
    for (const id of [foreign.id, 1, 999_999_999, 'abc']) {
      const client = world.as(name)
      const replies = [
        await client.delete(`/api/companies/${id}/`),
        await client.post(`/api/companies/${id}/suspend/`),
        await client.post(`/api/companies/${id}/resume/`),
      ]
      for (const reply of replies) expect([reply.status, reply.body]).toEqual([404, { detail: 'Not found.' }])
    }
  expect((await companyOf('astrid'))[0]).toEqual(foreign)
})

test('nor does it for whoever works for the platform without being its admin', async () => {
  expect((await ria().post('/api/roles/', { name: 'onlooker', permissions: ['VIEW_COMPANIES'] })).status).toBe(201)
  const given = { username: 'olga', email: 'olga@x.com', password: 'plum orbit 49', role: 'onlooker' }
  expect((await ria().post('/api/users/', given)).status).toBe(201)
  const onlooker = world.as('olga', 'plum orbit 49')
  const [foreign] = await companyOf('astrid')
  expect((await onlooker.post(`/api/companies/${foreign.id}/suspend/`)).status).toBe(404)
  expect((await onlooker.delete('/api/companies/1/')).status).toBe(403)
})

test('whoever works for the platform and may only make companies is answered, and both logs tell it', async () => {
  const role = await ria().post('/api/roles/', { name: 'founder', permissions: ['CREATE_COMPANY', 'VIEW_PRODUCTS'] })
  const given = { username: 'fay', email: 'fay@x.com', password: 'plum orbit 49', role: role.body.id }
  expect((await ria().post('/api/users/', given)).status).toBe(201)
  const made = await world.as('fay', 'plum orbit 49').post('/api/companies/', { name: 'Founded' })
  expect([made.status, made.body]).toEqual([201, (await ria().get(`/api/companies/${made.body.id}/`)).body])
  for (const company of [1, made.body.id]) {
    const log = await ria().get(`/api/audit-logs/?company=${company}&action=company.created&object_id=${made.body.id}`)
    expect(log.body.results).toMatchObject([{ actor_username: 'fay' }])
  }
})

test('a company is put back as it was made or got, however long its name is, and nothing happens', async () => {
  const { as, ...made } = await newCompany({ name: 'N'.repeat(150) })
  const { owner: _, ...company } = made
  const url = `/api/companies/${company.id}/`
  expect((await ria().put(url, made)).body).toEqual(company)
  expect((await as().put(url, (await as().get(url)).body)).body).toEqual(company)
})

test('the lists of companies and of everybody say as CSV what they say as JSON', async () => {
  for (const [who, path] of [
    ['Ria', '/api/companies/?ordering=id'],
    ['rohan', '/api/companies/?'],
    ['Ria', '/api/users/?ordering=id'],
  ] as const) {
    const { results } = (await world.as(who).get(`${path}&page_size=200`)).body
    const [head = '', ...lines] = (await world.as(who).get(`${path}&format=csv`)).text.trimEnd().split('\r\n')
    const cellsOf = (row: Record<string, unknown>) =>
      head.split(',').flatMap(column => (row[column] !== null && typeof row[column] === 'object' ? [] : [row[column]]))
    // An object's fields may come in another order.
    expect(lines.map(line => line.replace(/"[{[].*[}\]]",/, ''))).toEqual(
      results.map((row: Record<string, unknown>) => csvLine(cellsOf(row)).trimEnd()),
    )
  }
})

test('taken names are refused on their field', async () => {
  await newCompany({ name: 'Acme Ltd' })
  expect((await ria().post('/api/companies/', { name: ' ACME  ltd' })).body).toHaveProperty('name')
  const second = await newCompany({ name: 'Acme-Ltd!' })
  expect(second.slug).toBe('acme-ltd-2')
  expect((await ria().post('/api/companies/', { name: 'Other', slug: 'acme-ltd' })).body).toHaveProperty('slug')
  expect((await ria().post('/api/companies/', { name: 'Other', slug: 'www' })).body).toHaveProperty('slug')
  expect((await ria().post('/api/companies/', { name: 'Other', slug: 'No Slug' })).body).toHaveProperty('slug')
  const owner = { username: 'ROHAN', email: 'r@x.com', password: 'something1' }
  expect((await ria().post('/api/companies/', { name: 'Other', owner })).body).toEqual({
    owner: { username: ['A user with that username already exists.'] },
  })
  const weak = { username: 'other', email: 'o@x.com', password: 'x' }
  expect((await ria().post('/api/companies/', { name: 'Other', owner: weak })).body.owner).toHaveProperty('password')
  expect((await ria().post('/api/companies/', { name: 'Other', settings: { currency: 'XXX' } })).status).toBe(400)
})

test('two companies of one name at once: one is made', async () => {
  const replies = await Promise.all(['Twins', 'twins', 'TWINS'].map(name => ria().post('/api/companies/', { name })))
  expect(replies.map(reply => reply.status).toSorted()).toEqual([201, 400, 400])
  for (const { status, body } of replies) if (status === 400) expect(body).toHaveProperty('name')
})

test('a platform admin’s new user with role admin is the owner of a new company', async () => {
  const body = {
    username: 'tenantboss',
    email: 't@x.com',
    password: 'tenantboss1',
    role: 'admin',
    tenant_name: 'Boss & Co',
  }
  const reply = await ria().post('/api/users/', body)
  expect(reply.body).toMatchObject({ username: 'tenantboss', role: 'owner', must_change_password: false })
  const boss = world.as('tenantboss', 'tenantboss1')
  const [company] = (await boss.get('/api/companies/')).body.results
  expect(company).toMatchObject({
    id: reply.body.tenant,
    name: 'Boss & Co',
    slug: 'boss-co',
    placement: 'schema',
    preset: 'stockroom',
  })
  const staff = await boss.post('/api/users/', {
    username: 'helper',
    email: 'h@x.com',
    password: 'helper1234',
    role: 'staff',
  })
  expect(staff.body).toMatchObject({ tenant: company.id, role: 'staff' })
  expect((await ria().post('/api/users/', { ...body, username: 'second', email: 's@x.com' })).body).toHaveProperty(
    'tenant_name',
  )
  const unnamed = await ria().post('/api/users/', { username: 'loner', email: 'l@x.com', role: 'admin' })
  expect(unnamed.body).toMatchObject({ initial_password: expect.any(String), must_change_password: true })
  expect((await boss.post('/api/users/', { ...body, username: 'third' })).body).toHaveProperty('tenant_name')
})

test('a platform admin adds people to any company, and finds everybody', async () => {
  const company = await newCompany()
  const body = { username: 'placed', email: 'p@x.com', password: 'placed1234', role: 'manager', company: company.id }
  const user = (await ria().post('/api/users/', body)).body
  expect(user).toMatchObject({ tenant: company.id, role: 'manager' })
  expect((await ria().get(`/api/users/${user.id}/`)).body).toEqual(user)
  expect((await ria().patch(`/api/users/${user.id}/`, { name: 'Placed' })).body).toMatchObject({ name: 'Placed' })
  expect((await ria().post('/api/users/', { ...body, username: 'x', company: 987654 })).body).toHaveProperty('company')
  const { company: _, ...named } = { ...body, username: 'named', email: 'n@x.com' }
  expect((await ria().post(`/api/users/?company=${company.id}`, named)).body).toMatchObject({ tenant: company.id })
  expect((await ria().post('/api/users/?company=1', body)).body).toHaveProperty('company')
  expect((await company.as().post('/api/users/?company=2', named)).body).toHaveProperty('company')
  const operator = { ...named, username: 'climber', email: 'c@x.com', role: 'platform_admin' }
  expect((await ria().post('/api/users/', { ...operator, company: company.id })).body).toHaveProperty('role')
  const found = (await ria().get(`/api/users/?search=${encodeURIComponent(company.name)}`)).body
  expect(found.results.map((one: { username: string }) => one.username)).toContain('placed')
  const pages = (await ria().get('/api/users/?page_size=3')).body
  const next = (await ria().get(pages.next.replace(/^https?:\/\/[^/]+/, ''))).body
  expect(pages.results).toHaveLength(3)
  expect(next.results[0].username.toLowerCase() > pages.results[2].username.toLowerCase()).toBe(true)
})

test('the platform never loses its last admin', async () => {
  const me = (await ria().get('/api/profile/')).body
  expect((await ria().delete(`/api/users/${me.id}/`)).body).toMatchObject({ code: 'last_owner' })
  const second = { username: 'ravi', email: 'ravi@x.com', password: 'ravi123456', role: 'platform_admin' }
  expect((await ria().post('/api/users/', second)).body).toMatchObject({ role: 'platform_admin', tenant: 1 })
  expect((await world.as('ravi', 'ravi123456').get('/api/companies/?search=dreamkart')).body.count).toBe(1)
  const third = { username: 'tara', email: 'tara@x.com', password: 'tara123456' }
  const { id } = (await ria().post('/api/users/', third)).body
  const role = 'platform_admin'
  expect((await ria().post(`/api/users/${id}/assign_role/`, { role })).body).toMatchObject({ role })
  expect((await ria().get(`/api/users/?company=1&role=${role}`)).body.count).toBe(3)
})

test('a suspended company keeps everybody out until it is resumed', async () => {
  const company = await newCompany()
  const boss = company.as()
  expect((await boss.get('/api/products/')).status).toBe(200)
  expect((await ria().post(`/api/companies/${company.id}/suspend/`)).body).toMatchObject({ status: 'suspended' })
  expect((await ria().post(`/api/companies/${company.id}/suspend/`)).status).toBe(200)
  expect((await boss.get('/api/products/')).body).toMatchObject({ code: 'tenant_suspended' })
  expect((await ria().post(`/api/companies/${company.id}/resume/`)).body).toMatchObject({ status: 'active' })
  expect((await boss.get('/api/products/')).status).toBe(200)
  const actions = (await boss.get('/api/audit-logs/?object_type=company')).body.results.map(
    (one: { action: string }) => one.action,
  )
  expect(actions).toEqual(['company.resumed', 'company.suspended', 'company.created'])
  expect((await ria().post('/api/companies/1/suspend/')).body).toMatchObject({ code: 'platform_stays' })
  expect((await ria().post('/api/companies/987654/suspend/')).status).toBe(404)
})

test('a company that was changed meanwhile is neither suspended, resumed nor deleted', async () => {
  const company = await newCompany()
  const path = `/api/companies/${company.id}/`
  const stale = { 'if-match': `"${company.version + 1}"` }
  const refused = [
    await ria().post(`${path}suspend/`, undefined, stale),
    await ria().post(`${path}resume/`, undefined, stale),
    await ria().delete(path, undefined, stale),
  ]
  expect(refused.map(({ status }) => status)).toEqual([412, 412, 412])
  expect((await ria().get(path)).body).toMatchObject({ status: 'active', purge_at: null, version: company.version })
  const fresh = { 'if-match': `"${company.version}"` }
  expect((await ria().post(`${path}suspend/`, undefined, fresh)).body).toMatchObject({ status: 'suspended' })
})

test('a deleted company is suspended and waits for its purge', async () => {
  const company = await newCompany()
  const atOnce = await ria().delete(`/api/companies/${company.id}/?purge=now&confirm=${company.slug}`)
  expect([atOnce.status, atOnce.body]).toEqual([400, { purge: [expect.stringContaining('30 days')] }])
  expect((await ria().get(`/api/companies/${company.id}/`)).body.status).toBe('active')
  expect((await ria().delete(`/api/companies/${company.id}/`)).status).toBe(204)
  expect((await ria().delete(`/api/companies/${company.id}/`)).status).toBe(204)
  const got = (await ria().get(`/api/companies/${company.id}/`)).body
  expect(got).toMatchObject({ status: 'suspended', purge_at: expect.any(String) })
  expect((await ria().post(`/api/companies/${company.id}/resume/`)).body).toMatchObject({
    status: 'active',
    purge_at: null,
  })
})

test('an owner changes the company’s settings, and the next request obeys them', async () => {
  const company = await newCompany({ preset: 'store' })
  const boss = company.as()
  const got = (await boss.get(`/api/companies/${company.id}/`)).body
  expect((await boss.put(`/api/companies/${company.id}/`, got)).body).toEqual(got)
  const settings = { hold_hours: 24, order_approval: { sale: 'required' } }
  const changed = await boss.patch(`/api/companies/${company.id}/`, { settings })
  expect(changed.body.settings).toMatchObject({
    hold_hours: 24,
    order_approval: { sale: 'required', restock: 'required' },
  })
  expect((await boss.put(`/api/companies/${company.id}/`, got)).status).toBe(412)
  expect((await boss.patch(`/api/companies/${company.id}/`, { settings: { colour: 'red' } })).status).toBe(400)
  expect((await boss.patch(`/api/companies/${company.id}/`, { placement: 'schema' })).status).toBe(
    company.placement === 'schema' ? 200 : 400,
  )
  expect((await world.as('meera').patch('/api/companies/2/', { name: 'Mine' })).status).toBe(403)
})

test('a setting that is called by a number is refused as shortly as any other', async () => {
  const change = (settings: object) => world.as('rohan').patch('/api/companies/2/', { settings })
  for (const name of ['7', '3000000', '99999999999999999999'])
    expect((await change({ [name]: true })).body).toEqual({ settings: { [name]: ['Unknown field.'] } })
})

test('who may change settings alone changes the rules, not the name or the preset', async () => {
  const company = await newCompany({ preset: 'store' })
  const url = `/api/companies/${company.id}/`
  const role = { name: 'Rule keeper', permissions: ['UPDATE_SETTINGS'] }
  expect((await company.as().post('/api/roles/', role)).status).toBe(201)
  const keeper = { username: `keeper${made}`, email: 'k@x.com', password: 'keeper-pass1', role: role.name }
  expect((await company.as().post('/api/users/', keeper)).status).toBe(201)
  const asKeeper = world.as(keeper.username, keeper.password)
  const got = (await asKeeper.get(url)).body
  expect((await asKeeper.put(url, { ...got, settings: { hold_hours: 48 } })).body).toMatchObject({
    name: got.name,
    settings: { hold_hours: 48 },
  })
  for (const change of [{ name: 'Mine' }, { slug: 'mine' }, { preset: 'controlled' }])
    expect((await asKeeper.patch(url, { ...change, settings: { hold_hours: 1 } })).body).toMatchObject({
      code: 'permission_denied',
    })
  expect((await company.as().get(url)).body).toMatchObject({ preset: 'store', settings: { hold_hours: 48 } })
})

test('a company takes another name, another slug and with it another domain', async () => {
  const company = await newCompany()
  const url = `/api/companies/${company.id}/`
  const changed = await company.as().patch(url, { name: 'Renamed & Co', slug: 'renamed' })
  expect(changed.body).toMatchObject({ name: 'Renamed & Co', slug: 'renamed', domain: 'renamed.localhost' })
  expect((await company.as().patch(url, { name: 'dreamkart' })).body).toHaveProperty('name')
  expect((await company.as().patch(url, { slug: 'dreamkart' })).body).toHaveProperty('slug')
})

test('another preset gives staff what it says', async () => {
  const company = await newCompany({ preset: 'store' })
  const url = `/api/companies/${company.id}/`
  const staff = async () => (await company.as().get('/api/roles/?name=staff')).body.results[0].permissions
  expect(await staff()).toContainEqual(expect.objectContaining({ code: 'VIEW_ORDERS', scope: 'all' }))
  expect((await company.as().patch(url, { preset: 'controlled' })).body).toMatchObject({ preset: 'controlled' })
  expect(await staff()).toContainEqual(expect.objectContaining({ code: 'VIEW_ORDERS', scope: 'own' }))
  expect((await staff()).map((one: { code: string }) => one.code)).not.toContain('VIEW_DASHBOARD')
})

test('the currency stays once there are products', async () => {
  const reply = await world.as('rohan').patch('/api/companies/2/', { settings: { currency: 'JPY' } })
  expect(reply).toMatchObject({ status: 400, body: { settings: { currency: [expect.any(String)] } } })
  const company = await newCompany()
  const changed = await company.as().patch(`/api/companies/${company.id}/`, { settings: { currency: 'JPY' } })
  expect(changed.body.settings.currency).toBe('JPY')
})

test('a repeated request with the same key makes one company and one user', async () => {
  const headers = { 'idempotency-key': 'once-only' }
  const body = { username: 'keyed', email: 'k@x.com', role: 'admin' }
  const [first, again] = [
    await ria().post('/api/users/', body, headers),
    await ria().post('/api/users/', body, headers),
  ]
  expect([first.status, again.status, again.body]).toEqual([201, 201, first.body])
  expect(again.headers['idempotent-replayed']).toBe('true')
  const company = await ria().post('/api/companies/', { name: 'Keyed' }, headers)
  expect((await ria().post('/api/companies/', { name: 'Keyed' }, headers)).body).toEqual(company.body)
})
