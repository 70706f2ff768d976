import { type Actor, can } from '../../platform/actor.ts'
import { moneyText } from '../../platform/money.ts'
import type { Input, ReadCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { inSight, seesAll as seesAllProducts, seesInactive } from '../catalog/sight.ts'
import { type OrderState, states } from '../orders/contract.ts'
import { itemsColumn, ordersWithin } from '../orders/list.ts'
import { type ItemRow, type OrderRow, showOrder } from '../orders/show.ts'
import { runsLow } from '../stock/reorder.ts'
import type { Dashboard } from './contract.ts'
import { daysUpTo, salesDays, startOfDays } from './days.ts'
import { ofAll, ofSome, safeSum } from './sales.ts'

/** The company at a glance, in one round trip: each part for those who may see what it is made of. */
export async function getDashboard(ctx: ReadCtx, _input: Input<unknown>): Promise<Dashboard> {
  const { actor } = ctx
  const [orders, approval_queue, low_stock, stock_value, recent_activity] = await Promise.all([
    can(actor, 'VIEW_ORDERS') ? readOrders(ctx) : {},
    can(actor, 'APPROVE_ORDER') && can(actor, 'VIEW_ORDERS') ? readQueue(ctx) : undefined,
    can(actor, 'VIEW_STOCK') && can(actor, 'VIEW_PRODUCTS') ? readLowStock(ctx) : undefined,
    can(actor, 'VIEW_COST') && can(actor, 'VIEW_PRODUCTS') ? readStockValue(ctx) : undefined,
    can(actor, 'VIEW_AUDIT_LOGS') ? readActivity(ctx) : undefined,
  ])
  const parts = { ...orders, approval_queue, low_stock, stock_value, recent_activity }
  return { currency: actor.settings.currency, ...parts }
}

type StateRow = { status: OrderState; count: number }

function seesAll(actor: Actor): boolean {
  return actor.permissions.get('VIEW_ORDERS')?.has('all') ?? false
}

async function readOrders({ tx, tenantId, actor }: ReadCtx) {
  const since = startOfDays(salesDays)
  const sales = seesAll(actor)
    ? ofAll(tenantId, since)
    : ofSome(tenantId, { since, within: ordersWithin(actor, 'VIEW_ORDERS') })
  const [days, counts, top] = await Promise.all([
    tx.rows(sales.byDay),
    tx.rows(countsByState(tenantId, actor)),
    tx.rows(sales.topProducts),
  ])
  const amount = (minor: number) => moneyText(minor, actor.settings.currency)
  return {
    sales: daysUpTo(since, days).map(({ day, count, sum }) => ({ day, orders: count, total: amount(sum) })),
    orders_by_state: Object.fromEntries(counts.map(({ status, count }) => [status, count])) as StateCounts,
    top_products: top.map(row => ({ ...row, quantity: row.quantity / 1000, total: amount(row.total) })),
  }
}

type StateCounts = Record<OrderState, number>

// Like the counts of lists, so that a company's millionth order does not make its dashboard slow.
const exactTo = 10_000

const countsByState = (tenantId: number, actor: Actor) => sql<StateRow>`
  select s.status, (select count(*) from (
    select from orders o where o.tenant_id = ${tenantId} and o.status = s.status and o.deleted_at is null
      and ${ordersWithin(actor, 'VIEW_ORDERS')} limit ${exactTo}) counted) as count
  from unnest(${states}::text[]) as s (status)`

async function readQueue({ tx, tenantId, actor }: ReadCtx) {
  const waiting = sql`o.tenant_id = ${tenantId} and o.status = 'pending' and o.deleted_at is null
    and ${ordersWithin(actor, 'VIEW_ORDERS')} and ${ordersWithin(actor, 'APPROVE_ORDER')}`
  const [[row], oldest] = await Promise.all([
    tx.rows(sql<{ count: number }>`
      select count(*) as count from (select from orders o where ${waiting} limit ${exactTo}) counted`),
    tx.rows(sql<OrderRow & { items: ItemRow[] }>`
      select o.*, ${itemsColumn(tenantId)} as items from orders o where ${waiting} order by o.id limit 5`),
  ])
  return { count: row?.count ?? 0, oldest: oldest.map(({ items, ...order }) => showOrder(actor, order, items)) }
}

type LowRow = {
  product: number
  name: string
  sku: string
  unit: string
  available: number
  incoming: number
  reorder_point: number
}

async function readLowStock({ tx, tenantId, actor }: ReadCtx) {
  const low = sql`product_stock s join products p on p.tenant_id = ${tenantId} and p.id = s.product_id
    where s.tenant_id = ${tenantId} and ${inSight(actor)} and ${sql.raw(runsLow)}`
  const [[row], rows] = await Promise.all([
    tx.rows(sql<{ count: number }>`select count(*) as count from (select from ${low} limit ${exactTo}) counted`),
    tx.rows(sql<LowRow>`
      select p.id as product, p.name, p.sku, p.unit, s.available_milli as available, s.incoming_milli as incoming,
        p.reorder_point_milli as reorder_point
      from ${low} order by s.short_milli desc, s.product_id limit 10`),
  ])
  const products = rows.map(({ available, incoming, reorder_point, ...product }) => ({
    ...product,
    available: available / 1000,
    incoming: incoming / 1000,
    reorder_point: reorder_point / 1000,
  }))
  return { count: row?.count ?? 0, products }
}

async function readStockValue(ctx: ReadCtx) {
  const [row] = await ctx.tx.rows(
    seesAllProducts(ctx.actor) && seesInactive(ctx.actor) ? valueOfAll(ctx) : valueInSight(ctx),
  )
  return moneyText(row?.value ?? 0, ctx.actor.settings.currency)
}

type ValueRow = { value: number }

const valueOfAll = ({ tenantId }: ReadCtx) => sql<ValueRow>`
  select ${safeSum(sql`stock_value_minor`)} as value from heads where tenant_id = ${tenantId}`

const valueInSight = ({ tenantId, actor }: ReadCtx) => sql<ValueRow>`
  select ${safeSum(sql`s.value_minor`)} as value
  from product_stock s join products p on p.tenant_id = ${tenantId} and p.id = s.product_id
  where s.tenant_id = ${tenantId} and s.value_minor > 0 and ${inSight(actor)}`

type ActivityRow = NonNullable<Dashboard['recent_activity']>[number]

function readActivity({ tx, tenantId }: ReadCtx) {
  return tx.rows(sql<ActivityRow>`
    select l.seq, l.at, l.actor_id as actor, l.actor_username, l.action, l.object_type, l.object_id
    from audit_log l where l.tenant_id = ${tenantId} order by l.seq desc limit 10`)
}
