import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast.ts'
import { addSamples } from '../../../test/samples.ts'
import { startWorld, type World } from '../../../test/server.ts'
import type { Model } from './contract.ts'
import { models as declared, unbrowsed } from './models.ts'

let world: World
let cast: Cast
let models: Model[]
let company: number

beforeAll(async () => {
  world = await startWorld()
  cast = await openCast(world)
  company = cast.companies.shared.id
  await addSamples(cast, cast.companies.shared)
  models = (await world.as('Ria').get('/api/admin/models/')).body.results
})
afterAll(async () => {
  await cast.close()
  await world.close()
})

const modelNamed = (name: string) => models.find(model => model.name === name) as Model
const scoped = ({ company_scoped }: Model) => (company_scoped ? `?company=${company}` : '?')
const rows = async (name: string, query = '') => {
  const model = modelNamed(name)
  const { status, body, text } = await world.as('Ria').get(`${model.list_path}${scoped(model)}${query}`)
  expect(status, text).toBe(200)
  return body.results
}

describe('what there is to browse', () => {
  test('every table is shown by a model, or somebody said why not', async () => {
    const { rows: tables } = await cast.client.query<{ name: string }>(
      `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('platform', 'shared') and c.relkind in ('r', 'p') order by 1`,
    )
    const browsed = declared.flatMap(model => model.tables)
    expect([...new Set([...browsed, ...Object.keys(unbrowsed)])].toSorted()).toEqual(tables.map(({ name }) => name))
    expect(browsed.filter(name => name in unbrowsed)).toEqual([])
  })

  test('every model can be listed, ordered every way, searched, filtered by what it names, and opened', async () => {
    const ria = world.as('Ria')
    for (const model of models) {
      const list = `${model.list_path}${scoped(model)}`
      const { status, body, text } = await ria.get(list)
      expect([model.name, status], text).toEqual([model.name, 200])
      for (const ordering of model.orderings)
        expect([ordering, (await ria.get(`${list}&ordering=-${ordering}`)).status]).toEqual([ordering, 200])
      if (model.searchable) expect((await ria.get(`${list}&search=a`)).status).toBe(200)
      const [row] = body.results
      if (!row) continue
      const shown = model.fields.filter(field => field.shown).map(field => field.name)
      expect(shown, model.name).toEqual(expect.arrayContaining(Object.keys(row)))
      expect(row, model.name).toHaveProperty(model.key)
      expect(row, model.name).toHaveProperty(model.title)
      for (const { name, operators } of model.filters) {
        if (!operators.includes('') || typeof row[name] === 'object' || row[name] === undefined) continue
        const same = await ria.get(`${list}&${name}=${encodeURIComponent(row[name])}`)
        expect([model.name, name, same.status], same.text).toEqual([model.name, name, 200])
        expect(same.body.count, `${model.name} ${name}`).toBeGreaterThan(0)
      }
      if (model.detail_path === null) continue
      const one = await ria.get(model.detail_path.replace('{id}', row[model.key]) + scoped(model))
      expect([model.name, one.status], one.text).toEqual([model.name, 200])
      expect(one.body).toMatchObject({ [model.key]: row[model.key] })
    }
  })

  test('nearly every model has something to show in a company that works', async () => {
    const empty = []
    for (const { name } of models) if ((await rows(name)).length === 0) empty.push(name)
    expect(empty.filter(name => !['login_attempts', 'jobs', 'storage'].includes(name))).toEqual([])
  })

  test('a model says what its forms take, as its routes do', () => {
    const products = modelNamed('products')
    expect(products).toMatchObject({
      label: 'Products',
      group: 'Catalog',
      company_scoped: true,
      append_only: false,
      list_path: '/api/products/',
      detail_path: '/api/products/{id}/',
      history_path: '/api/audit-logs/?object_type=product&object_id={id}',
      can: { create: true, update: true, delete: true },
      searchable: true,
    })
    const field = (name: string) => products.fields.find(each => each.name === name)
    expect(field('name')).toMatchObject({ type: 'text', required: true, on_update: true, max_length: 200 })
    expect(field('price')).toMatchObject({ type: 'money', required: true })
    expect(field('category')).toMatchObject({ type: 'id', relation: 'categories', nullable: true })
    expect(field('unit')).toMatchObject({ type: 'choice', choices: expect.arrayContaining(['piece', 'kg']) })
    expect(field('created_at')).toMatchObject({ type: 'time', on_create: false, on_update: false, shown: true })
    expect(modelNamed('users').fields.find(({ name }) => name === 'password')).toMatchObject({ shown: false })
    expect(modelNamed('companies').actions.map(({ name }) => name)).toEqual(['suspend', 'resume'])
    expect(modelNamed('mail').actions.map(({ path }) => path)).toEqual(['/api/outbox/{id}/retry/'])
  })

  test('a list shows at first what its rows have, the title aside', () => {
    for (const { name, title, columns, fields } of models) {
      const shown = fields.filter(field => field.shown).map(field => field.name)
      expect(shown, name).toEqual(expect.arrayContaining([title, ...columns]))
      expect(columns, name).not.toContain(title)
      expect(columns.length, name).toBeGreaterThan(0)
    }
  })

  test('an object whose fields are known is a form of its own', () => {
    const settings = modelNamed('companies').fields.find(({ name }) => name === 'settings')
    expect(settings?.parts).toContainEqual(
      expect.objectContaining({ name: 'order_approval.sale', type: 'choice', choices: ['automatic', 'required'] }),
    )
    expect(settings?.parts).toContainEqual(expect.objectContaining({ name: 'hold_hours', nullable: true }))
    const owner = modelNamed('companies').fields.find(({ name }) => name === 'owner')
    expect(owner?.parts?.map(({ name, required }) => [name, required])).toEqual([
      ['username', true],
      ['email', true],
      ['password', false],
      ['name', false],
    ])
    expect(modelNamed('products').fields.find(({ name }) => name === 'price')?.parts).toBeNull()
  })

  test('forms leave out what has a better way, or cannot be done there', () => {
    const users = modelNamed('users').fields
    expect(users.map(({ name }) => name)).not.toContain('first_name')
    expect(users.find(({ name }) => name === 'password')).toMatchObject({ on_create: true, on_update: false })
    expect(users.find(({ name }) => name === 'role')).toMatchObject({ relation: 'roles', on_update: true })
    const placement = modelNamed('companies').fields.find(({ name }) => name === 'placement')
    expect(placement).toMatchObject({ shown: true, on_create: true, on_update: false })
  })

  test('a list of all companies’ people is asked only for what it knows', async () => {
    const { list_path, spanning } = modelNamed('users')
    expect(spanning).toEqual({ filters: ['username', 'email'], orderings: ['id', 'username'] })
    for (const ordering of spanning?.orderings ?? [])
      expect((await world.as('Ria').get(`${list_path}?ordering=${ordering}`)).status).toBe(200)
    for (const filter of spanning?.filters ?? [])
      expect((await world.as('Ria').get(`${list_path}?${filter}=meera`)).status).toBe(200)
    expect(modelNamed('products').spanning).toBeNull()
  })

  test('what happened to a company stands in its own log', async () => {
    const path = modelNamed('companies').history_path?.replaceAll('{id}', String(company)) as string
    const { body } = await world.as('Ria').get(path)
    expect(body.results.map((entry: { action: string }) => entry.action)).toContain('company.created')
  })

  test('what is history cannot be changed from here', () => {
    const history = models.filter(model => model.append_only)
    expect(history.map(({ name }) => name).toSorted()).toEqual([
      'audit_entries',
      'migrations',
      'moves',
      'order_history',
    ])
    for (const { can, actions } of history) {
      expect(can).toEqual({ create: false, update: false, delete: false })
      expect(actions).toEqual([])
    }
  })

  test('relations lead to models that are there', () => {
    const names = new Set(models.map(({ name }) => name))
    const relations = models.flatMap(({ fields, filters }) => [...fields, ...filters].map(({ relation }) => relation))
    expect(relations.filter(relation => relation !== null && !names.has(relation))).toEqual([])
  })
})

