import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inCompany } from '../../../test/accounts.ts'
import { startWorld, type World } from '../../../test/server.ts'
import { sql } from '../../platform/sql.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const owner = () => world.as('rohan')
let made = 0

async function newUser(changes: object = {}) {
  const username = `user${++made}`
  const body = { username, email: `${username}@dreamkart.com`, password: `${username}-pass1`, ...changes }
  const reply = await owner().post('/api/users/', body)
  expect(reply.status, reply.text).toBe(201)
  return { ...reply.body, as: () => world.as(username, `${username}-pass1`) }
}

async function actionsOn(id: number): Promise<string[]> {
  const { body } = await owner().get(`/api/audit-logs/?object_type=user&object_id=${id}`)
  return body.results.map((entry: { action: string }) => entry.action)
}

test('an owner lists the people of the company and nobody else', async () => {
  const { status, body } = await owner().get('/api/users/?page_size=200&ordering=id')
  expect(status).toBe(200)
  const names = body.results.map((user: { username: string }) => user.username)
  expect(names).toEqual(expect.arrayContaining(['rohan', 'meera', 'priya', 'rahul']))
  expect(names).not.toEqual(expect.arrayContaining(['astrid']))
})

test('a list is searched, filtered and ordered', async () => {
  const search = await owner().get('/api/users/?search=MEERA')
  expect(search.body.results.map((user: { username: string }) => user.username)).toEqual(['meera'])
  const staff = await owner().get('/api/users/?role=staff&is_active=true&ordering=-created_at')
  expect(staff.body.results.map((user: { role: string }) => user.role)).toContain('staff')
  expect((await owner().get('/api/users/?colour=red')).body).toEqual({ colour: ['Unknown filter.'] })
  expect((await owner().get('/api/users/?is_active=perhaps')).body).toEqual({ is_active: ['Send true or false.'] })
})

test.each([
  ['José Ñáñez', ['josé', 'Ñáñez', 'ÑÁÑ', 'ñáñez'.normalize('NFD')]],
  ['Noël Brún'.normalize('NFD'), ['Noël Brún'.normalize('NFD'), 'noël brún', 'BRÚN']],
  ['İpek Yıldız', ['İpek Yıldız', 'ipek', 'İPEK YILDIZ']],
  ['Οδυσσέας Παπάς', ['Οδυσσέας Παπάς', 'ΠΑΠΆΣ', 'οδυσσέας']],
])('the name %s is found as it is written, in whatever case', async (name, searches) => {
  const user = await newUser({ name })
  for (const search of searches) {
    const query = `search=${encodeURIComponent(search)}`
    expect((await owner().get(`/api/users/?${query}`)).body.results, search).toMatchObject([{ id: user.id }])
    expect((await owner().get(`/api/users/names/?${query}`)).body.results, search).toMatchObject([{ id: user.id }])
  }
})

test('whatever is done to a user as of another version is not done', async () => {
  const user = await newUser()
  const log = await actionsOn(user.id)
  const deeds: [string, object?][] = [
    ['assign_role', { role: 'manager' }],
    ['remove_role', { role: 'staff' }],
    ['unlock'],
    ['reset_password'],
    ['approve'],
  ]
  const done = async (deed: string, body: object | undefined, version: number) =>
    (await owner().post(`/api/users/${user.id}/${deed}/`, body, { 'if-match': `"${version}"` })).status
  for (const [deed, body] of deeds) expect(await done(deed, body, user.version + 7), deed).toBe(412)
  expect(await actionsOn(user.id)).toEqual(log)
  expect(await done('assign_role', { role: 'manager' }, user.version)).toBe(200)
  expect(await done('remove_role', { role: 'manager' }, user.version)).toBe(412)
})

test('an owner adds a user, who signs in at once', async () => {
  const user = await newUser({ role: 'manager', first_name: 'Asha', last_name: 'Rao' })
  expect(user).toMatchObject({
    role: 'manager',
    name: 'Asha Rao',
    is_active: true,
    status: 'active',
    must_change_password: false,
  })
  expect(user).not.toHaveProperty('initial_password')
  expect((await user.as().get('/api/products/')).status).toBe(200)
  expect(await actionsOn(user.id)).toContain('user.created')
})

