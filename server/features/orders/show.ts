import { type Actor, can } from '../../platform/actor.ts'
import { found } from '../../platform/errors.ts'
import { moneyText } from '../../platform/money.ts'
import type { ReadCtx } from '../../platform/route.ts'
import { type Statement, sql } from '../../platform/sql.ts'
import type { Order, OrderItem, OrderKind, OrderState, Reasoning } from './contract.ts'
import { abilitiesOf, assertVisible, type OrderFacts } from './lifecycle.ts'

/** An order as stored; amounts in minor units of `currency`. */
export type OrderRow = {
  id: number
  number: number
  kind: OrderKind
  status: OrderState
  customer_id: number | null
  created_by: number | null
  assigned_to: number | null
  location_id: number | null
  approved_itself: boolean
  note: string
  reasoning: Reasoning | null
  reason: string | null
  currency: string
  total_minor: number
  hold_expires_at: string | null
  created_at: string
  updated_at: string
  version: number
}

/** A line as stored; quantities in thousandths. */
export type ItemRow = {
  id: number
  product_id: number
  name: string
  sku: string
  tracked: boolean
  quantity_milli: number
  fulfilled_milli: number
  unit_price_minor: number | null
  total_minor: number | null
}

export const orderColumns =
  sql.raw(`id, number, kind, status, customer_id, created_by, assigned_to, location_id, approved_itself,
  note, reasoning, reason, currency, total_minor, hold_expires_at, created_at, updated_at, version`)

/** The order, if one may see it. Throws 404. */
export async function getOrder(ctx: ReadCtx, { params }: { params: { id: number } }): Promise<Order> {
  const [[order], items] = await Promise.all([
    ctx.tx.rows(sql<OrderRow>`select ${orderColumns} from orders
      where tenant_id = ${ctx.tenantId} and id = ${params.id} and deleted_at is null`),
    ctx.tx.rows(itemsOf(ctx.tenantId, params.id)),
  ])
  assertVisible(ctx.actor, factsOf(found(order), items))
  return showOrder(ctx.actor, found(order), items)
}

export const itemsOf = (tenantId: number, orderId: number): Statement<ItemRow> => sql<ItemRow>`
  select id, product_id, name, sku, tracked, quantity_milli, fulfilled_milli, unit_price_minor, total_minor
  from order_items where tenant_id = ${tenantId} and order_id = ${orderId} order by id`

/** Whom an event of this order concerns, and whose stock it touches. */
export function watchOf(
  order: Pick<OrderRow, 'customer_id' | 'created_by' | 'assigned_to'>,
  items: readonly ItemRow[],
) {
  const products = [...new Set(items.filter(item => item.tracked).map(item => item.product_id))]
  return { products, concerns: [order.customer_id, order.created_by], assigned_to: order.assigned_to }
}

/** An order as its reader may see it: a restock's prices are costs, for those who may see costs. */
export function showOrder(actor: Actor, order: OrderRow, items: readonly ItemRow[]): Order {
  const amount = amountsOf(actor, order)
  const [only] = items
  return {
    id: order.id,
    number: order.number,
    kind: order.kind,
    status: order.status,
    items: items.map(item => showItem(item, amount)),
    ...(items.length === 1 && only && { product: only.product_id, quantity: only.quantity_milli / 1000 }),
    total_price: amount(order.total_minor),
    tenant: actor.tenantId,
    customer: order.customer_id,
    created_by: order.created_by,
    assigned_to: order.assigned_to,
    location: order.location_id,
    note: order.note,
    reasoning: order.reasoning,
    reason: order.reason,
    hold_expires_at: order.hold_expires_at,
    created_at: order.created_at,
    updated_at: order.updated_at,
    version: order.version,
    abilities: abilitiesOf(factsOf(order, items), actor),
  }
}

/** What decides who may do what with the order. */
export function factsOf(order: OrderRow, items: readonly ItemRow[]): OrderFacts {
  return { ...order, begun: items.some(item => item.fulfilled_milli > 0) }
}

type Amount = (minor: number | null) => string | null

function amountsOf(actor: Actor, { kind, currency }: OrderRow): Amount {
  return kind === 'sale' || can(actor, 'VIEW_COST') ? minor => moneyText(minor, currency) : () => null
}

function showItem(item: ItemRow, amount: Amount): OrderItem {
  const quantity = item.quantity_milli / 1000
  return {
    id: item.id,
    product: item.product_id,
    product_id: item.product_id,
    name: item.name,
    sku: item.sku,
    quantity,
    qty: quantity,
    fulfilled: item.fulfilled_milli / 1000,
    unit_price: amount(item.unit_price_minor),
    total_price: amount(item.total_minor),
  }
}
