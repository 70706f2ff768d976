import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cast, openCast } from '../../../test/cast.ts'
import { type Client, startWorld, type World } from '../../../test/server.ts'
import { untilQuiet } from '../../../test/until.ts'
import type { Grant } from '../people/presets.ts'

let world: World
let cast: Cast
let rohan: Client
let meera: Client
let rahul: Client
let tenantId: number

beforeAll(async () => {
  world = await startWorld()
  cast = await openCast(world)
  ;[rohan, meera, rahul] = ['rohan', 'meera', 'rahul'].map(name => world.as(name)) as [Client, Client, Client]
  tenantId = cast.companies.shared.id
})
afterAll(async () => {
  await cast.close()
  await world.close()
})

describe('creating a product', () => {
  it('answers all of it, with what the server decided', async () => {
    const { status, body, headers } = await meera.post('/api/products/', {
      name: '  Red Saree ',
      price: 999.99,
      stock: 10,
    })
    expect(status).toBe(201)
    expect(body).toEqual({
      id: expect.any(Number),
      tenant: tenantId,
      name: 'Red Saree',
      sku: expect.stringMatching(/^RED-SAREE-[2-9A-Z]{4}$/),
      description: '',
      price: '999.99',
      cost: null,
      unit: 'piece',
      stock: 10,
      on_hand: 10,
      reserved: 0,
      incoming: 0,
      track_stock: true,
      category: null,
      barcode: null,
      reorder_point: null,
      reorder_quantity: null,
      image: null,
      assigned_to: null,
      is_active: true,
      created_by: expect.any(Number),
      created_at: expect.stringMatching(/Z$/),
      updated_at: body.created_at,
      version: 1,
    })
    expect(headers.etag).toBe('"1"')
    expect((await meera.get(`/api/products/${body.id}/`)).body).toEqual(body)
  })

  it('takes prices as numbers or strings, to the decimals of the currency', async () => {
    for (const [price, shown] of [
      [5, '5.00'],
      ['7.5', '7.50'],
      ['0', '0.00'],
      [1234567.89, '1234567.89'],
      ['999999999999', '999999999999.00'],
    ] as const)
      expect((await meera.post('/api/products/', { name: 'Priced', price })).body.price).toBe(shown)
    for (const price of ['1.234', -1, '-1', 'NaN', '1e3', 1e15, true, [3], null, {}, ''])
      expect(await refusalOf({ name: 'Priced', price }), String(price)).toHaveProperty('price')
  })

  it('tracks stock where stock is given, or the company is no store', async () => {
    expect((await made({ price: 1 })).stock).toBeNull()
    expect(await made({ price: 1, track_stock: true })).toMatchObject({ stock: 0, track_stock: true })
    expect(await made({ price: 1, stock: 0 })).toMatchObject({ stock: 0, track_stock: true })
    const { body } = await world.as('jonas').post('/api/products/', { name: 'Hammer', price: '12.50' })
    expect(body).toMatchObject({ stock: 0, track_stock: true })
    expect(await refusalOf({ name: 'Odd', price: 1, stock: 2, track_stock: false })).toHaveProperty('stock')
  })

  it('takes parts of a unit only where the unit has parts', async () => {
    expect(await made({ price: 2, unit: 'kg', stock: 2.125, reorder_point: 0.5 })).toMatchObject({
      stock: 2.125,
      reorder_point: 0.5,
    })
    expect(await refusalOf({ name: 'Lamp', price: 1, stock: 2.5 })).toEqual({
      stock: ['Send a whole number: the unit is piece.'],
    })
    expect(await refusalOf({ name: 'Rice', price: 1, unit: 'kg', stock: 2.1234 })).toHaveProperty('stock')
    expect(await refusalOf({ name: 'Rice', price: 1, unit: 'handful' })).toHaveProperty('unit')
  })

  it('names every missing or unknown field', async () => {
    expect(await refusalOf({ colour: 'red' })).toMatchObject({
      name: ['This field is required.'],
      price: ['This field is required.'],
      colour: ['Unknown field.'],
    })
  })

  it('refuses a SKU that is taken, whatever its case', async () => {
    const { sku } = await made({ price: 1, sku: 'Lamp-7' })
    expect(sku).toBe('Lamp-7')
    expect(await refusalOf({ name: 'Lamp', price: 1, sku: '\u200b' })).toHaveProperty('sku')
    expect(await refusalOf({ name: 'Lamp', price: 1, sku: 'LAMP-7' })).toEqual({
      sku: ['Another product has this SKU.'],
    })
  })

  it('lets one of two have a SKU that both take at once', async () => {
    const tries = Array.from({ length: 8 }, () =>
      meera.post('/api/products/', { name: 'Race', price: 1, sku: 'race-1' }),
    )
    const replies = await Promise.all(tries)
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1)
    for (const { status, body } of replies.filter(reply => reply.status !== 201))
      expect({ status, body }).toEqual({ status: 400, body: { sku: ['Another product has this SKU.'] } })
  })

  it('refuses ids that are absent, foreign or inactive, all alike', async () => {
    const theirs = await world.as('jonas').post('/api/categories/', { name: 'Theirs alone' })
    expect(theirs.status).toBe(201)
    const astrid = (await world.as('astrid').get('/api/auth/me/')).body.id
    const idle = await cast.person(cast.companies.shared, [])
    await cast.client.query(`update shared.users set status = 'inactive' where id = $1`, [idle.userId])
    for (const category of [theirs.body.id, 999_999_999, Number.MAX_SAFE_INTEGER])
      expect(await refusalOf({ name: 'Lamp', price: 1, category })).toEqual({
        category: ['There is no such category.'],
      })
    for (const assigned_to of [astrid, idle.userId, 999_999_999])
      expect(await refusalOf({ name: 'Lamp', price: 1, assigned_to })).toEqual({
        assigned_to: ['There is no such user.'],
      })
    expect(await refusalOf({ name: 'Lamp', price: 1, category: '0x10' })).toHaveProperty('category')
  })

  it('is audited with what was given', async () => {
    const { id } = await made({ name: 'Audited', price: '3.00', stock: 4, description: 'Shiny' })
    const [entry] = (await rohan.get(`/api/audit-logs/?action=product.created&object_id=${id}`)).body.results
    expect(entry).toMatchObject({ actor_username: 'meera', object_type: 'product', before: null })
    expect(entry.after).toMatchObject({ name: 'Audited', price: '3.00', stock: 4, description: 'Shiny' })
  })

  it('is for those who may', async () => {
    expect((await rahul.post('/api/products/', { name: 'Mine', price: 1 })).status).toBe(403)
    expect((await world.anonymous.post('/api/products/', { name: 'Mine', price: 1 })).status).toBe(401)
  })
})

