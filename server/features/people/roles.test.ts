import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../../../test/server.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const owner = () => world.as('rohan')
let made = 0

async function newRole(permissions: unknown[], name = `role ${++made}`) {
  const reply = await owner().post('/api/roles/', { name, permissions })
  expect(reply.status, reply.text).toBe(201)
  return reply.body
}

async function newUser(role: string) {
  const username = `bearer${++made}`
  const body = { username, email: `${username}@dreamkart.com`, password: `${username}-pass1`, role }
  const reply = await owner().post('/api/users/', body)
  expect(reply.status, reply.text).toBe(201)
  return { ...reply.body, as: () => world.as(username, `${username}-pass1`) }
}

async function roleNamed(name: string, of = 'rohan') {
  return (await world.as(of).get(`/api/roles/?name=${name}`)).body.results[0]
}

const codesOf = (role: { permissions: { code: string }[] }) => role.permissions.map(({ code }) => code)

test('every company starts with four built-in roles', async () => {
  const { body } = await owner().get('/api/roles/')
  const builtIn = body.results.filter((role: { built_in: boolean }) => role.built_in)
  expect(builtIn.map((role: { name: string }) => role.name)).toEqual(['owner', 'manager', 'staff', 'customer'])
  expect(codesOf(builtIn[0])).not.toContain('CREATE_COMPANY')
  expect(builtIn[3].permissions).toContainEqual({ id: expect.any(Number), code: 'VIEW_ORDERS', scope: 'own' })
  expect(builtIn[3].users_count).toBeGreaterThan(0)
})

test('the permissions are one list for everybody, the sixteen first', async () => {
  const { body } = await owner().get('/api/permissions/?page_size=200')
  expect(body.results.slice(0, 16).map(({ id, code }: { id: number; code: string }) => [id, code])).toEqual(
    'VIEW_COMPANIES CREATE_COMPANY UPDATE_COMPANY DELETE_COMPANY VIEW_USERS CREATE_USER UPDATE_USER DELETE_USER VIEW_ROLES CREATE_ROLE UPDATE_ROLE DELETE_ROLE VIEW_PERMISSIONS ASSIGN_PERMISSIONS ASSIGN_ROLES VIEW_AUDIT_LOGS'
      .split(' ')
      .map((code, i) => [i + 1, code]),
  )
})

test('permissions are named by code, by id, with a scope', async () => {
  const role = await newRole(['VIEW_PRODUCTS', 5, '9', { code: 'VIEW_ORDERS', scope: 'own' }, { id: '1' }])
  expect(
    role.permissions.map(({ code, scope }: { code: string; scope: string }) => `${code}:${scope}`).toSorted(),
  ).toEqual(['VIEW_COMPANIES:all', 'VIEW_ORDERS:own', 'VIEW_PRODUCTS:all', 'VIEW_ROLES:all', 'VIEW_USERS:all'])
  const set = await owner().post(`/api/roles/${role.id}/assign_permissions/`, { permission_ids: [5] })
  expect(codesOf(set.body)).toEqual(['VIEW_USERS'])
  expect((await owner().get(`/api/roles/${role.id}/`)).body).toEqual(set.body)
})

test('bad permissions are refused on their field, and nothing changes', async () => {
  const role = await newRole(['VIEW_USERS'])
  const url = `/api/roles/${role.id}/assign_permissions/`
  const bad: [object, string][] = [
    [{ permissions: ['FLY'] }, 'permissions'],
    [{ permission_ids: [99999] }, 'permission_ids'],
    [{ permission_ids: [1e300] }, 'permission_ids'],
    [{ permissions: [{ code: 'VIEW_USERS', scope: 'own' }] }, 'permissions'],
    [{ permissions: [{ code: 'VIEW_ORDERS', scope: 'own' }, 'VIEW_ORDERS'] }, 'permissions'],
    [{ permissions: [{ code: 'VIEW_USERS', id: 1 }] }, 'permissions'],
    [{ permissions: Array(10_000).fill('VIEW_USERS') }, 'permissions'],
    [{ permissions: [true] }, 'permissions'],
    [{ permissions: ['VIEW_USERS'], permission_ids: [5] }, 'permission_ids'],
    [{}, 'permissions'],
  ]
  for (const [body, field] of bad) {
    const reply = await owner().post(url, body)
    expect([reply.status, Object.keys(reply.body)], JSON.stringify(body).slice(0, 80)).toEqual([400, [field]])
  }
  expect((await owner().get(`/api/roles/${role.id}/`)).body).toEqual(role)
})

