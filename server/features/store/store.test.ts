import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast.ts'
import { type Reply, startWorld, type World } from '../../../test/server.ts'

let world: World
let cast: Cast
beforeAll(async () => {
  world = await startWorld()
  cast = await openCast(world)
})
afterAll(async () => {
  await cast.close()
  await world.close()
})

const store = '/api/store/dreamkart/'
const look = (path = '', headers = {}) => world.anonymous.get(store + path, headers)
const onDomain = (host: string) => ({ host: `${host}.localhost:8000` })
const namesOf = ({ body }: Reply): string[] => body.results.map(({ name }: { name: string }) => name)

const productNamed = async (name: string) =>
  (await world.as('meera').get(`/api/products/?name=${encodeURIComponent(name)}`)).body.results[0]

const setStorefront = async (storefront: 'public' | 'closed') => {
  const { tenant_id } = (await world.as('rohan').get('/api/auth/me/')).body
  const changed = await world.as('rohan').patch(`/api/companies/${tenant_id}/`, { settings: { storefront } })
  expect(changed.status, changed.text).toBe(200)
}

/** As if nobody had ever made such a store. */
const nothingThere = async (path: string, headers = {}) => {
  const absent = await world.anonymous.get('/api/store/no-such-store/')
  expect([absent.status, absent.body]).toEqual([404, { detail: 'Not found.' }])
  const { status, text } = await world.anonymous.get(path, headers)
  expect([path, status, text]).toEqual([path, 404, absent.text])
}

describe('who walks in without signing in', () => {
  test('learns what the store is', async () => {
    const { status, body } = await look()
    expect(status).toBe(200)
    expect(body).toEqual({
      name: 'DreamKart',
      slug: 'dreamkart',
      domain: 'dreamkart.localhost',
      currency: 'INR',
      customer_signup: 'open',
      products_count: (await look('products/')).body.count,
    })
  })

  test('sees its products with what is on the shelf, and nothing that is not for the public', async () => {
    const { status, body } = await look('products/?search=red+saree')
    expect(status).toBe(200)
    expect(body).toMatchObject({ count: 1, next: null, previous: null })
    const saree = await productNamed('Red Saree')
    expect(body.results).toEqual([
      {
        id: saree.id,
        name: 'Red Saree',
        sku: 'RED-SAREE',
        description: saree.description,
        price: '999.99',
        currency: 'INR',
        unit: 'piece',
        stock: saree.stock,
        incoming: saree.incoming,
        category: saree.category,
        image: expect.stringContaining(`/api/products/${saree.id}/image/?v=`),
      },
    ])
    expect((await look(`products/${saree.id}/`)).body).toEqual(body.results[0])
  })

  test('what is not counted has no stock and is always there; what is sold out says what is on the way', async () => {
    const wrapping = await productNamed('Gift Wrapping')
    expect((await look(`products/${wrapping.id}/`)).body).toMatchObject({ stock: null, incoming: 0 })
    const made = await world.as('meera').post('/api/products/', { name: 'Blue Vase', price: 1275, stock: 0 })
    const order = await world.as('meera').post('/api/orders/', {
      kind: 'restock',
      items: [{ product: made.body.id, quantity: 6 }],
    })
    expect((await world.as('rohan').post(`/api/orders/${order.body.id}/approve/`)).status).toBe(200)
    expect((await look(`products/${made.body.id}/`)).body).toMatchObject({ stock: 0, incoming: 6 })
    expect(namesOf(await look('products/?in_stock=true&page_size=200'))).not.toContain('Blue Vase')
    expect(namesOf(await look('products/?in_stock=true&page_size=200'))).toContain('Gift Wrapping')
    expect(namesOf(await look('products/?in_stock=false'))).toContain('Blue Vase')
  })

  test('orders them by name or price, filters them by price, category and id, and turns pages', async () => {
    const byPrice = await look('products/?ordering=-price&page_size=200')
    const prices = byPrice.body.results.map(({ price }: { price: string }) => Number(price))
    expect(prices).toEqual(prices.toSorted((a: number, b: number) => b - a))
    const names = namesOf(await look('products/?ordering=name&page_size=200'))
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en')))
    expect(namesOf(await look('products/?price__lte=49'))).toEqual(['Gift Wrapping'])

    const { category, id } = await productNamed('Red Saree')
    const wrapping = await productNamed('Gift Wrapping')
    expect(namesOf(await look(`products/?category=${category}&ordering=id`))[0]).toBe('Red Saree')
    expect(namesOf(await look(`products/?id__in=${id},${wrapping.id}&ordering=name`))).toEqual([
      'Gift Wrapping',
      'Red Saree',
    ])

    const first = await look('products/?ordering=name&page_size=2')
    const second = await world.anonymous.get(new URL(first.body.next).pathname + new URL(first.body.next).search)
    expect([...namesOf(first), ...namesOf(second)]).toEqual(names.slice(0, 4))
    const csv = await look('products/?format=csv')
    expect(csv.text.split('\r\n')[0]).toBe('id,name,sku,description,price,currency,unit,stock,incoming,category,image')
  })

  test('sees the categories that have something to show', async () => {
    const { body: empty } = await world.as('meera').post('/api/categories/', { name: 'Next spring' })
    await world.as('meera').post('/api/products/', { name: 'Secret', price: 1, category: empty.id, is_active: false })
    const { status, body } = await look('categories/')
    expect(status).toBe(200)
    expect(body.results).toContainEqual({ id: expect.any(Number), name: 'Sarees', description: expect.any(String) })
    expect(JSON.stringify(body)).not.toContain('Next spring')
  })

  test('on the store’s own domain it is the same, and the page learns whose domain it is', async () => {
    expect((await look('products/', onDomain('dreamkart'))).status).toBe(200)
    expect((await world.anonymous.get('/api/meta/', onDomain('dreamkart'))).body.company).toEqual({
      name: 'DreamKart',
      slug: 'dreamkart',
      status: 'active',
      storefront: 'public',
      customer_signup: 'open',
      currency: 'INR',
    })
    expect((await world.anonymous.get('/api/meta/')).body.company).toBeNull()
  })

  test('is told in a line that nothing has changed', async () => {
    for (const [path, kept] of [
      ['', 'private, max-age=30'],
      ['categories/', 'private, max-age=30'],
      ['products/', 'private, no-cache'],
      [`products/${(await productNamed('Red Saree')).id}/`, 'private, no-cache'],
    ] as const) {
      const { headers } = await look(path)
      expect([path, headers['cache-control']]).toEqual([path, kept])
      const again = await look(path, { 'if-none-match': String(headers.etag) })
      expect([path, again.status, again.text]).toEqual([path, 304, ''])
    }
    const { headers } = await look('products/')
    await world.as('meera').post('/api/products/', { name: 'Green Lamp', price: 10 })
    expect((await look('products/', { 'if-none-match': String(headers.etag) })).status).toBe(200)
  })
})