describe('changing a product', () => {
  it('takes a partial or a full body and raises the version', async () => {
    const lamp = await made({ price: 10, stock: 5 })
    const patched = await meera.patch(`/api/products/${lamp.id}/`, { price: '12.5' })
    expect(patched.body).toMatchObject({ price: '12.50', stock: 5, version: 2 })
    const put = await meera.put(`/api/products/${lamp.id}/`, { ...patched.body, name: 'Lantern' })
    expect(put.body).toMatchObject({ id: lamp.id, name: 'Lantern', price: '12.50', stock: 5, version: 3 })
    expect(put.body.updated_at > patched.body.created_at).toBe(true)
  })

  it('writes nothing when nothing differs', async () => {
    const lamp = await made({ price: 10, stock: 5, unit: 'kg', reorder_point: 1.5 })
    const log = async () => (await rohan.get(`/api/audit-logs/?object_type=product&object_id=${lamp.id}`)).body.count
    const before = await log()
    const { status, body } = await meera.put(`/api/products/${lamp.id}/`, lamp)
    expect({ status, body }).toEqual({ status: 200, body: lamp })
    expect(await log()).toBe(before)
  })

  it('is done when one of the versions in If-Match is its own', async () => {
    const { id } = await made({ price: 10 })
    const rename = (ifMatch: string) => meera.patch(`/api/products/${id}/`, { name: ifMatch }, { 'if-match': ifMatch })
    for (const ifMatch of ['"1", W/"7"', 'W/"2" ,"9"', ', "3",', '*', '"abc", "5"'])
      expect((await rename(ifMatch)).status, ifMatch).toBe(200)
    for (const ifMatch of ['"1", W/"2"', '"abc", "def"', ',', '"*"', '-6, 6.5'])
      expect((await rename(ifMatch)).status, ifMatch).toBe(412)
  })

  it('is refused when the version is not the one that was read', async () => {
    const { id } = await made({ price: 10, stock: 1 })
    const change = (version: number) => meera.patch(`/api/products/${id}/`, { name: 'Newer', version })
    expect((await meera.patch(`/api/products/${id}/`, { name: 'Newer' }, { 'if-match': '"7"' })).status).toBe(412)
    expect(await change(2)).toMatchObject({
      status: 412,
      body: { code: 'version_mismatch', version: 1, changed_by: null },
    })
    const both = await Promise.all([change(1), meera.patch(`/api/products/${id}/`, { name: 'Newest', version: 1 })])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412])
    await rohan.patch(`/api/products/${id}/`, { price: 7 })
    await meera.post('/api/stock/adjust/', { product: id, quantity: 1, reason: 'Found behind the shelf' })
    const { updated_at } = (await meera.get(`/api/products/${id}/`)).body
    expect((await change(1)).body, 'who changed it last, not who moved its stock').toMatchObject({
      version: 3,
      changed_by: 'rohan',
      changed_at: updated_at,
    })
  })

  it('audits what changed and nothing else', async () => {
    const { id } = await made({ name: 'Lamp', price: 10, description: 'Old' })
    await meera.patch(`/api/products/${id}/`, { name: 'Lamp', description: 'New', price: 11, is_active: false })
    const [entry] = (await rohan.get(`/api/audit-logs/?action=product.updated&object_id=${id}`)).body.results
    expect(entry).toMatchObject({
      before: { description: 'Old', price: '10.00', is_active: true },
      after: { description: 'New', price: '11.00', is_active: false },
    })
    expect(entry.after).not.toHaveProperty('name')
  })

  it('refuses a SKU that another product has, but not its own in another case', async () => {
    const [one, other] = [await made({ price: 1, sku: 'ONE-1' }), await made({ price: 1, sku: 'OTHER-1' })]
    expect((await meera.patch(`/api/products/${other.id}/`, { sku: 'one-1' })).body).toEqual({
      sku: ['Another product has this SKU.'],
    })
    expect((await meera.patch(`/api/products/${one.id}/`, { sku: 'one-1' })).body).toMatchObject({ sku: 'one-1' })
  })

  it('stays in its company', async () => {
    const { id } = await made({ price: 1 })
    const foreign = cast.companies.dedicated.id
    expect((await meera.patch(`/api/products/${id}/`, { tenant: foreign, name: 'Theirs' })).body).toHaveProperty(
      'tenant',
    )
    expect((await meera.patch(`/api/products/${id}/`, { tenant: tenantId, name: 'Ours' })).status).toBe(200)
    expect((await world.as('jonas').patch(`/api/products/${id}/`, { name: 'Theirs' })).status).toBe(404)
  })

  it('keeps a unit whole while there are parts of one', async () => {
    const { id } = await made({ price: 1, unit: 'kg', stock: 1.5 })
    expect((await meera.patch(`/api/products/${id}/`, { unit: 'piece' })).body).toHaveProperty('unit')
    await meera.patch(`/api/products/${id}/`, { stock: 2 })
    expect((await meera.patch(`/api/products/${id}/`, { unit: 'piece' })).body).toMatchObject({
      unit: 'piece',
      stock: 2,
    })
  })

  it('keeps a unit while parts that sum up to a whole lie at two places, wait in orders, travel or are being counted', async () => {
    const shelf = (await meera.post('/api/locations/', { name: 'Half shelf' })).body.id
    const inHalves: ((product: unknown) => Promise<unknown>)[] = [
      async product => {
        await meera.patch(`/api/products/${product}/`, { stock: 1.5 })
        await meera.post('/api/stock/adjust/', { product, location: shelf, quantity: 0.5, reason: 'Found' })
      },
      product => meera.post('/api/orders/', { items: [1, 2].map(() => ({ product, quantity: 0.5 })) }),
      product => meera.post('/api/orders/', { kind: 'restock', product, quantity: 1.5 }),
      product => meera.post('/api/stock/transfer/', { product, to: shelf, quantity: 0.5, receive: false }),
      async product => {
        const { id } = (await meera.post('/api/stock/counts/', { products: [product] })).body
        await meera.post(`/api/stock/counts/${id}/enter/`, { lines: [{ product, counted: 1.5 }] })
      },
    ]
    for (const [i, halve] of inHalves.entries()) {
      const { id } = await made({ price: 1, unit: 'kg', stock: 2 })
      await halve(id)
      expect((await meera.patch(`/api/products/${id}/`, { unit: 'piece' })).body, `${i}`).toHaveProperty('unit.0')
    }
  })
})