test('a user without a password gets one that is shown once and must be changed', async () => {
  const user = await newUser({ password: undefined, role: 'customer' })
  expect(user.must_change_password).toBe(true)
  const signedIn = world.as(user.username, user.initial_password)
  expect((await signedIn.get('/api/products/')).body).toMatchObject({ code: 'password_change_required' })
  expect((await owner().get(`/api/users/${user.id}/`)).body).not.toHaveProperty('initial_password')
})

test('taken names are refused on their field, also when only dressed differently, also of another company', async () => {
  const taken = { email: 'new@dreamkart.com', password: 'something1' }
  for (const username of ['meera', 'MEERA', 'mееra', 'ｍeera', 'astrid'])
    expect((await owner().post('/api/users/', { ...taken, username })).body, username).toEqual({
      username: ['A user with that username already exists.'],
    })
  const email = await owner().post('/api/users/', {
    username: 'meera2',
    email: 'Meera@DreamKart.com',
    password: 'something1',
  })
  expect(email.body).toEqual({ email: ['A user with that email already exists.'] })
})

test('two who take the same name at once: one gets it, the other hears so', async () => {
  const bodies = [1, 2, 3, 4].map(i => ({
    username: i % 2 ? 'twin' : 'TWIN',
    email: `twin${i}@x.com`,
    password: 'something1',
  }))
  const replies = await Promise.all(bodies.map(body => owner().post('/api/users/', body)))
  expect(replies.map(reply => reply.status).toSorted()).toEqual([201, 400, 400, 400])
  for (const reply of replies.filter(({ status }) => status === 400)) expect(reply.body).toHaveProperty('username')
})

test('a weak password, an unknown role and an unknown field are refused by name', async () => {
  const body = { username: 'weak', email: 'weak@dreamkart.com' }
  expect((await owner().post('/api/users/', { ...body, password: 'short' })).body).toHaveProperty('password')
  expect((await owner().post('/api/users/', { ...body, role: 'wizard' })).body).toEqual({
    role: ['This role does not exist.'],
  })
  expect((await owner().post('/api/users/', { ...body, colour: 'red' })).body).toEqual({ colour: ['Unknown field.'] })
  expect((await owner().post('/api/users/', { ...body, company: 3 })).body).toHaveProperty('company')
})

test('managers, staff and customers may not add users', async () => {
  for (const name of ['meera', 'priya', 'rahul'])
    expect((await world.as(name).post('/api/users/', { username: 'x', email: 'x@x.com' })).status).toBe(403)
})

test('who is got, changed and put back changes; put back as they were, nothing happens', async () => {
  const user = await newUser()
  const got = (await owner().get(`/api/users/${user.id}/`)).body
  const same = await owner().put(`/api/users/${user.id}/`, got)
  expect(same.body).toEqual(got)
  expect(await actionsOn(user.id)).not.toContain('user.updated')
  const changed = await owner().put(`/api/users/${user.id}/`, { ...got, name: 'Renamed', username: `${got.username}b` })
  expect(changed.body).toMatchObject({ name: 'Renamed', username: `${got.username}b`, version: got.version + 1 })
  expect((await owner().put(`/api/users/${user.id}/`, got)).status).toBe(412)
  expect((await world.as(`${got.username}b`, `${got.username}-pass1`).get('/api/profile/')).status).toBe(200)
  expect((await owner().patch(`/api/users/${user.id}/`, { tenant: 1 })).body).toHaveProperty('tenant')
})

test('the role that somebody has is no other when it is spelled otherwise or sent as its id', async () => {
  const user = await newUser({ role: 'Manager' })
  const { id } = user.roles[0]
  for (const role of ['MANAGER', ' manager ', id, String(id)])
    expect((await owner().patch(`/api/users/${user.id}/`, { role })).body, String(role)).toEqual(
      (await owner().get(`/api/users/${user.id}/`)).body,
    )
  const staff = (await owner().get('/api/roles/?name=staff')).body.results[0]
  expect((await owner().patch(`/api/users/${user.id}/`, { role: String(staff.id) })).body.role).toBe('staff')
  const [entry] = (await owner().get(`/api/audit-logs/?object_type=user&object_id=${user.id}`)).body.results
  expect(entry).toMatchObject({ action: 'user.updated', before: { role: 'manager' }, after: { role: 'staff' } })
})