test('an empty list empties a role, whichever way it is sent', async () => {
  const empty = [
    ['post', 'assign_permissions/', { permissions: [] }],
    ['post', 'assign_permissions/', { permission_ids: [] }],
    ['put', '', { permissions: [] }],
    ['patch', '', { permissions: [] }],
  ] as const
  for (const [method, step, body] of empty) {
    const role = await newRole(['VIEW_USERS', 'VIEW_ROLES'])
    const reply = await owner()[method](`/api/roles/${role.id}/${step}`, body)
    expect([reply.status, reply.body]).toEqual([200, { ...role, permissions: [], version: role.version + 1 }])
    const again = await owner()[method](`/api/roles/${role.id}/${step}`, body)
    expect([again.status, again.body], 'there is nothing left to take').toEqual([200, reply.body])
  }
  const made = await owner().post('/api/roles/', { name: 'nothing yet', permissions: [] })
  expect([made.status, made.body.permissions]).toEqual([201, []])
})

test('whoever bears an emptied role may do nothing from the next request on', async () => {
  const role = await newRole(['VIEW_PRODUCTS'], 'emptied')
  const user = await newUser('emptied')
  expect((await user.as().get('/api/products/')).status).toBe(200)
  await owner().post(`/api/roles/${role.id}/assign_permissions/`, { permissions: [] })
  expect((await user.as().get('/api/products/')).status).toBe(403)
  expect((await user.as().get('/api/auth/me/')).body.permissions).toEqual([])
})

test('a change of a role acts on the next request of those who bear it', async () => {
  const role = await newRole(['VIEW_PRODUCTS'], 'window shopper')
  const user = await newUser('window shopper')
  expect((await user.as().get('/api/products/')).status).toBe(200)
  expect((await user.as().get('/api/users/')).status).toBe(403)
  await owner().post(`/api/roles/${role.id}/assign_permissions/`, { permissions: ['VIEW_USERS'] })
  expect((await user.as().get('/api/products/')).status).toBe(403)
  expect((await user.as().get('/api/users/')).status).toBe(200)
})

test('a role is got, changed and put back; taken and reserved names are refused', async () => {
  const role = await newRole(['VIEW_USERS'])
  expect((await owner().put(`/api/roles/${role.id}/`, role)).body).toEqual(role)
  const changed = await owner().put(`/api/roles/${role.id}/`, { ...role, description: 'Looks after people' })
  expect(changed.body).toEqual({ ...role, description: 'Looks after people', version: role.version + 1 })
  expect((await owner().put(`/api/roles/${role.id}/`, role)).status).toBe(412)
  for (const name of ['Staff', 'ADMIN', '42', 'ＭＡＮＡＧＥＲ', '\u200b'])
    expect((await owner().patch(`/api/roles/${role.id}/`, { name })).body, name).toHaveProperty('name')
  expect((await owner().post('/api/roles/', { name: 'a\u0007b' })).body).toHaveProperty('name')
})

test('a built-in role is re-permissioned, but neither renamed nor deleted', async () => {
  const staff = await roleNamed('staff')
  expect((await owner().delete(`/api/roles/${staff.id}/`)).body).toMatchObject({ code: 'built_in' })
  expect((await owner().patch(`/api/roles/${staff.id}/`, { name: 'crew' })).body).toMatchObject({ code: 'built_in' })
  const permissions = [...staff.permissions, { code: 'VIEW_COST' }]
  expect(codesOf((await owner().put(`/api/roles/${staff.id}/`, { permissions })).body)).toContain('VIEW_COST')
  expect((await world.as('priya').get('/api/auth/me/')).body.permissions).toContain('VIEW_COST')
})

test('a role that somebody has stays; one that nobody has goes', async () => {
  const role = await newRole(['VIEW_USERS'], 'passing')
  const user = await newUser('passing')
  expect((await owner().delete(`/api/roles/${role.id}/`)).body).toMatchObject({ code: 'in_use' })
  await owner().post(`/api/users/${user.id}/assign_role/`, { role: 'staff' })
  await owner().post(`/api/users/${user.id}/remove_role/`, { role: 'passing' })
  expect((await owner().delete(`/api/roles/${role.id}/`)).status).toBe(204)
  expect((await owner().get(`/api/roles/${role.id}/`)).status).toBe(404)
})