describe('the stock on a product', () => {
  it('reads as it was set, by an adjustment at the default location', async () => {
    const { id } = await made({ price: 1, stock: 10 })
    const { body } = await meera.patch(`/api/products/${id}/`, { stock: 7 })
    expect(body).toMatchObject({ stock: 7, on_hand: 7, version: 2 })
    const [move] = (await meera.get(`/api/products/${id}/history/`)).body.results
    expect(move).toMatchObject({ quantity: 3, change: -3, to_kind: 'adjustment' })
    const [entry] = (await rohan.get(`/api/audit-logs/?action=stock.adjusted&object_id=${id}`)).body.results
    expect(entry).toMatchObject({ before: { stock: 10 }, after: { stock: 7 } })
  })

  it('counts what can be sold, beside what orders hold', async () => {
    const { id } = await made({ price: 1, stock: 10 })
    await meera.post('/api/orders/', { product: id, quantity: 4 })
    expect((await meera.get(`/api/products/${id}/`)).body).toMatchObject({ stock: 6, on_hand: 10, reserved: 4 })
    expect((await meera.patch(`/api/products/${id}/`, { stock: 9 })).body).toMatchObject({
      stock: 9,
      on_hand: 13,
      reserved: 4,
    })
  })

  it('makes an untracked product tracked, and null leaves it alone', async () => {
    const { id } = await made({ price: 1 })
    expect((await meera.patch(`/api/products/${id}/`, { stock: null })).body).toMatchObject({ stock: null, version: 1 })
    expect((await meera.patch(`/api/products/${id}/`, { stock: 3 })).body).toMatchObject({
      stock: 3,
      track_stock: true,
    })
    expect((await meera.patch(`/api/products/${id}/`, { stock: null })).body).toHaveProperty('stock')
    const full = (await meera.get(`/api/products/${id}/`)).body
    expect((await meera.put(`/api/products/${id}/`, { ...full, track_stock: false })).body).toMatchObject({
      stock: null,
      on_hand: 3,
    })
    expect((await meera.patch(`/api/products/${id}/`, { stock: 4, track_stock: false })).body).toHaveProperty('stock')
  })

  it('stays tracked when a form that was opened before its first stock entry is sent', async () => {
    const { id } = await made({ name: 'Gift Wrap', price: 1 })
    const form = (await meera.get(`/api/products/${id}/`)).body
    await rohan.post('/api/stock/adjust/', { product: id, quantity: 3, reason: 'Delivered' })
    const { status, body } = await meera.put(`/api/products/${id}/`, { ...form, name: 'Gift Paper' })
    expect(status).toBe(412)
    expect(body).toMatchObject({ code: 'version_mismatch', version: 2, changed_by: 'rohan' })
    expect((await meera.get(`/api/products/${id}/`)).body).toMatchObject({ name: 'Gift Wrap', stock: 3 })
  })

  it('set by many at once reads one of the wishes, and the books agree', async () => {
    const { id } = await made({ price: 1, stock: 10 })
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, i) => meera.patch(`/api/products/${id}/`, { stock: i * 3 })),
    )
    expect(replies.map(({ status }) => status)).toEqual(Array(10).fill(200))
    const { stock, on_hand } = (await meera.get(`/api/products/${id}/`)).body
    const moves = (await meera.get(`/api/products/${id}/history/`)).body.results as { change: number }[]
    expect(moves.reduce((sum, move) => sum + move.change, 0)).toBe(on_hand)
    expect(stock).toBe(on_hand)
  })

  it('is changed only by those who may adjust stock', async () => {
    const { id } = await made({ price: 1, stock: 10 })
    const editor = await personWith([
      { code: 'VIEW_PRODUCTS', scope: 'all' },
      { code: 'UPDATE_PRODUCT', scope: 'all' },
    ])
    expect((await editor.patch(`/api/products/${id}/`, { stock: 11 })).status).toBe(403)
    expect((await editor.patch(`/api/products/${id}/`, { stock: 10, name: 'Same stock' })).status).toBe(200)
  })
})