test('a deactivated user is out at once and stays in history', async () => {
  const user = await newUser()
  expect((await user.as().get('/api/profile/')).status).toBe(200)
  expect((await owner().delete(`/api/users/${user.id}/`)).status).toBe(204)
  expect((await user.as().get('/api/profile/')).status).toBe(401)
  expect((await owner().delete(`/api/users/${user.id}/`)).status).toBe(204)
  expect((await owner().get(`/api/users/${user.id}/`)).body).toMatchObject({ is_active: false, status: 'inactive' })
  expect(await actionsOn(user.id)).toEqual(['user.deactivated', 'auth.login', 'user.created'])
})

describe('a session that began while its person was changed', () => {
  /** Such a one is not among those that the change ended. */
  async function revive(user: { id: number; tenant: number }): Promise<void> {
    const ended = sql`update sessions set ended_at = null where tenant_id = ${user.tenant} and user_id = ${user.id}`
    await inCompany(world, user.tenant, ended)
  }

  test('is none once the person is deactivated', async () => {
    const user = await newUser()
    expect((await user.as().get('/api/profile/')).status).toBe(200)
    await owner().delete(`/api/users/${user.id}/`)
    await revive(user)
    expect((await user.as().get('/api/profile/')).body.code).toBe('token_not_valid')
  })

  test('does nothing once the person has to choose another password, and everything once that is done', async () => {
    const user = await newUser()
    expect((await user.as().get('/api/products/')).status).toBe(200)
    const { initial_password } = (await owner().post(`/api/users/${user.id}/reset_password/`, {})).body
    await revive(user)
    expect((await user.as().get('/api/products/')).body.code).toBe('password_change_required')
    const change = { current_password: initial_password, new_password: 'kettle hill 91' }
    expect((await user.as().post('/api/auth/password/change/', change)).status).toBe(204)
    expect((await user.as().get('/api/products/')).status).toBe(200)
  })

  test('acts under the person’s new name', async () => {
    const user = await newUser()
    expect((await user.as().get('/api/profile/')).status).toBe(200)
    const username = `${user.username}-smith`
    expect((await owner().patch(`/api/users/${user.id}/`, { username })).status).toBe(200)
    await user.as().patch('/api/profile/', { name: 'Somebody Smith' })
    const [entry] = (await owner().get(`/api/audit-logs/?object_type=user&object_id=${user.id}`)).body.results
    expect(entry).toMatchObject({ action: 'user.updated', actor_username: username })
  })
})

test('somebody of another company does not exist', async () => {
  const stranger = (await world.as('astrid').get('/api/users/?username=astrid')).body.results[0]
  for (const path of ['', 'assign_role/', 'remove_role/', 'unlock/', 'approve/', 'reset_password/']) {
    const url = `/api/users/${stranger.id}/${path}`
    const reply = path
      ? await owner().post(url, path.includes('role') ? { role: 'staff' } : {})
      : await owner().get(url)
    expect([reply.status, reply.body], url).toEqual([404, { detail: 'Not found.' }])
  }
  expect((await owner().delete(`/api/users/${stranger.id}/`)).status).toBe(404)
  expect((await owner().patch(`/api/users/${stranger.id}/`, { name: 'Mine' })).status).toBe(404)
})

