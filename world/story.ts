/** The demo companies' goods and history, told through the API as their people would; each step happens once. */
import type { FastifyInstance, InjectOptions } from 'fastify'
import { demoPasswordOf } from '../server/features/people/demo.ts'
import { adjustments, goods, orders } from './goods.ts'

type Body = Record<string, unknown>
type Tell = {
  post(username: string, path: string, body: Body, once: string): Promise<Body>
  /** The ids of everything in a list, by one of its fields. */
  idsBy(username: string, path: string, field: string): Promise<Map<string, number>>
}

/** Tells the story on a server that knows the demo people; what an earlier, interrupted telling did is not repeated. */
export async function seedStory(app: FastifyInstance): Promise<void> {
  const tell = teller(app)
  await stockShelves(tell, 'rohan', goods.dreamkart)
  await stockShelves(tell, 'astrid', goods.nordlicht)
  const products = await tell.idsBy('rohan', '/api/products/', 'sku')
  const users = await tell.idsBy('rohan', '/api/users/', 'username')
  for (const [i, { by, sku, quantity, reason }] of adjustments.entries())
    await tell.post(by, '/api/stock/adjust/', { product: products.get(sku), quantity, reason }, `demo-adjustment-${i}`)
  for (const [i, order] of orders.entries()) await tellOrder(tell, i, order, { products, users })
}

async function stockShelves(
  tell: Tell,
  owner: string,
  { categories, products }: (typeof goods)[keyof typeof goods],
): Promise<void> {
  const ids = new Map<string, unknown>()
  for (const name of categories)
    ids.set(name, (await tell.post(owner, '/api/categories/', { name }, `demo-category-${name.length}-${ids.size}`)).id)
  for (const product of products) {
    const category = 'category' in product ? { category: ids.get(product.category) } : {}
    await tell.post(owner, '/api/products/', { ...product, ...category }, `demo-product-${product.sku}`)
  }
}

type Ids = { products: Map<string, number>; users: Map<string, number> }

async function tellOrder(
  tell: Tell,
  i: number,
  order: (typeof orders)[number],
  { products, users }: Ids,
): Promise<void> {
  const { by, items, afterwards, ...rest } = order
  const customer = 'customer' in rest ? { customer: users.get(rest.customer) } : {}
  const lines = items.map(([sku, quantity]) => ({ product: products.get(sku), quantity }))
  const placed = await tell.post(by, '/api/orders/', { ...rest, ...customer, items: lines }, `demo-order-${i}`)
  for (const [who, action, body = {}] of afterwards as readonly (readonly [string, string, Body?])[]) {
    const named = 'user' in body ? { user: users.get(String(body.user)) } : body
    await tell.post(who, `/api/orders/${placed.id}/${action}/`, named, `demo-order-${i}-${action}`)
  }
}

function teller(app: FastifyInstance): Tell {
  const signedIn = new Map<string, Promise<Record<string, string>>>()
  const headersOf = (username: string) => {
    const headers = signedIn.get(username) ?? signIn(app, username)
    signedIn.set(username, headers)
    return headers
  }
  return {
    async post(username, url, payload, once) {
      const headers = { ...(await headersOf(username)), 'idempotency-key': once }
      return call(app, { method: 'POST', url, payload, headers })
    },
    async idsBy(username, path, field) {
      const { results } = await call(app, {
        method: 'GET',
        url: `${path}?page_size=200`,
        headers: await headersOf(username),
      })
      return new Map((results as Body[]).map(row => [String(row[field]), Number(row.id)]))
    },
  }
}

async function signIn(app: FastifyInstance, username: string): Promise<Record<string, string>> {
  const payload = { username, password: demoPasswordOf(username) }
  const { access } = await call(app, { method: 'POST', url: '/api/auth/login/', payload })
  return { authorization: `Bearer ${access}` }
}

async function call(app: FastifyInstance, request: InjectOptions): Promise<Body> {
  const reply = await app.inject({
    ...request,
    headers: { ...request.headers, 'user-agent': 'quartermaster seed-demo' },
  })
  if (reply.statusCode >= 400)
    throw new Error(`The demo world could not be told: ${request.url} answered ${reply.statusCode} ${reply.body}`)
  return reply.json()
}
