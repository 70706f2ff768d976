/** The demo companies' goods and history, told through the API as their people would; each step happens once. */
import { readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import { goods } from './goods.ts'
import { adjustments, counts, messages, orders, roles, shop, transfers } from './history.ts'
import { type Body, openTelling, type Telling } from './telling.ts'

const speakers = ['rohan', 'meera', 'priya', 'rahul', 'arjun', 'astrid']

/** Tells the story on a server that knows the demo people; what an earlier, interrupted telling did is not repeated. */
export async function seedStory(app: FastifyInstance, { baseDomain }: { baseDomain: string }): Promise<void> {
  const tell = openTelling(app, speakers)
  const wall = openWall(tell)
  const products = await stockShelves(tell, { owner: 'rohan', wall }, goods.dreamkart)
  await Promise.all([tellHistory(tell, products), stockShelves(tell, { owner: 'astrid', wall }, goods.nordlicht)])
  await wall.isHung()
  await tell.write(messages.dreamkart, `dreamkart.${baseDomain}`)
  await tell.write(messages.platform, baseDomain)
}

type Ids = ReadonlyMap<string, number>
type Wall = ReturnType<typeof openWall>

/** Pictures are hung while the story goes on, two at a time: while one is drawn another is stored. */
function openWall(tell: Telling) {
  const nails: Promise<void>[] = []
  return {
    hang(owner: string, sku: string, productId: number): void {
      const hung = (nails.at(-2) ?? Promise.resolve()).then(async () => {
        const picture = new URL(`pictures/${sku.toLowerCase()}.webp`, import.meta.url)
        await tell.hangPicture(owner, productId, await readFile(picture))
      })
      hung.catch(() => {})
      nails.push(hung)
    },
    isHung: () => Promise.all(nails),
  }
}

async function stockShelves(
  tell: Telling,
  { owner, wall }: { owner: string; wall: Wall },
  { categories, products }: (typeof goods)[keyof typeof goods],
): Promise<Ids> {
  const inCategory = new Map<string, unknown>()
  for (const [i, category] of categories.entries())
    inCategory.set(category.name, (await tell.post(owner, '/api/categories/', category, `demo-category-${i}`)).id)
  const ids = new Map<string, number>()
  for (const product of products) {
    const category = 'category' in product ? { category: inCategory.get(product.category) } : {}
    const made = await tell.post(owner, '/api/products/', { ...product, ...category }, `demo-product-${product.sku}`)
    ids.set(product.sku, Number(made.id))
    wall.hang(owner, product.sku, Number(made.id))
  }
  return ids
}

/** Counts come last: orders and transfers move what is counted. */
async function tellHistory(tell: Telling, products: Ids): Promise<void> {
  const users = await tell.idsBy('rohan', '/api/users/', 'username')
  await Promise.all([giveRoles(tell, users).then(() => openShop(tell, products)), tellSales(tell, { products, users })])
  for (const [i, count] of counts.entries()) await tellCount(tell, i, count, products)
}

async function tellSales(tell: Telling, { products, users }: { products: Ids; users: Ids }): Promise<void> {
  for (const [i, { by, sku, quantity, reason }] of adjustments.entries())
    await tell.post(by, '/api/stock/adjust/', { product: products.get(sku), quantity, reason }, `demo-adjustment-${i}`)
  for (const [i, order] of orders.entries()) await tellOrder(tell, i, order, { products, users })
}

async function giveRoles(tell: Telling, users: Ids): Promise<void> {
  for (const [i, { heldBy, ...role }] of roles.entries()) {
    const { id } = await tell.post('rohan', '/api/roles/', role, `demo-role-${i}`)
    await tell.post('rohan', `/api/users/${users.get(heldBy)}/assign_role/`, { role_id: id }, `demo-role-${i}-held`)
  }
}

async function openShop(tell: Telling, products: Ids): Promise<void> {
  const { id: to } = await tell.post('meera', '/api/locations/', { name: shop }, 'demo-shop')
  for (const [i, { by, sku, ...rest }] of transfers.entries())
    await tell.post(by, '/api/stock/transfer/', { product: products.get(sku), to, ...rest }, `demo-transfer-${i}`)
}

async function tellCount(
  tell: Telling,
  i: number,
  { by, note, found }: (typeof counts)[number],
  products: Ids,
): Promise<void> {
  const lines = Object.entries(found).map(([sku, counted]) => ({ product: products.get(sku), counted }))
  const body = { note, products: lines.map(line => line.product) }
  const { id } = await tell.post(by, '/api/stock/counts/', body, `demo-count-${i}`)
  const entered = { lines: lines.filter(line => line.counted !== null) }
  await tell.post(by, `/api/stock/counts/${id}/enter/`, entered, `demo-count-${i}-entered`)
}

async function tellOrder(
  tell: Telling,
  i: number,
  order: (typeof orders)[number],
  { products, users }: { products: Ids; users: Ids },
): Promise<void> {
  const { by, items, afterwards, ...rest } = order
  const customer = 'customer' in rest ? { customer: users.get(rest.customer) } : {}
  const lines = items.map(([sku, quantity]) => ({ product: products.get(sku), quantity }))
  const placed = await tell.post(by, '/api/orders/', { ...rest, ...customer, items: lines }, `demo-order-${i}`)
  for (const [who, action, body = {}] of afterwards as readonly (readonly [string, string, Body?])[])
    await tell.post(
      who,
      `/api/orders/${placed.id}/${action}/`,
      withIds(body, { users, lines: placed.items as Body[] }),
      `demo-order-${i}-${action}`,
    )
}

/** The story names people and lines; the API wants their ids. */
function withIds(body: Body, { users, lines }: { users: Ids; lines: readonly Body[] }): Body {
  const named = Object.entries((body.items ?? {}) as Record<string, number>)
  const items = named.map(([sku, quantity]) => ({ id: lines.find(line => line.sku === sku)?.id, quantity }))
  return {
    ...body,
    ...(body.items !== undefined && { items }),
    ...(body.user !== undefined && { user: users.get(String(body.user)) }),
  }
}
