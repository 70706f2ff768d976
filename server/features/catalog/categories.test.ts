import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, startWorld, type World } from '../../../test/server.ts'

let world: World
let meera: Client

beforeAll(async () => {
  world = await startWorld()
  meera = world.as('meera')
})
afterAll(() => world.close())

describe('categories', () => {
  it('are made, read, changed and deleted', async () => {
    const made = await meera.post('/api/categories/', { name: 'Silk', description: 'Soft' })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ name: 'Silk', description: 'Soft', version: 1 })
    const path = `/api/categories/${made.body.id}/`
    expect((await meera.get(path)).body).toEqual(made.body)
    expect((await world.as('rahul').get(path)).status).toBe(200)
    const put = await meera.put(path, { ...made.body, name: 'Raw Silk' })
    expect(put.body).toMatchObject({ name: 'Raw Silk', description: 'Soft', version: 2 })
    expect((await meera.get('/api/categories/?search=raw')).body).toMatchObject({
      count: 1,
      results: [{ name: 'Raw Silk' }],
    })
    expect((await meera.delete(path)).status).toBe(204)
    expect((await meera.get(path)).status).toBe(404)
  })

  it('change nothing when nothing differs, and only what was read', async () => {
    const { body } = await meera.post('/api/categories/', { name: 'Wool' })
    const path = `/api/categories/${body.id}/`
    expect((await meera.put(path, body)).body).toEqual(body)
    expect((await meera.patch(path, { name: 'Fleece', version: 2 })).status).toBe(412)
    expect((await meera.patch(path, { name: 'Fleece' }, { 'if-match': '"2"' })).status).toBe(412)
  })

  it('have names of their own, whatever the case, also in a race', async () => {
    const replies = await Promise.all(['Linen', 'linen', 'LINEN'].map(name => meera.post('/api/categories/', { name })))
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 400, 400])
    const { body } = await meera.post('/api/categories/', { name: 'Jute' })
    expect((await meera.patch(`/api/categories/${body.id}/`, { name: 'linen' })).body).toEqual({
      name: ['Another category has this name.'],
    })
  })

  it('stay while products are in them, not for those that are gone', async () => {
    const { id } = (await meera.post('/api/categories/', { name: 'Lamps' })).body
    const product = (await meera.post('/api/products/', { name: 'Lamp', price: 1, category: String(id) })).body
    expect(product.category).toBe(id)
    expect((await meera.delete(`/api/categories/${id}/`)).body).toMatchObject({ code: 'in_use' })
    await meera.delete(`/api/products/${product.id}/`)
    expect((await meera.delete(`/api/categories/${id}/`)).status).toBe(204)
  })

  it('tell how many products are in them, of those that the reader may see', async () => {
    const { id, products_count } = (await meera.post('/api/categories/', { name: 'Counted' })).body
    expect(products_count).toBe(0)
    const add = (fields: object) => meera.post('/api/products/', { name: 'Jar', price: 1, category: id, ...fields })
    const [, , gone] = [await add({}), await add({ is_active: false }), (await add({})).body]
    await meera.delete(`/api/products/${gone.id}/`)
    const seenBy = async (name: 'meera' | 'rahul') =>
      (await world.as(name).get(`/api/categories/${id}/`)).body.products_count
    expect(await seenBy('meera')).toBe(2)
    expect(await seenBy('rahul')).toBe(1)
  })

  it('never get a product while they are being deleted', async () => {
    const { id } = (await meera.post('/api/categories/', { name: 'Fleeting' })).body
    const [deleted, ...made] = await Promise.all([
      meera.delete(`/api/categories/${id}/`),
      ...Array.from({ length: 4 }, () => meera.post('/api/products/', { name: 'Late', price: 1, category: id })),
    ])
    const inside = made.filter(({ status }) => status === 201).length
    expect(made.every(({ status }) => status === 201 || status === 400)).toBe(true)
    expect(deleted?.status).toBe(inside > 0 ? 409 : 204)
  })

  it('of another company are not found', async () => {
    const { id } = (await meera.post('/api/categories/', { name: 'Ours' })).body
    const jonas = world.as('jonas')
    expect((await jonas.get(`/api/categories/${id}/`)).status).toBe(404)
    expect((await jonas.patch(`/api/categories/${id}/`, { name: 'Theirs' })).status).toBe(404)
    expect((await jonas.delete(`/api/categories/${id}/`)).status).toBe(404)
    expect((await world.as('rahul').post('/api/categories/', { name: 'Mine' })).status).toBe(403)
  })
})