test('a user gets a second role and loses it', async () => {
  const user = await newUser()
  const more = await owner().post(`/api/users/${user.id}/assign_role/`, { role: 'manager' })
  expect(more.body).toMatchObject({ role: 'manager', roles: [{ name: 'manager' }, { name: 'staff' }] })
  expect((await user.as().get('/api/users/')).status).toBe(200)
  const manager = more.body.roles[0].id
  expect((await owner().post(`/api/users/${user.id}/assign_role/`, { role_id: manager })).body.version).toBe(
    more.body.version,
  )
  const less = await owner().post(`/api/users/${user.id}/remove_role/`, { role_id: String(manager) })
  expect(less.body).toMatchObject({ role: 'staff', roles: [{ name: 'staff' }] })
  expect((await user.as().get('/api/users/')).status).toBe(403)
  expect((await owner().post(`/api/users/${user.id}/assign_role/`, { role_id: 999999 })).body).toHaveProperty('role_id')
  expect((await owner().post(`/api/users/${user.id}/assign_role/`, {})).body).toHaveProperty('role')
  expect(await actionsOn(user.id)).toEqual(['user.role_removed', 'auth.login', 'user.role_assigned', 'user.created'])
})

test('nobody edits their own roles', async () => {
  const me = (await owner().get('/api/profile/')).body
  expect((await owner().post(`/api/users/${me.id}/assign_role/`, { role: 'staff' })).body).toMatchObject({
    code: 'own_roles',
  })
  expect((await owner().patch(`/api/users/${me.id}/`, { role: 'staff' })).body).toMatchObject({ code: 'own_roles' })
})

test('a company keeps its last owner', async () => {
  const me = (await owner().get('/api/profile/')).body
  expect((await owner().delete(`/api/users/${me.id}/`)).body).toMatchObject({ code: 'last_owner' })
  const ria = world.as('Ria')
  expect((await ria.post(`/api/users/${me.id}/remove_role/`, { role: 'owner' })).body).toMatchObject({
    code: 'last_owner',
  })
  expect((await ria.patch(`/api/users/${me.id}/`, { role: 'staff' })).body).toMatchObject({ code: 'last_owner' })
  expect((await ria.patch(`/api/users/${me.id}/`, { is_active: false })).body).toMatchObject({ code: 'last_owner' })
})

test('two owners who remove each other at once: one stays', async () => {
  for (let round = 0; round < 5; round++) {
    const other = await newUser({ role: 'admin' })
    const me = (await owner().get('/api/profile/')).body
    await other.as().get('/api/profile/')
    const replies = await Promise.all([
      owner().post(`/api/users/${other.id}/remove_role/`, { role: 'owner' }),
      other.as().post(`/api/users/${me.id}/remove_role/`, { role: 'owner' }),
    ])
    expect(replies.map(reply => reply.status).toSorted()).toEqual([200, 403])
    const owners = (await world.as('Ria').get('/api/users/?role=owner&company=2&is_active=true')).body.results
    expect(owners).toHaveLength(1)
    if (owners[0].id === other.id) {
      await other.as().post(`/api/users/${me.id}/assign_role/`, { role: 'owner' })
      await owner().post(`/api/users/${other.id}/remove_role/`, { role: 'owner' })
    }
  }
})

test('who may add users but holds less cannot make, change or unmake a stronger one', async () => {
  const role = await owner().post('/api/roles/', {
    name: 'clerk',
    permissions: [
      'VIEW_USERS',
      'CREATE_USER',
      'UPDATE_USER',
      'DELETE_USER',
      'ASSIGN_ROLES',
      'VIEW_PRODUCTS',
      'VIEW_COMPANIES',
    ],
  })
  expect(role.status, role.text).toBe(201)
  const clerk = await newUser({ role: 'clerk' })
  const manager = await newUser({ role: 'manager' })
  const refused = { code: 'escalation' }
  const body = { username: 'minion', email: 'minion@dreamkart.com' }
  expect((await clerk.as().post('/api/users/', { ...body, role: 'manager' })).body).toMatchObject(refused)
  expect((await clerk.as().post(`/api/users/${manager.id}/reset_password/`, {})).body).toMatchObject(refused)
  expect((await clerk.as().patch(`/api/users/${manager.id}/`, { email: 'mine@x.com' })).body).toMatchObject(refused)
  expect((await clerk.as().delete(`/api/users/${manager.id}/`)).body).toMatchObject(refused)
  expect((await clerk.as().post(`/api/users/${manager.id}/assign_role/`, { role: 'clerk' })).body).toMatchObject(
    refused,
  )
  expect((await clerk.as().post('/api/users/', { ...body, role: 'clerk' })).status).toBe(201)
})