test('nobody widens a role they bear, nor grants what they lack', async () => {
  const own = await newRole(
    ['VIEW_ROLES', 'CREATE_ROLE', 'UPDATE_ROLE', 'DELETE_ROLE', 'ASSIGN_PERMISSIONS', 'VIEW_USERS'],
    'role keeper',
  )
  const keeper = (await newUser('role keeper')).as()
  const staff = await roleNamed('staff')
  const assign = (id: number, permissions: string[]) =>
    keeper.post(`/api/roles/${id}/assign_permissions/`, { permissions })
  expect((await assign(own.id, ['VIEW_USERS'])).body).toMatchObject({ code: 'own_roles' })
  for (const permissions of [['VIEW_USERS'], []])
    expect((await assign(staff.id, permissions)).body).toMatchObject({ code: 'escalation' })
  expect((await keeper.post('/api/roles/', { name: 'strong', permissions: ['APPROVE_ORDER'] })).body).toMatchObject({
    code: 'escalation',
  })
  expect((await keeper.post('/api/roles/', { name: 'weak', permissions: ['VIEW_USERS'] })).status).toBe(201)
  await newRole(['UPDATE_ROLE', 'VIEW_ROLES'], 'renamer')
  const renamer = (await newUser('renamer')).as()
  const weak = await roleNamed('weak')
  expect((await renamer.patch(`/api/roles/${weak.id}/`, { permissions: [] })).body).toMatchObject({
    code: 'permission_denied',
  })
  expect((await renamer.patch(`/api/roles/${weak.id}/`, { description: 'x' })).status).toBe(200)
})

test('the owner role stays what it is', async () => {
  const role = await roleNamed('owner')
  for (const permissions of [['VIEW_USERS'], []]) {
    const reply = await owner().post(`/api/roles/${role.id}/assign_permissions/`, { permissions })
    expect(reply.body).toMatchObject({ code: 'own_roles' })
  }
})

test('roles of another company do not exist; the platform names the company', async () => {
  const foreign = await roleNamed('staff', 'astrid')
  expect((await owner().get(`/api/roles/${foreign.id}/`)).status).toBe(404)
  expect(
    (await owner().post(`/api/roles/${foreign.id}/assign_permissions/`, { permissions: ['VIEW_USERS'] })).status,
  ).toBe(404)
  expect((await owner().get('/api/roles/?company=1')).body).toHaveProperty('company')
  const me = (await owner().get('/api/profile/')).body
  expect((await owner().post(`/api/users/${me.id}/assign_role/`, { role_id: foreign.id })).body).toHaveProperty(
    'role_id',
  )
  const company = (await world.as('astrid').get('/api/companies/')).body.results[0].id
  const ria = world.as('Ria')
  expect(
    (await ria.get(`/api/roles/?company=${company}`)).body.results.map((role: { id: number }) => role.id),
  ).toContain(foreign.id)
  const changed = await ria.patch(`/api/roles/${foreign.id}/?company=${company}`, { description: 'By the platform' })
  expect(changed.body).toMatchObject({ description: 'By the platform' })
  expect((await ria.get('/api/roles/?company=987654')).status).toBe(404)
})

test('random deeds of many at once: nobody gains what only the owner held', async () => {
  const weak = [
    'VIEW_USERS',
    'CREATE_USER',
    'ASSIGN_ROLES',
    'VIEW_ROLES',
    'CREATE_ROLE',
    'UPDATE_ROLE',
    'ASSIGN_PERMISSIONS',
  ]
  const extra = ['VIEW_PRODUCTS', 'VIEW_STOCK', 'ADJUST_STOCK', 'VIEW_ORDERS']
  const roles = await Promise.all(extra.map((code, i) => newRole([...weak, code], `random ${i}`)))
  const actors = await Promise.all(roles.map(role => newUser(role.name)))
  const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T
  const ownerRole = await roleNamed('owner')
  const deeds = [
    (by: World['anonymous']) =>
      by.post(`/api/users/${pick(actors).id}/assign_role/`, { role_id: pick([...roles, ownerRole]).id }),
    (by: World['anonymous']) => by.post(`/api/users/${pick(actors).id}/remove_role/`, { role_id: pick(roles).id }),
    (by: World['anonymous']) =>
      by.post(`/api/roles/${pick(roles).id}/assign_permissions/`, {
        permissions: [...weak, pick([...extra, 'APPROVE_ORDER'])],
      }),
  ]
  for (let round = 0; round < 12; round++) {
    const replies = await Promise.all(Array.from({ length: 8 }, () => pick(deeds)(pick(actors).as())))
    for (const reply of replies) expect([200, 403]).toContain(reply.status)
  }
  for (const actor of actors) {
    const { permissions } = (await actor.as().get('/api/auth/me/')).body
    expect(permissions.filter((code: string) => ![...weak, ...extra].includes(code))).toEqual([])
  }
})
