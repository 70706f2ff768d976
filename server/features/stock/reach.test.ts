/** Somebody who is shown some products only works with the stock of those. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Cast, openCast } from '../../../test/cast.ts'
import type { Client, Reply } from '../../../test/server.ts'
import { openStockroom, type Stockroom } from '../../../test/stock.ts'

let stockroom: Stockroom
let cast: Cast
let keeper: Client
let theirs: number
let own: number
let attic: number

beforeAll(async () => {
  stockroom = await openStockroom()
  cast = await openCast(stockroom.world)
  const person = await cast.person(cast.companies.shared, [
    { code: 'VIEW_PRODUCTS', scope: 'assigned' },
    ...(['VIEW_STOCK', 'ADJUST_STOCK', 'TRANSFER_STOCK', 'COUNT_STOCK'] as const).map(code => ({
      code,
      scope: 'all' as const,
    })),
  ])
  keeper = stockroom.world.withToken(await cast.token(person))
  attic = await stockroom.newLocation()
  theirs = await stockroom.newProduct(10)
  own = await stockroom.newProduct(10, { assigned_to: person.userId })
})
afterAll(async () => {
  await cast.close()
  await stockroom.close()
})

const productsIn = ({ body }: Reply) => new Set(body.results.map((row: { product: number }) => row.product))
const unknown = { product: ['There is no such product.'] }

it('levels, moves and transfers are those of one’s own products', async () => {
  for (const product of [theirs, own]) await stockroom.transfer(product, 1, { to: attic, receive: false })
  for (const list of ['stock/', 'stock/?as_of=2026-01-01', 'stock/moves/', 'stock/transfers/']) {
    const reply = await keeper.get(`/api/${list}`)
    expect([list, productsIn(reply)]).toEqual([list, new Set([own])])
    expect(reply.body.count).toBe(reply.body.results.length)
  }
})

it('others’ products can be neither adjusted, transferred nor counted', async () => {
  const adjusted = (product: number) => keeper.post('/api/stock/adjust/', { product, quantity: 1, reason: 'Found' })
  const moved = (product: number) => keeper.post('/api/stock/transfer/', { product, quantity: 1, to: attic })
  const counted = (product: number) => keeper.post('/api/stock/counts/', { products: [product] })
  expect((await adjusted(theirs)).body).toEqual(unknown)
  expect((await moved(theirs)).body).toEqual(unknown)
  expect((await counted(theirs)).body).toEqual({ products: unknown.product })
  for (const deed of [adjusted, moved, counted]) expect((await deed(own)).status).toBe(201)
  const { body } = await keeper.post('/api/stock/counts/', {})
  expect(body.lines.map((line: { product: number }) => line.product)).toEqual([own])
  const entry = { lines: [{ product: theirs, counted: 1 }] }
  expect((await keeper.post(`/api/stock/counts/${body.id}/enter/`, entry)).body).toHaveProperty('lines')
})

it('others’ moves and transfers are not there', async () => {
  const { transfer } = (await stockroom.transfer(theirs, 1, { to: attic, receive: false })).body
  const { move } = (await stockroom.adjust(theirs, 1)).body
  expect((await keeper.get(`/api/stock/transfers/${transfer}/`)).status).toBe(404)
  expect((await keeper.post(`/api/stock/transfers/${transfer}/receive/`)).status).toBe(404)
  expect((await keeper.post(`/api/stock/moves/${move}/reverse/`, { reason: 'Mistake' })).status).toBe(404)
})

it('who does not browse products at all works with the stock of all', async () => {
  const grants = (['VIEW_STOCK', 'ADJUST_STOCK'] as const).map(code => ({ code, scope: 'all' as const }))
  const porter = stockroom.world.withToken(await cast.token(await cast.person(cast.companies.shared, grants)))
  expect(productsIn(await porter.get('/api/stock/?page_size=200'))).toContain(theirs)
  expect((await porter.post('/api/stock/adjust/', { product: theirs, quantity: 1, reason: 'Found' })).status).toBe(201)
})
