/** The other side of the model: the same steps over HTTP, told in the model's words. */
import { expireHolds } from '../server/features/orders/expire.ts'
import { verifyStock } from '../server/features/stock/verify.ts'
import { sql } from '../server/platform/sql.ts'
import { type MoveFacts, newModel, type Outcome, type Step, showOrder } from './model.ts'
import { linesOf, look, numbers } from './model-look.ts'
import { type Known, locations } from './model-steps.ts'
import type { Client, Reply, World } from './server.ts'

export type Company = {
  world: World
  tenantId: number
  saleApproval: 'automatic' | 'required'
  people: { owner: Client; customer: Client }
  locations: number[]
}

// biome-ignore lint/suspicious/noExplicitAny: replies are judged by what the model expects of them
type Body = any

/** A company of the demo world, made ready: places to keep stock, and holds that can expire. */
export async function openCompany(world: World, [owner, customer]: readonly [string, string]): Promise<Company> {
  const people = { owner: world.as(owner), customer: world.as(customer) }
  const { tenant_id: tenantId } = (await people.owner.get('/api/auth/me/')).body
  await rule(world, tenantId)
  const places = [(await people.owner.get('/api/locations/?is_default=true')).body.results[0].id]
  while (places.length < locations)
    places.push(made(await people.owner.post('/api/locations/', { name: `Model shelf ${places.length}` })).id)
  return { world, tenantId, saleApproval: owner === 'rohan' ? 'automatic' : 'required', people, locations: places }
}

/** A corner of a company with products of its own, and how the model starts there. */
export async function openCorner(company: Company) {
  const openings = [8, 3, null]
  const products: number[] = []
  for (const stock of openings) products.push(await newProduct(company, stock))
  const corner: Corner = { company, products, orders: new Map(), counts: new Map(), made: 0 }
  return {
    model: newModel({ saleApproval: company.saleApproval }, locations, openings),
    known: knownIn(corner),
    take: (step: Step) => take(corner, step),
    look: () => look(corner),
    violations: () => company.world.deployment.door.read(company, tx => verifyStock(tx, company.tenantId)),
  }
}

export type Corner = {
  company: Company
  products: number[]
  orders: Map<string, { id: number; editions: number[][] }>
  counts: Map<string, { id: number; products: number[] }>
  made: number
}

/** A day is never over in a test; `expire` makes it so for one order. */
async function rule({ deployment }: World, tenantId: number): Promise<void> {
  await deployment.door.write({ tenantId }, async tx =>
    tx.queue(
      sql`update settings set "values" = "values" || '{"hold_hours": 24}', version = version + 1 where tenant_id = ${tenantId}`,
    ),
  )
}

async function newProduct({ people }: Company, stock: number | null): Promise<number> {
  const tracking = stock === null ? { track_stock: false } : { stock }
  return made(
    await people.owner.post('/api/products/', { name: 'Of the model', price: '10.00', cost: '3.33', ...tracking }),
  ).id
}

function knownIn(corner: Corner): Known {
  return {
    get orders() {
      return Array.from(corner.orders, ([key, { editions }]) => ({
        key,
        lines: editions.at(-1)?.length ?? 0,
        edition: editions.length - 1,
      }))
    },
    get counts() {
      return Array.from(corner.counts, ([key, { products }]) => ({ key, products }))
    },
    newKey: () => `n${++corner.made}`,
    movesOf: product => movesOf(corner, product),
  }
}

/** The last moves of a product, each with the others of its journey, the last one first. */
async function movesOf({ company, products }: Corner, product: number) {
  const path = `/api/products/${products[product]}/history/?page_size=50`
  const moves: Body[] = made(await company.people.owner.get(path)).results
  const isTogether = (a: Body, b: Body) =>
    a.cause_type === 'transfer' && b.cause_type === 'transfer' && a.cause_id === b.cause_id
  return moves.toReversed().map(move => ({
    journey: moves.filter(one => one === move || isTogether(one, move)).map(one => moveFacts(company, product, one)),
    isReversal: move.reverses !== null,
  }))
}

function moveFacts(
  { locations: places }: Company,
  product: number,
  { id, from_location, to_location, quantity }: Body,
): MoveFacts {
  const place = (location: number) => (places.includes(location) ? places.indexOf(location) : null)
  return { id, product, from: place(from_location), to: place(to_location), quantity }
}

async function take(corner: Corner, step: Step): Promise<Outcome> {
  const { status, body } = await request(corner, step)
  if (status >= 500) throw new Error(`${JSON.stringify(step)} → ${status} ${JSON.stringify(body)}`)
  if (status === 404) return { status }
  if (status === 400) return { status, fields: Object.keys(body) }
  if (status >= 300) return refused(corner, step, { status, ...body })
  return { ok: true, ...done(corner, step, body) }
}