describe('the platform’s admin at work in a company', () => {
  test('makes, changes and deletes a product there, by its rules, and its log says who', async () => {
    const ria = world.as('Ria')
    const made = await ria.post(`/api/products/?company=${company}`, { name: 'Sent by Ria', price: '12.50', stock: 3 })
    expect(made.status, made.text).toBe(201)
    expect(made.body).toMatchObject({ tenant: company, created_by: null, stock: 3 })
    const path = `/api/products/${made.body.id}/`
    const changed = await ria.patch(`${path}?company=${company}`, { price: '13.00', stock: 5 })
    expect(changed.body).toMatchObject({ price: '13.00', stock: 5, version: 2 })
    expect((await world.as('meera').get(path)).body).toMatchObject({ name: 'Sent by Ria', price: '13.00' })
    expect((await ria.delete(`${path}?company=${company}`)).status).toBe(204)
    const history = modelNamed('products').history_path?.replace('{id}', made.body.id)
    const { body } = await ria.get(`${history}&company=${company}&ordering=seq`)
    expect(body.results.map((entry: { action: string }) => entry.action)).toEqual([
      'product.created',
      'stock.adjusted',
      'product.updated',
      'product.deleted',
    ])
    expect(body.results[0].actor_username).toBe('Ria')
    expect((await ria.get(`/api/audit-logs/verify/?company=${company}`)).body.ok).toBe(true)
  })

  test('reads what happened to its orders and products', async () => {
    const [ria, meera] = [world.as('Ria'), world.as('meera')]
    const order = (await meera.get('/api/orders/?page_size=1')).body.results[0]
    for (const path of [`/api/orders/${order.id}/history/`, `/api/products/${order.items[0].product}/history/`]) {
      const { status, body } = await ria.get(`${path}?company=${company}`)
      expect([status, body.results]).toEqual([200, (await meera.get(path)).body.results])
      expect((await ria.get(path)).status).toBe(404)
    }
  })

  test('keeps its categories and locations, in either placement', async () => {
    const ria = world.as('Ria')
    for (const { id } of [cast.companies.shared, cast.companies.dedicated])
      for (const kind of ['categories', 'locations']) {
        const made = await ria.post(`/api/${kind}/?company=${id}`, { name: 'From the platform' })
        expect([kind, made.status, made.body.tenant], made.text).toEqual([kind, 201, id])
        const path = `/api/${kind}/${made.body.id}/?company=${id}`
        expect((await ria.patch(path, { name: 'Renamed' })).body.name).toBe('Renamed')
        expect((await ria.get(path)).body.name).toBe('Renamed')
        expect((await ria.delete(path)).status).toBe(204)
        expect((await ria.get(path)).status).toBe(404)
      }
  })

  test('without a company named finds only the platform’s own', async () => {
    const { id } = (await world.as('meera').get('/api/products/')).body.results[0]
    expect((await world.as('Ria').get(`/api/products/${id}/`)).status).toBe(404)
    expect((await world.as('Ria').get(`/api/products/${id}/?company=${cast.companies.dedicated.id}`)).status).toBe(404)
    expect((await world.as('Ria').get('/api/admin/models/orders/rows/')).status).toBe(404)
  })
})