describe('deleting a product', () => {
  it('takes it out of lists, search and paths, and frees its SKU', async () => {
    const { id } = await made({ name: 'Vanishing Lamp', price: 1, sku: 'GONE-1', stock: 3 })
    const { count } = (await meera.get('/api/products/')).body
    expect((await meera.delete(`/api/products/${id}/`)).status).toBe(204)
    expect((await meera.get(`/api/products/${id}/`)).status).toBe(404)
    expect((await meera.patch(`/api/products/${id}/`, { name: 'Back' })).status).toBe(404)
    expect((await meera.delete(`/api/products/${id}/`)).status).toBe(404)
    expect((await meera.get('/api/products/?search=vanishing')).body).toMatchObject({ count: 0, results: [] })
    expect((await meera.get('/api/products/')).body.count).toBe(count - 1)
    expect((await made({ price: 1, sku: 'gone-1' })).sku).toBe('gone-1')
    expect((await meera.post('/api/orders/', { product: id, quantity: 1 })).status).toBe(400)
  })

  it('leaves orders their snapshot and their holds', async () => {
    const { id } = await made({ name: 'Ordered Lamp', price: 5, stock: 3 })
    const order = (await meera.post('/api/orders/', { product: id, quantity: 2 })).body
    expect((await meera.delete(`/api/products/${id}/`)).status).toBe(204)
    expect((await meera.get(`/api/orders/${order.id}/`)).body.items[0]).toMatchObject({
      name: 'Ordered Lamp',
      unit_price: '5.00',
    })
    expect((await meera.post(`/api/orders/${order.id}/fulfill/`, {})).body).toMatchObject({ status: 'fulfilled' })
  })

  it('happens once, however many ask at once', async () => {
    const { id } = await made({ price: 1 })
    const { count } = (await meera.get('/api/products/')).body
    const statuses = (await Promise.all(Array.from({ length: 5 }, () => meera.delete(`/api/products/${id}/`)))).map(
      reply => reply.status,
    )
    expect(statuses.toSorted()).toEqual([204, 404, 404, 404, 404])
    expect((await meera.get('/api/products/')).body.count).toBe(count - 1)
  })
})