function request(corner: Corner, step: Step): Promise<Pick<Reply, 'status' | 'body'>> {
  const { owner, customer } = corner.company.people
  const at = (location: number | null) => (location === null ? null : corner.company.locations[location])
  const order = 'order' in step ? `/api/orders/${corner.orders.get(step.order)?.id}/` : ''
  const count = 'count' in step ? `/api/stock/counts/${corner.counts.get(step.count)?.id}/` : ''
  const product = 'product' in step ? corner.products[step.product] : 0
  const reason = 'Of the model'
  switch (step.type) {
    case 'place': {
      const who = step.by === 'owner' ? owner : customer
      return who.post('/api/orders/', {
        kind: step.kind,
        items: itemsOf(corner, step.lines),
        location: at(step.location),
      })
    }
    case 'change':
      return owner.put(order, { items: itemsOf(corner, step.lines) })
    case 'approve':
    case 'reject':
    case 'cancel':
      return owner.post(`${order}${step.type}/`)
    case 'withdraw':
      return customer.post(`${order}cancel/`)
    case 'delete':
      return owner.delete(order)
    case 'expire':
      return expire(corner, step.order)
    case 'fulfil':
      return owner.post(`${order}fulfill/`, fulfilment(corner, step))
    case 'adjust':
      return owner.post('/api/stock/adjust/', { product, location: at(step.location), quantity: step.quantity, reason })
    case 'setStock':
      return owner.patch(`/api/products/${product}/`, {
        ...(step.stock === null ? { track_stock: false } : { stock: step.stock }),
      })
    case 'transfer':
      return owner.post('/api/stock/transfer/', {
        product,
        from: at(step.from),
        to: at(step.to),
        quantity: step.quantity,
      })
    case 'reverse':
      return owner.post(`/api/stock/moves/${step.moves[0]?.id}/reverse/`, { reason })
    case 'openCount':
      return owner.post('/api/stock/counts/', {
        location: at(step.location),
        products: step.products.map(one => corner.products[one]),
      })
    case 'enterCount':
      return owner.post(`${count}enter/`, {
        lines: step.lines.map(line => ({ product: corner.products[line.product], counted: line.counted })),
      })
    case 'approveCount':
      return owner.post(`${count}approve/`)
    case 'cancelCount':
      return owner.post(`${count}cancel/`)
  }
}

function itemsOf({ products }: Corner, lines: readonly { product: number; quantity: number }[]) {
  return lines.map(({ product, quantity }) => ({ product_id: products[product], qty: quantity }))
}

function fulfilment({ orders }: Corner, { order, part, close }: Extract<Step, { type: 'fulfil' }>) {
  const id = part && orders.get(order)?.editions[part.edition]?.[part.line]
  return { ...(part && { items: [{ id, quantity: part.quantity }] }), ...(close && { close }) }
}

async function expire({ company, orders }: Corner, order: string) {
  const { world, tenantId } = company
  const id = orders.get(order)?.id
  await world.deployment.door.write({ tenantId }, async tx =>
    tx.queue(sql`update orders set hold_expires_at = now() - interval '1 second'
      where tenant_id = ${tenantId} and id = ${id} and hold_expires_at is not null`),
  )
  await expireHolds(world.deployment, tenantId)
  return { status: 200, body: null }
}

function refused({ products }: Corner, step: Step, { status, code, state, allowed, lines }: Body): Outcome {
  if (code === 'illegal_transition') return { status, code, state, allowed }
  if (code !== 'insufficient_stock' || !['place', 'change'].includes(step.type)) return { status, code }
  return { status, code, lines: lines.map((line: Body) => ({ ...line, product: products.indexOf(line.product) })) }
}

function done(corner: Corner, step: Step, body: Body): Outcome {
  if (body === null) return {}
  if (step.type === 'adjust') return { level: numbers(body) }
  if (step.type === 'setStock') return { stock: body.stock }
  if (step.type === 'transfer') return { from: numbers(body.from), to: numbers(body.to) }
  if (step.type === 'reverse') return { moves: body.moves.length }
  if ('count' in step) return doneCount(corner, step, body)
  return 'order' in step ? doneOrder(corner, step.order, body) : {}
}

function doneOrder(corner: Corner, key: string, { id, status, items }: Body): Outcome {
  const lines: number[] = items.map((item: Body) => item.id)
  const known = corner.orders.get(key)?.editions ?? []
  const others = known.filter(([first]) => first !== lines[0])
  // Answers come in any order; whatever came later has higher ids.
  corner.orders.set(key, { id, editions: [...others, lines].toSorted(([a = 0], [b = 0]) => a - b) })
  return { order: showOrder({ status, lines: linesOf(corner, items) }) }
}

function doneCount(corner: Corner, step: Extract<Step, { count: string }>, { id, status, lines }: Body): Outcome {
  const entered = lines.filter((line: Body) => line.counted !== null)
  const shown = lines.map((line: Body) => [corner.products.indexOf(line.product), line.counted, line.expected])
  corner.counts.set(step.count, { id, products: shown.map(([product]: number[]) => product) })
  const drifted = entered.map((line: Body) => line.drifted)
  return { count: { status, lines: shown }, ...(step.type === 'approveCount' && { drifted }) }
}

function made({ status, body }: Reply): Body {
  if (status >= 300) throw new Error(`the model could not begin: ${status} ${JSON.stringify(body)}`)
  return body
}