test('a password set by an owner ends the sessions that were open', async () => {
  const user = await newUser()
  expect((await user.as().get('/api/profile/')).status).toBe(200)
  const reset = await owner().post(`/api/users/${user.id}/reset_password/`)
  expect(reset.body).toMatchObject({ must_change_password: true, initial_password: expect.any(String) })
  expect((await user.as().get('/api/profile/')).status).toBe(401)
  const me = (await owner().get('/api/profile/')).body
  expect((await owner().post(`/api/users/${me.id}/reset_password/`)).body).toHaveProperty('password')
})

test('a user who forgot is unlocked by an owner', async () => {
  const user = await newUser()
  for (let i = 0; i < 5; i++)
    await world.anonymous.post('/api/auth/login/', { username: user.username, password: 'wrong-one1' })
  const right = { username: user.username, password: `${user.username}-pass1` }
  expect((await world.anonymous.post('/api/auth/login/', right)).status).toBe(429)
  expect((await owner().get(`/api/users/${user.id}/`)).body.locked_until).toEqual(expect.any(String))
  expect((await owner().post(`/api/users/${user.id}/unlock/`)).body.locked_until).toBeNull()
  expect((await world.anonymous.post('/api/auth/login/', right)).status).toBe(200)
  expect(await actionsOn(user.id)).toContain('auth.unlocked')
})

test('who asks to work here waits until an owner approves', async () => {
  const asked = {
    username: 'hopeful',
    email: 'hopeful@x.com',
    password: 'hopeful123',
    role: 'staff',
    store_name: 'DreamKart',
  }
  expect((await world.anonymous.post('/api/auth/register/', asked)).status).toBe(202)
  const user = (await owner().get('/api/users/?status=pending_approval&username=hopeful')).body.results[0]
  expect((await world.as('priya').post(`/api/users/${user.id}/approve/`)).status).toBe(403)
  expect((await owner().post(`/api/users/${user.id}/approve/`)).body).toMatchObject({ status: 'active' })
  expect((await owner().post(`/api/users/${user.id}/approve/`)).status).toBe(200)
  expect((await world.as('hopeful', 'hopeful123').get('/api/products/')).status).toBe(200)
  await owner().delete(`/api/users/${user.id}/`)
  expect((await owner().post(`/api/users/${user.id}/approve/`)).body).toMatchObject({ code: 'not_pending' })
})

test('everybody keeps their own profile', async () => {
  const rahul = world.as('rahul')
  const profile = (await rahul.get('/api/profile/')).body
  const changed = await rahul.put('/api/profile/', {
    ...profile,
    locale: 'hi-IN',
    avatar_color: '#aa0033',
    notifications: { order_approved: { email: false } },
  })
  expect(changed.body).toMatchObject({ locale: 'hi-IN', avatar_color: '#aa0033', version: profile.version + 1 })
  expect((await rahul.patch('/api/profile/', { email: 'priya@dreamkart.com' })).body).toHaveProperty('email')
  expect((await rahul.patch('/api/profile/', { username: 'other' })).status).toBe(200)
  expect((await rahul.get('/api/profile/')).body.username).toBe('rahul')
})

test('a profile knows the notifications that are sent, and refuses others by name', async () => {
  const rahul = world.as('rahul')
  const before = (await rahul.get('/api/profile/')).body
  for (const change of [rahul.put, rahul.patch]) {
    const wishes = { order_approved: { inbox: true }, order_eaten: { email: false } }
    const { status, body } = await change('/api/profile/', { notifications: wishes })
    expect([status, Object.keys(body)]).toEqual([400, ['notifications']])
    expect(body.notifications[0]).toMatch(/order_eaten.*order_waiting.*stock_low.*digest/)
  }
  const numbered = await rahul.patch('/api/profile/', { notifications: { 3000000: { colour: true } } })
  expect([numbered.status, JSON.stringify(numbered.body).length < 1000]).toEqual([400, true])
  expect((await rahul.get('/api/profile/')).body).toEqual(before)
  expect((await rahul.put('/api/profile/', before)).body).toEqual(before)
})