describe('who sees which products', () => {
  it('a customer sees the active ones, without cost', async () => {
    const { id } = await made({ price: 10, cost: '6.40' })
    expect((await rahul.get(`/api/products/${id}/`)).body).not.toHaveProperty('cost')
    expect((await meera.get(`/api/products/${id}/`)).body.cost).toBe('6.40')
    const { count } = (await rahul.get('/api/products/')).body
    await meera.patch(`/api/products/${id}/`, { name: 'Hidden Gem', is_active: false })
    expect((await rahul.get(`/api/products/${id}/`)).status).toBe(404)
    expect((await rahul.get('/api/products/?search=hidden')).body.count).toBe(0)
    expect((await rahul.get('/api/products/')).body.count).toBe(count - 1)
    expect((await meera.get('/api/products/?search=hidden')).body.count).toBe(1)
    expect((await meera.get(`/api/products/?is_active=false&id=${id}`)).body.count).toBe(1)
  })

  it('who may not see costs does not set them either', async () => {
    const priya = world.as('priya')
    const { body } = await priya.post('/api/products/', { name: 'Plain', price: 1 })
    expect(body).not.toHaveProperty('cost')
    expect((await priya.post('/api/products/', { name: 'Plain', price: 1, cost: 1 })).body).toHaveProperty('cost')
    expect((await priya.patch(`/api/products/${body.id}/`, { cost: 1 })).body).toHaveProperty('cost')
  })

  it('scopes reach what one made oneself, or is assigned', async () => {
    const scoped = (code: Grant['code'], ...scopes: Grant['scope'][]) => scopes.map(scope => ({ code, scope }))
    const author = await personWith([
      { code: 'CREATE_PRODUCT', scope: 'all' },
      ...scoped('VIEW_PRODUCTS', 'own'),
      ...scoped('UPDATE_PRODUCT', 'own'),
    ])
    const viewer = await personWith([
      ...scoped('VIEW_PRODUCTS', 'all'),
      ...scoped('UPDATE_PRODUCT', 'own'),
      ...scoped('DELETE_PRODUCT', 'own'),
    ])
    const other = await made({ price: 1 })
    const own = (await author.post('/api/products/', { name: 'Own Work', price: 1 })).body
    expect((await author.get('/api/products/')).body).toMatchObject({ count: 1, results: [{ id: own.id }] })
    expect((await author.get('/api/products/?search=own')).body).toMatchObject({ count: 1, results: [{ id: own.id }] })
    expect((await author.get(`/api/products/${other.id}/`)).status).toBe(404)
    expect((await author.patch(`/api/products/${other.id}/`, { name: 'Taken' })).status).toBe(404)
    expect((await author.patch(`/api/products/${own.id}/`, { name: 'Own Work 2' })).status).toBe(200)
    expect((await viewer.patch(`/api/products/${other.id}/`, { name: 'Taken' })).status).toBe(403)
    expect((await viewer.delete(`/api/products/${other.id}/`)).status).toBe(403)
    const helper = await cast.person(cast.companies.shared, scoped('VIEW_PRODUCTS', 'assigned'))
    await meera.patch(`/api/products/${other.id}/`, { assigned_to: helper.userId })
    const assigned = world.withToken(await cast.token(helper))
    expect((await assigned.get('/api/products/')).body).toMatchObject({ count: 1, results: [{ id: other.id }] })
  })
})

