/** What the stories about stock share: DreamKart's manager Meera at work, and a look at whether the books are right. */
import { expect } from 'vitest'
import { verifyStock } from '../server/features/stock/verify.ts'
import { type Reply, startWorld } from './server.ts'

export type Stockroom = Awaited<ReturnType<typeof openStockroom>>

/** Opens the demo world; `close` fails when the books do not agree at the end. */
export async function openStockroom() {
  const world = await startWorld()
  const meera = world.as('meera')
  const tenantId = (await meera.get('/api/auth/me/')).body.tenant_id as number
  const main = (await meera.get('/api/locations/?is_default=true')).body.results[0].id as number
  let made = 0

  const newProduct = async (stock: number | null, fields: object = {}): Promise<number> => {
    const product = { name: `Lamp ${++made}`, price: '10.00', ...(stock !== null && { stock }), ...fields }
    return madeId(await meera.post('/api/products/', product))
  }
  const newLocation = async (name = `Shelf ${++made}`): Promise<number> =>
    madeId(await meera.post('/api/locations/', { name }))

  return {
    world,
    tenantId,
    /** The default location. */
    main,
    newProduct,
    newLocation,
    adjust: (product: number, quantity: number, fields: object = {}): Promise<Reply> =>
      meera.post('/api/stock/adjust/', { product, quantity, reason: 'Recount', ...fields }),
    transfer: (product: number, quantity: number, fields: object): Promise<Reply> =>
      meera.post('/api/stock/transfer/', { product, quantity, ...fields }),
    order: (product: number, quantity: number, fields: object = {}): Promise<Reply> =>
      meera.post('/api/orders/', { items: [{ product, quantity }], ...fields }),
    fulfil: (order: Reply): Promise<Reply> => meera.post(`/api/orders/${order.body.id}/fulfill/`, {}),
    history: (product: number): Promise<Reply> => meera.get(`/api/products/${product}/history/`),
    stockOf: async (product: number) => (await meera.get(`/api/products/${product}/`)).body,
    async close() {
      const violations = await world.deployment.door.read({ tenantId }, tx => verifyStock(tx, tenantId))
      await world.close()
      expect(violations).toEqual([])
    },
  }
}

/** How many of these made or moved something. */
export function wonBy(replies: readonly Reply[]): number {
  return replies.filter(reply => reply.status === 201).length
}

function madeId({ status, body }: Reply): number {
  expect(status, JSON.stringify(body)).toBe(201)
  return body.id
}
