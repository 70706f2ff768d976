/** What is asked: calls for the product and, where it is measured against pgbench, the same as a script. */
import type { FastifyInstance } from 'fastify'
import type { Tokens } from '../server/platform/tokens.ts'
import type { Capture } from './capture.ts'
import { prefixes } from './goods.ts'
import type { Call } from './http.ts'
import { scriptOf, type Variables } from './pgbench.ts'
import type { Companies, Company } from './seed.ts'

export type Workload = { calls: Call[]; script: string | null }

export type Workloads = Awaited<ReturnType<typeof prepare>>

type Sources = { companies: Companies; tokens: Tokens; capture: Capture; app: FastifyInstance }
type Signed = Company & { ownerToken: string; customerToken: string }

const calls = 10_000

/** Draws the calls and captures the statements, each once. */
export async function prepare(sources: Sources) {
  const small = await signAll(sources.tokens, sources.companies.small)
  const [large, huge] = (await signAll(sources.tokens, [sources.companies.large, sources.companies.huge])) as [
    Signed,
    Signed,
  ]
  const list = (company: Signed): Call => ({ method: 'GET', path: '/api/products/', token: company.ownerToken })
  return {
    get: await getOne(sources, small),
    list: await listed(sources, small, list),
    listLarge: { calls: [list(large)], script: null },
    listHuge: { calls: [list(huge)], script: null },
    search: { calls: prefixes.map(prefix => searching(huge, prefix)), script: null },
    order: await ordering(sources, small),
    owner: large.ownerToken,
    customer: large.customerToken,
    large,
    small: middle(small),
    huge,
  }
}

function signAll(tokens: Tokens, companies: Company[]): Promise<Signed[]> {
  const iat = Math.floor(Date.now() / 1000)
  const sign = ({ tenantId }: Company, { userId, sessionId }: Company['owner'], role: string) =>
    tokens.signAccess({ tenant_id: tenantId, user_id: userId, sid: sessionId, role }, iat)
  return Promise.all(
    companies.map(async company => ({
      ...company,
      ownerToken: await sign(company, company.owner, 'owner'),
      customerToken: await sign(company, company.customer, 'customer'),
    })),
  )
}

async function getOne({ capture, app }: Sources, small: Signed[]): Promise<Workload> {
  const get = (company: Signed, product: number): Call => {
    return { method: 'GET', path: `/api/products/${company.firstProduct + product}/`, token: company.ownerToken }
  }
  const sample = middle(small)
  const { statements } = await capture.statementsOf(app, get(sample, 0))
  const variables = new Map([
    [sample.tenantId, ':tenant'],
    [sample.firstProduct, ':product'],
  ])
  const set = `${anyCompany(small)}\n\\set product ${inCompany(small, 0, 1)}`
  return { calls: drawn(() => get(any(small), below(sample.products))), script: scriptOf(set, statements, variables) }
}

async function listed({ capture, app }: Sources, small: Signed[], list: (company: Signed) => Call): Promise<Workload> {
  const sample = middle(small)
  const { statements } = await capture.statementsOf(app, list(sample))
  const variables = new Map([[sample.tenantId, ':tenant']])
  return { calls: drawn(() => list(any(small))), script: scriptOf(anyCompany(small), statements, variables) }
}

function searching({ ownerToken }: Signed, prefix: string): Call {
  return { method: 'GET', path: `/api/products/?search=${prefix}`, token: ownerToken }
}

async function ordering({ capture, app }: Sources, small: Signed[]): Promise<Workload> {
  const sample = middle(small)
  const half = sample.products / 2
  const place = (company: Signed, a: number, b: number): Call => {
    const items = [
      { product_id: company.firstProduct + a, qty: 7 },
      { product_id: company.firstProduct + half + b, qty: 4 },
    ]
    return { method: 'POST', path: '/api/orders/', token: company.customerToken, body: { items } }
  }
  const { statements, reply } = await capture.statementsOf(app, place(sample, 0, 0))
  const { id, items } = reply as { id: number; items: { id: number }[] }
  const variables: Variables = new Map<number | string, string>([
    [sample.tenantId, ':tenant'],
    [sample.customer.userId, ':customer'],
    [sample.locationId, ':location'],
    [sample.firstProduct, ':first'],
    [sample.firstProduct + half, ':second'],
    [id, ':orderId'],
    [JSON.stringify(items.map(item => item.id)), ':itemIds'],
  ])
  const set = [
    anyCompany(small),
    `\\set customer ${stepping(small, ({ customer }) => customer.userId)}`,
    `\\set location ${stepping(small, ({ locationId }) => locationId)}`,
    `\\set first ${inCompany(small, 0, 0.5)}`,
    `\\set second ${inCompany(small, 0.5, 1)}`,
  ].join('\n')
  const some = () => place(any(small), below(half), below(half))
  return { calls: drawn(some), script: scriptOf(set, statements, variables) }
}

function anyCompany(small: readonly Company[]): string {
  return `\\set c random(0, ${small.length - 1})\n\\set tenant ${stepping(small, ({ tenantId }) => tenantId)}`
}

/** Some product of company `:c`, between two shares of its list. */
function inCompany(small: readonly Company[], from: number, to: number): string {
  const [{ products }] = small as [Company]
  return `${stepping(small, ({ firstProduct }) => firstProduct)} + random(${from * products}, ${to * products - 1})`
}

// Ids were drawn in turn, so that company :c's is a step further than the one before it. Throws when they were not.
function stepping(small: readonly Company[], idOf: (company: Company) => number): string {
  const [first = 0, second = 0] = small.map(idOf)
  const isEven = small.every((company, i) => idOf(company) === first + i * (second - first))
  if (!isEven) throw new Error('the ids of the companies do not follow each other')
  return `${first} + :c * ${second - first}`
}

function drawn(draw: () => Call): Call[] {
  return Array.from({ length: calls }, draw)
}

function any<T>(list: readonly T[]): T {
  return list[below(list.length)] as T
}

function below(end: number): number {
  return Math.floor(Math.random() * end)
}

function middle<T>(list: readonly T[]): T {
  return list[list.length >> 1] as T
}