describe('who and what is refused', () => {
  test.each(['rohan', 'meera', 'rahul', 'astrid'])('%s, who is not of the platform', async person => {
    const paths = ['/api/admin/models/', '/api/admin/models/sessions/rows/', '/api/admin/models/logins/rows/']
    for (const path of paths) {
      const { status, body } = await world.as(person).get(path)
      expect([path, status, body.code]).toEqual([path, 403, 'permission_denied'])
    }
  })

  test('people of the platform who are no admins find no console', async () => {
    const person = await cast.person(cast.companies.platform, [{ code: 'VIEW_COMPANIES', scope: 'all' }])
    const helper = world.withToken(await cast.token(person))
    for (const path of ['/api/admin/models/', '/api/admin/models/logins/rows/', '/api/admin/models/sessions/rows/'])
      expect([path, (await helper.get(path)).status]).toEqual([path, 404])
    expect((await helper.get(`/api/admin/models/sessions/rows/?company=${company}`)).status).toBe(400)
  })

  test('a company’s people name no other company when they read or write one record', async () => {
    const { id } = (await world.as('meera').get('/api/products/')).body.results[0]
    const path = `/api/products/${id}/?company=${company}`
    const refused = { company: ['This is not your company.'] }
    expect((await world.as('astrid').get(path)).body).toEqual(refused)
    expect((await world.as('astrid').patch(path, { name: 'Mine' })).body).toEqual(refused)
    expect((await world.as('astrid').delete(path)).body).toEqual(refused)
    expect((await world.as('meera').get(path)).status).toBe(200)
  })

  test('a model that is not there, a filter it does not know, a company that is none', async () => {
    const ria = world.as('Ria')
    expect((await ria.get('/api/admin/models/secrets/rows/')).status).toBe(404)
    expect((await ria.get('/api/admin/models/password_tokens/rows/')).status).toBe(404)
    expect((await ria.get('/api/admin/models/sessions/rows/?token=x')).body).toEqual({ token: ['Unknown filter.'] })
    expect((await ria.get('/api/admin/models/domains/rows/?company=2')).body).toEqual({ company: ['Unknown filter.'] })
    expect((await ria.get('/api/admin/models/sessions/rows/?company=999999')).status).toBe(404)
    expect((await ria.get(`/api/admin/models/sessions/rows/999999/?company=${company}`)).status).toBe(404)
    expect((await ria.get('/api/admin/models/jobs/rows/?ordering=leased_by')).status).toBe(400)
  })

  test('no row tells a secret', async () => {
    await world.anonymous.post('/api/auth/password/reset/', { email: 'meera@dreamkart.com' })
    const { rows: secrets } = await cast.client.query<{ secret: string }>(
      `select password_hash as secret from shared.users union select encode(token_hash, 'hex') from shared.password_tokens`,
    )
    expect(secrets.length).toBeGreaterThan(1)
    for (const { name } of models) {
      const text = JSON.stringify(await rows(name, '&page_size=200'))
      expect(secrets.filter(({ secret }) => text.includes(secret))).toEqual([])
      expect(text, name).not.toMatch(/password_hash|token_hash|refresh|\$argon2/)
    }
  })
})
