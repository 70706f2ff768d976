import { type Actor, can } from '../../platform/actor.ts'
import { defineList, page } from '../../platform/list.ts'
import { moneyText } from '../../platform/money.ts'
import { companyFilter } from '../../platform/operator.ts'
import type { Input, ReadCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { inSight } from '../catalog/sight.ts'
import { productMatches } from '../stock/search.ts'
import { shareMinor } from '../stock/value.ts'
import { StockAgeingRow, StockValueRow, TurnoverRow } from './contract.ts'
import { type Period, periodFilters, readPeriod } from './period.ts'

const orderings = {
  product: { column: 'p.id', type: 'id' },
  name: { column: 'p.name_key', type: 'text' },
} as const

const filters = {
  product: { column: 'p.id', type: 'id' },
  category: { column: 'p.category_id', type: 'id', nullable: true },
  on_hand: { column: 's.on_hand_milli', type: 'quantity' },
  company: companyFilter,
} as const

const search = { matches: productMatches('p.id') }

export const stockValueList = defineList({
  name: 'stock-value',
  id: 'p.id',
  orderings: { ...orderings, value: { column: 's.value_minor', type: 'money' } },
  defaultOrdering: 'product',
  filters,
  search,
  item: StockValueRow,
})

/** For whom costs are no business: the order of what stock is worth tells of costs. */
const stockList = defineList({ ...stockValueList, orderings })

export const stockAgeingList = defineList({
  name: 'stock-ageing',
  id: 'p.id',
  orderings,
  defaultOrdering: 'product',
  filters,
  search,
  item: StockAgeingRow,
})

export const turnoverList = defineList({
  name: 'turnover',
  id: 'p.id',
  orderings,
  defaultOrdering: 'product',
  filters: { ...filters, ...periodFilters },
  search,
  item: TurnoverRow,
})

type ProductRow = { product: number; name: string; sku: string; unit: string; on_hand: number; value: number }

const productColumns = sql.raw(
  'p.id as product, p.name, p.sku, p.unit, s.on_hand_milli as on_hand, s.value_minor as value',
)

const tables = ({ tenantId }: ReadCtx) =>
  sql`products p join product_stock s on s.tenant_id = ${tenantId} and s.product_id = p.id`

/** Also of a product that is no longer tracked: what was counted last is in the books, and in the dashboard's sum. */
const onHand = ({ actor, tenantId }: ReadCtx) =>
  sql`p.tenant_id = ${tenantId} and s.on_hand_milli > 0 and ${inSight(actor)}`

const tracked = ({ actor, tenantId }: ReadCtx) => sql`p.tenant_id = ${tenantId} and p.track_stock and ${inSight(actor)}`

/** What is on hand and what it is worth, by product. */
export async function reportStockValue(ctx: ReadCtx, { query }: Input<unknown>) {
  return page(ctx, can(ctx.actor, 'VIEW_COST') ? stockValueList : stockList, query, {
    select: sql`${productColumns}`,
    from: tables(ctx),
    where: onHand(ctx),
    show: ({ on_hand, value, ...product }: ProductRow): StockValueRow => ({
      ...product,
      on_hand: on_hand / 1000,
      average_cost: costOf(ctx.actor, shareMinor(value, 1000, on_hand)),
      value: costOf(ctx.actor, value),
    }),
  })
}

type Received = { in_30: number; in_60: number; in_90: number; last: string | null }

const dayMs = 86_400_000

/** How long what is on hand has been here, if what came first leaves first; a transfer between locations makes nothing younger. */
export async function reportStockAgeing(ctx: ReadCtx, { query }: Input<unknown>) {
  return page(ctx, stockAgeingList, query, {
    select: sql`${productColumns}, (${receivedOf(ctx.tenantId)}) as received`,
    from: tables(ctx),
    where: onHand(ctx),
    show: (row: ProductRow & { received: Received }) => showAgeing(ctx.actor, row),
  })
}

/** What product `p` got from outside, in thousandths. */
function receivedOf(tenantId: number) {
  const since = (days: number) => sql`coalesce(sum(m.quantity_milli)
    filter (where m.at >= ${new Date(Date.now() - days * dayMs)}), 0)`
  return sql`
    select json_build_object('in_30', ${since(30)}, 'in_60', ${since(60)}, 'in_90', ${since(90)}, 'last', max(m.at))
    from moves m
    join locations f on f.tenant_id = ${tenantId} and f.id = m.from_location_id
    join locations t on t.tenant_id = ${tenantId} and t.id = m.to_location_id
    where m.tenant_id = ${tenantId} and m.product_id = p.id and t.kind = 'internal' and f.kind not in ('internal', 'transit')`
}

function showAgeing(actor: Actor, row: ProductRow & { received: Received }): StockAgeingRow {
  const { received, on_hand, value, ...product } = row
  const within = (entered: number) => Math.min(entered, on_hand)
  const [to30, to60, to90] = [within(received.in_30), within(received.in_60), within(received.in_90)]
  return {
    ...product,
    on_hand: on_hand / 1000,
    days_0_30: to30 / 1000,
    days_31_60: (to60 - to30) / 1000,
    days_61_90: (to90 - to60) / 1000,
    days_over_90: (on_hand - to90) / 1000,
    last_received_at: received.last && new Date(received.last).toISOString(),
    value: costOf(actor, value),
  }
}

type Balance = { since_from: number; since_to: number; sold: number; cost: number }

/** How often the stock was sold in a period, by product. Throws 400 on `from` or `to`. */
export async function reportTurnover(ctx: ReadCtx, { query }: Input<unknown>) {
  const period = readPeriod(query)
  return page(ctx, turnoverList, query, {
    select: sql`${productColumns}, (${balanceOf(ctx.tenantId, period)}) as balance`,
    from: tables(ctx),
    where: tracked(ctx),
    show: (row: ProductRow & { balance: Balance }) => showTurnover(ctx.actor, row, period),
  })
}

/** What of product `p` came and went since the period's ends, in thousandths, and what customers took in between. */
function balanceOf(tenantId: number, { from, to }: Period) {
  const entered = sql`case when t.kind = 'internal' and f.kind <> 'internal' then m.quantity_milli
    when f.kind = 'internal' and t.kind <> 'internal' then -m.quantity_milli else 0 end`
  const sign = sql`case when t.kind = 'customer' then 1 when f.kind = 'customer' then -1 else 0 end`
  return sql`
    select json_build_object('since_from', coalesce(sum(${entered}), 0),
      'since_to', coalesce(sum(${entered}) filter (where m.at >= ${to}), 0),
      'sold', coalesce(sum(${sign} * m.quantity_milli) filter (where m.at < ${to}), 0),
      'cost', coalesce(sum(${sign} * m.value_minor) filter (where m.at < ${to}), 0))
    from moves m
    join locations f on f.tenant_id = ${tenantId} and f.id = m.from_location_id
    join locations t on t.tenant_id = ${tenantId} and t.id = m.to_location_id
    where m.tenant_id = ${tenantId} and m.product_id = p.id and m.at >= ${from}`
}

function showTurnover(actor: Actor, row: ProductRow & { balance: Balance }, { from, to }: Period): TurnoverRow {
  const { product, name, sku, unit, on_hand, balance } = row
  const { since_from, since_to, sold, cost } = balance
  const [opening, closing] = [on_hand - since_from, on_hand - since_to]
  const mean = (opening + closing) / 2
  const days = Math.ceil((to.getTime() - from.getTime()) / dayMs)
  return {
    product,
    name,
    sku,
    unit,
    opening: opening / 1000,
    closing: closing / 1000,
    sold: sold / 1000,
    turnover: mean > 0 ? rounded(sold / mean) : null,
    days_of_stock: sold > 0 ? rounded((mean / sold) * days) : null,
    cost_of_sales: costOf(actor, cost),
  }
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}

function costOf(actor: Actor, minor: number): string | null {
  return can(actor, 'VIEW_COST') ? moneyText(minor, actor.settings.currency) : null
}