describe('the list of products', () => {
  it('finds words by their beginnings, in any order and any case', async () => {
    const { id } = await made({
      name: 'Emerald Zanzibar Lamp',
      price: 1,
      sku: 'ZZL-77',
      barcode: '4006381333931',
      description: 'Quaint thing',
    })
    for (const search of ['zanz', 'LAMP zanzibar', 'zzl', 'zzl-77', '40063813', 'quaint eme'])
      expect((await meera.get(`/api/products/?search=${encodeURIComponent(search)}`)).body, search).toMatchObject({
        count: 1,
        results: [{ id }],
      })
    expect((await meera.get('/api/products/?search=zanz%20saree')).body.count).toBe(0)
    await meera.patch(`/api/products/${id}/`, { name: 'Emerald Lamp' })
    expect((await meera.get('/api/products/?search=zanz')).body.count).toBe(0)
    expect((await meera.get('/api/products/?barcode=4006381333931')).body).toMatchObject({
      count: 1,
      results: [{ id }],
    })
  })

  it('filters and orders by price, stock, category and time', async () => {
    const category = (await meera.post('/api/categories/', { name: 'Filtered' })).body.id
    const add = (price: number, fields: object) => made({ price, category, ...fields })
    const [low, mid, none] = [await add(5, { stock: 2 }), await add(9, { stock: 30 }), await add(7, {})]
    const ids = async (query: string) =>
      (await meera.get(`/api/products/?category=${category}&${query}`)).body.results.map(
        (one: { id: number }) => one.id,
      )
    expect(await ids('')).toEqual([low.id, mid.id, none.id])
    expect(await ids('ordering=price')).toEqual([low.id, none.id, mid.id])
    expect(await ids('ordering=-stock,name')).toEqual([mid.id, low.id, none.id])
    expect(await ids('price__gte=6&price__lt=9')).toEqual([none.id])
    expect(await ids('stock__lte=5')).toEqual([low.id])
    expect(await ids(`created_at__gte=${low.created_at}&created_at__lte=${low.created_at}`)).toContain(low.id)
    expect(await ids(`track_stock=false`)).toEqual([none.id])
    expect((await meera.get('/api/products/?colour=red')).body).toEqual({ colour: ['Unknown filter.'] })
    expect((await meera.get('/api/products/?page_size=201')).body).toHaveProperty('page_size')
    expect((await meera.get('/api/products/?status=a&status=b')).status).toBe(400)
  })

  it('finds what runs low, free and incoming below the reorder point, and what is in stock', async () => {
    const category = (await meera.post('/api/categories/', { name: 'Running low' })).body.id
    const add = (fields: object) => made({ price: 1, category, ...fields })
    const [low, archived, enough] = [
      await add({ stock: 2, reorder_point: 5, barcode: '111' }),
      await add({ stock: 2, reorder_point: 5, is_active: false }),
      await add({ stock: 5, reorder_point: 5 }),
    ]
    const untracked = await add({ track_stock: false, reorder_point: 5 })
    const noted = await add({ stock: 0 })
    const ids = async (query: string) =>
      (await meera.get(`/api/products/?category=${category}&${query}`)).body.results.map(
        (one: { id: number }) => one.id,
      )
    expect(await ids('low=true')).toEqual([low.id])
    expect(await ids('in_stock=false')).toEqual([noted.id])
    expect(await ids('in_stock=true&is_active=true')).toEqual([low, enough, untracked].map(({ id }) => id))
    expect(await ids('low=false')).toEqual([archived, enough, untracked, noted].map(({ id }) => id))
    expect(await ids('reorder_point__isnull=true')).toEqual([noted.id])
    expect(await ids('reorder_point__gte=5&on_hand__gte=5')).toEqual([enough.id])
    expect(await ids('reserved__gt=0')).toEqual([])
    expect(await ids('incoming__lte=0&stock__lte=0')).toEqual([noted.id])
    expect(await ids('barcode__isnull=false')).toEqual([low.id])
    const { id } = (await meera.post('/api/orders/', { kind: 'restock', items: [{ product: low.id, quantity: 3 }] }))
      .body
    expect(await ids('low=true'), 'a request that nobody has decided on brings nothing').toEqual([low.id])
    expect((await rohan.post(`/api/orders/${id}/approve/`)).status).toBe(200)
    expect(await ids('low=true')).toEqual([])
    expect((await meera.get('/api/products/?low=maybe')).body).toEqual({ low: ['Send true or false.'] })
  })

  it('pages by absolute links', async () => {
    const first = (await meera.get('/api/products/?page_size=2&ordering=name')).body
    const second = await meera.get(first.next.replace(/^https?:\/\/[^/]+/, ''))
    expect(second.body.results).toHaveLength(2)
    expect(second.body.count).toBe(first.count)
    expect((await meera.get(second.body.previous.replace(/^https?:\/\/[^/]+/, ''))).body.results).toEqual(first.results)
  })

  it('comes as CSV, with what looks like a formula made plain', async () => {
    await made({ name: '=SUM(A1)', price: 1, sku: 'FORMULA-1' })
    const { status, text, headers } = await meera.get('/api/products/?format=csv&sku=formula-1')
    expect(status).toBe(200)
    expect(headers['content-type']).toContain('text/csv')
    const [heading, line] = text.split('\r\n')
    expect(heading).toMatch(/^id,tenant,name,sku,/)
    expect(line).toContain(`,'=SUM(A1),FORMULA-1,,1.00,`)
  })
})