describe('what is not shown', () => {
  test('a store whose front is closed, from the next request on', async () => {
    const { id } = await productNamed('Red Saree')
    const paths = [store, `${store}products/`, `${store}products/${id}/`, `${store}categories/`]
    await setStorefront('closed')
    for (const path of paths) await nothingThere(path)
    await nothingThere(`${store}products/?no_such_filter=1`)
    expect((await world.anonymous.get('/api/meta/', onDomain('dreamkart'))).body.company.storefront).toBe('closed')
    await setStorefront('public')
    for (const path of paths) expect((await world.anonymous.get(path)).status).toBe(200)
  })

  test.each(['suspended', 'pending_approval'])('a company that is %s', async status => {
    const set = (to: string) =>
      cast.client.query('update platform.tenants set status = $1 where id = $2', [to, cast.companies.shared.id])
    await set(status)
    await nothingThere(store)
    await nothingThere(`${store}products/`)
    expect((await world.anonymous.get('/api/meta/', onDomain('dreamkart'))).body.company).toMatchObject({
      status,
      storefront: 'closed',
    })
    await set('active')
  })

  test('the platform, a company that never opened, and nonsense', async () => {
    for (const slug of ['quartermaster', 'nordlicht-handel', '%00', '..%2f', 'x'.repeat(100), '1', 'ダ'])
      await nothingThere(`/api/store/${slug}/`)
  })

  test('one store on another company’s domain', async () => {
    await nothingThere(store, onDomain('nordlicht-handel'))
    await nothingThere(`${store}products/`, onDomain('nordlicht-handel'))
  })

  test('an inactive, a deleted, a foreign and an impossible product', async () => {
    const { body: hidden } = await world.as('meera').post('/api/products/', {
      name: 'Hidden Lamp',
      price: 5,
      is_active: false,
    })
    const { body: gone } = await world.as('meera').post('/api/products/', { name: 'Gone Lamp', price: 5 })
    await world.as('meera').delete(`/api/products/${gone.id}/`)
    const foreign = (await world.as('astrid').get('/api/products/')).body.results[0]
    for (const id of [hidden.id, gone.id, foreign.id, 999_999_999_999, 0, 'x'])
      await nothingThere(`${store}products/${id}/`)
    expect((await look('products/?search=lamp&page_size=200')).text).not.toMatch(/Hidden|Gone/)
    expect((await look(`products/?id__in=${hidden.id},${foreign.id}`)).body).toMatchObject({ count: 0, results: [] })
  })

  test('another company’s category, asked for here, is as one that does not exist', async () => {
    const foreign = (await world.as('astrid').post('/api/categories/', { name: 'Lamps of the north' })).body.id
    const [theirs, nobodys] = [await look(`products/?category=${foreign}`), await look('products/?category=999999999')]
    expect([theirs.status, theirs.body.results]).toEqual([200, []])
    expect(theirs.text).toBe(nobodys.text)
  })

  test('a filter of those who work there', async () => {
    for (const filter of [
      'is_active',
      'barcode',
      'created_by',
      'assigned_to',
      'stock',
      'company',
      'reserved',
      'cost',
    ]) {
      const { status, body } = await look(`products/?${filter}=1`)
      expect([status, body]).toEqual([400, { [filter]: ['Unknown filter.'] }])
    }
    expect((await look('products/?ordering=stock')).status).toBe(400)
    expect((await look('products/?page_size=201')).body).toHaveProperty('page_size')
    expect((await look('categories/?company=1')).body).toEqual({ company: ['Unknown filter.'] })
  })

  test('a token changes nothing, neither one’s own nor that of a stranger', async () => {
    const shown = (await look('products/')).text
    for (const person of ['rohan', 'astrid', 'Ria'])
      expect((await world.as(person).get(`${store}products/`)).text).toBe(shown)
  })
})
