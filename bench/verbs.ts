/** What people do all day, one after another, in a company of few products and in one of very many: it has to take the same time. */
import { median, type Series, table } from './report.ts'

/** A company whose owner signed in. */
type Place = { ownerToken: string; locationId: number; firstProduct: number; products: number }
type Places = { small: Place; huge: Place }

type Made = { id: number }
/** Does a thing over HTTP and notes how long it took, in milliseconds. */
type Do = (what: string, method: string, path: string, body?: object) => Promise<Made>

const most = 2
const rounds = 15

/** Answers the section for the recorded figures. `mostRounds` for a smoke run. */
export async function benchVerbs(url: string, { small, huge }: Places, mostRounds = rounds): Promise<string> {
  const times = { small: new Map<string, Series>(), huge: new Map<string, Series>() }
  for (let round = 0; round < mostRounds; round++) {
    await workThrough(small, round, timing(url, small, times.small))
    await workThrough(huge, round, timing(url, huge, times.huge))
  }
  return sectionOf(times, mostRounds)
}

/** One round: new goods, stock moved and counted, orders placed and ended, and a look at what there is. */
async function workThrough(place: Place, round: number, act: Do): Promise<void> {
  const { locationId: location } = place
  const one = place.firstProduct + ((round * 7) % place.products)
  const sixty = Array.from({ length: 60 }, (_, i) => place.firstProduct + ((round * 7 + i) % place.products))
  const attic = await act('make a location', 'POST', '/api/locations/', { name: `Attic ${Date.now()}` })
  const goods = { name: `Copper Bowl ${round}`, price: '349.00', stock: 50 }
  const { id: product } = await act('make a product', 'POST', '/api/products/', goods)
  await act('change a product', 'PATCH', `/api/products/${product}/`, { name: 'Brass Bowl', price: '399.00' })
  await act('adjust stock', 'POST', '/api/stock/adjust/', { product: one, quantity: 5, reason: 'Found' })
  await act('transfer stock', 'POST', '/api/stock/transfer/', { product, from: location, to: attic.id, quantity: 3 })
  await placeAndEnd(act, one, sixty)
  await count(act, location, sixty)
  await look(act, attic.id)
  await act('delete a product', 'DELETE', `/api/products/${product}/`)
}

async function placeAndEnd(act: Do, product: number, products: readonly number[]): Promise<void> {
  const sold = await act('order one line', 'POST', '/api/orders/', { product, quantity: 1 })
  await act('fulfil one line', 'POST', `/api/orders/${sold.id}/fulfill/`)
  const long = { items: products.map(id => ({ product: id, quantity: 1 })) }
  const many = await act('order 60 lines', 'POST', '/api/orders/', long)
  await act('cancel 60 lines', 'POST', `/api/orders/${many.id}/cancel/`)
  const wanted = await act('ask for a restock', 'POST', '/api/orders/', { kind: 'restock', product, quantity: 5 })
  await act('approve a restock', 'POST', `/api/orders/${wanted.id}/approve/`)
  await act('receive a restock', 'POST', `/api/orders/${wanted.id}/fulfill/`)
}

async function count(act: Do, location: number, products: readonly number[]): Promise<void> {
  const { id } = await act('open a count of 60', 'POST', '/api/stock/counts/', { location, products })
  const lines = products.map(product => ({ product, counted: 1_000 }))
  await act('enter a count of 60', 'POST', `/api/stock/counts/${id}/enter/`, { lines })
  await act('post a count of 60', 'POST', `/api/stock/counts/${id}/approve/`)
}

/** What the order's own index finds late or never: a few of very many, wherever they are. */
async function look(act: Do, atticId: number): Promise<void> {
  const lastMinute = new Date(Date.now() - 60_000).toISOString()
  await act('see the dashboard', 'GET', '/api/dashboard/')
  await act('list one SKU', 'GET', '/api/products/?sku=SKU0000050')
  await act('list what is new', 'GET', `/api/products/?created_at__gte=${lastMinute}`)
  await act('list what is not tracked', 'GET', '/api/products/?track_stock=false')
  await act('list what runs low', 'GET', '/api/products/?low=true')
  await act('list what is on its way', 'GET', '/api/products/?incoming__gt=0')
  await act('list the ledger', 'GET', '/api/stock/moves/')
  await act('list the moves of a location', 'GET', `/api/stock/moves/?location=${atticId}`)
}

function timing(url: string, { ownerToken }: Place, times: Map<string, Series>): Do {
  const authorization = `Bearer ${ownerToken}`
  return async (what, method, path, body) => {
    const began = performance.now()
    const sent = method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }
    const headers = { authorization, ...(method !== 'GET' && { 'content-type': 'application/json' }) }
    const reply = await fetch(`${url}${path}`, { method, headers, ...sent })
    const text = await reply.text()
    if (reply.status >= 400) throw new Error(`${method} ${path}: ${reply.status} ${text}`)
    times.set(what, [...(times.get(what) ?? []), performance.now() - began])
    return text === '' ? { id: 0 } : (JSON.parse(text) as Made)
  }
}

function sectionOf({ small, huge }: Record<keyof Places, Map<string, Series>>, asked: number): string {
  const lines = [...small].map(([what, series]) => {
    const [few, many] = [median(series), median(huge.get(what) ?? [])]
    const ratio = many / few
    return [
      what,
      `${few.toFixed(1)} ms`,
      `${many.toFixed(1)} ms`,
      ratio.toFixed(1),
      ratio <= most ? 'met' : '**missed**',
    ]
  })
  return `## What people do

Over HTTP, by an owner who does one thing after another, ${asked} rounds in turn; medians.

${table(['', '100 products', '1,000,000', 'ratio', `≤ ${most}`], lines)}
`
}