describe('the way to the database', () => {
  it('is one round trip for a read and two for a write', async () => {
    const { wakeOutbox } = world.deployment
    world.deployment.wakeOutbox = () => {}
    const { id } = await made({ price: 1, stock: 5 })
    await untilQuiet(world.deployment.door)
    const queries = [
      '',
      '?ordering=-price,name',
      '?search=lamp',
      '?search=red%20saree&ordering=price',
      '?stock__lte=5&price__gte=1',
    ]
    expect(await fewestTrips(() => meera.get(`/api/products/${id}/`))).toBe(1)
    for (const query of queries) expect(await fewestTrips(() => meera.get(`/api/products/${query}`)), query).toBe(1)
    expect(await fewestTrips(() => made({ price: 1, stock: 2 }))).toBe(2)
    expect(
      await fewestTrips(i => meera.put(`/api/products/${id}/`, { name: `Lantern ${i}`, price: i, stock: i + 7 })),
    ).toBe(2)
    const gone = await Promise.all(Array.from({ length: 5 }, () => made({ price: 1 })))
    expect(await fewestTrips(i => meera.delete(`/api/products/${gone[i]?.id}/`))).toBe(2)
    world.deployment.wakeOutbox = wakeOutbox
  })
})

// The fewest, because a sweep may come between.
async function fewestTrips(call: (i: number) => Promise<unknown>): Promise<number> {
  const { door } = world.deployment
  const trips: number[] = []
  for (let i = 0; i < 5; i++) {
    const before = door.stats().roundTrips
    await call(i)
    trips.push(door.stats().roundTrips - before)
  }
  return Math.min(...trips)
}

async function made(fields: object): Promise<Record<string, never>> {
  const { status, body } = await meera.post('/api/products/', { name: 'Lamp', ...fields })
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

async function refusalOf(product: object): Promise<unknown> {
  const { status, body } = await meera.post('/api/products/', product)
  expect(status, JSON.stringify(body)).toBe(400)
  return body
}

async function personWith(grants: Grant[]): Promise<Client> {
  return world.withToken(await cast.token(await cast.person(cast.companies.shared, grants)))
}
