import { can } from '../../platform/actor.ts'
import { fail, invalid } from '../../platform/errors.ts'
import { moneyText } from '../../platform/money.ts'
import type { Ctx } from '../../platform/route.ts'
import { type Statement, sql } from '../../platform/sql.ts'
import { record } from '../audit/record.ts'
import { queueExpect, queueHold } from '../stock/ledger.ts'
import { assertEnough, findLocation, planHold } from '../stock/plan.ts'
import { lockStock, lockTarget, type Products } from '../stock/sheet.ts'
import type { NewOrder, Order, OrderKind } from './contract.ts'
import { queueHistory } from './history.ts'
import { expectationsOf, heldLinesOf } from './holds.ts'
import { mentionedProducts, readLines, type WantedLine } from './lines.ts'
import { priceLines, totalOf } from './pricing.ts'
import { isSold, queueSales } from './sales.ts'
import { type ItemRow, type OrderRow, orderColumns, showOrder, watchOf } from './show.ts'

/**
 * Places an order: two round trips. A sale holds its units from here on, or nothing is placed; where the company's rules
 * say so it approves itself. Throws 400 by field, 403, 409 insufficient_stock with every short line.
 */
export async function placeOrder(ctx: Ctx, { body }: { body: NewOrder }): Promise<Order> {
  const wish = readWish(ctx, body)
  const { sheet, locationId, orderId, itemIds } = await lockGround(ctx, wish)
  const items = priceLines(ctx.actor, sheet, { kind: wish.kind, wanted: wish.lines, ids: itemIds })
  const holds = wish.kind === 'sale' ? assertEnough(planHold(sheet, heldLinesOf(items), locationId)) : []
  const draft = {
    ...wish,
    id: orderId,
    locationId,
    items,
    totalMinor: totalOf(items),
    holdExpiresAt: holds.length > 0 ? holdExpiry(ctx) : null,
  }
  queueItems(ctx, orderId, items)
  queueHold(ctx, orderId, holds)
  if (wish.kind === 'restock' && wish.approvesItself) queueExpect(ctx, sheet, expectationsOf(locationId, items))
  queueHistory(ctx, orderId, ...historyOf(wish))
  if (isSold(wish.kind, statusOf(wish))) queueSales(ctx, null, { before: [], after: items })
  record(ctx, placedEvent(ctx, draft), { orders: 1 })
  const [[order]] = await ctx.tx.commit(insertOrder(ctx, draft))
  return showOrder(ctx.actor, order as OrderRow, items)
}

/** Whom an order of this kind is for. Throws 403 for somebody else, unless one may order for customers; 400 on a restock's. */
export function customerOf(ctx: Ctx, kind: OrderKind, customer: number | null | undefined): number | null {
  if (kind === 'restock') {
    if (customer != null) throw invalid('customer', 'A restock has no customer.')
    return null
  }
  if (customer == null || customer === ctx.actor.userId) return ctx.actor.userId
  if (!can(ctx.actor, 'ORDER_FOR_CUSTOMER')) throw fail('permission_denied')
  return customer
}

/** The id of the user, when active; joins the flush of its tick. */
export async function findCustomer({ tx, tenantId, actor }: Ctx, customerId: number | null): Promise<number | null> {
  if (customerId === null || customerId === actor.userId) return customerId
  const [customer] = await tx.rows(sql<{ id: number }>`
    select id from users where tenant_id = ${tenantId} and id = ${customerId} and status = 'active'`)
  return customer?.id ?? null
}

/** Throws 400 unless the customer is oneself, nobody, or somebody who was found. */
export function assertCustomer({ actor }: Ctx, customerId: number | null, foundId: number | null): void {
  if (customerId !== null && customerId !== actor.userId && customerId !== foundId)
    throw invalid('customer', 'There is no such user.')
}

/** New ids for an order and its lines. */
export const nextIds = (lines: number) => sql<{ orderId: number; itemIds: number[] }>`
  select nextval('platform.orders_id') as "orderId",
    array(select nextval('platform.order_items_id') from generate_series(1, ${lines})) as "itemIds"`

/** When what is held from now on is let go, as the company's rules say. */
export function holdExpiry({ actor: { settings } }: Ctx): string | null {
  return settings.hold_hours === null ? null : new Date(Date.now() + settings.hold_hours * 3_600_000).toISOString()
}

export function queueItems(
  { tx, tenantId }: Pick<Ctx, 'tx' | 'tenantId'>,
  orderId: number,
  items: readonly ItemRow[],
): void {
  const column = <K extends keyof ItemRow>(name: K) => items.map(item => item[name])
  tx.queue(sql`
    insert into order_items (tenant_id, order_id, id, product_id, name, sku, tracked, quantity_milli, unit_price_minor, total_minor)
    select ${tenantId}, ${orderId}, id, product_id, name, sku, tracked, quantity, unit_price, total
    from unnest(${column('id')}::bigint[], ${column('product_id')}::bigint[], ${column('name')}::text[], ${column('sku')}::text[],
      ${column('tracked')}::boolean[], ${column('quantity_milli')}::bigint[], ${column('unit_price_minor')}::bigint[],
      ${column('total_minor')}::bigint[]) as i (id, product_id, name, sku, tracked, quantity, unit_price, total)`)
}

/** An order's lines and money, as the audit log keeps them. */
export function auditedLines(items: readonly ItemRow[]) {
  return items.map(item => ({ product: item.product_id, sku: item.sku, quantity: item.quantity_milli / 1000 }))
}

function productsOf(tenantId: number, body: NewOrder): Products {
  const { ids, skuKeys } = mentionedProducts(body)
  if (skuKeys.length === 0) return ids
  return sql`select id from products where tenant_id = ${tenantId} and deleted_at is null
    and (id = any(${ids}::bigint[]) or sku_key = any(${skuKeys}::text[]))`
}

type Wish = {
  body: NewOrder
  kind: OrderKind
  lines: WantedLine[]
  customerId: number | null
  locationId: number | null
  note: string
  approvesItself: boolean
}
type Draft = Wish & { id: number; items: ItemRow[]; totalMinor: number; holdExpiresAt: string | null }

function readWish(ctx: Ctx, body: NewOrder): Wish {
  const kind = body.kind ?? 'sale'
  if (!can(ctx.actor, kind === 'sale' ? 'CREATE_ORDER' : 'CREATE_RESTOCK')) throw fail('permission_denied')
  return {
    body,
    kind,
    lines: readLines(body),
    customerId: customerOf(ctx, kind, body.customer),
    locationId: body.location ?? null,
    note: body.note ?? '',
    approvesItself: ctx.actor.settings.order_approval[kind] === 'automatic',
  }
}

/** Locks what the order stands on: products, place, ids, customer. Throws 400 on `location` and `customer`. */
async function lockGround(ctx: Ctx, wish: Wish) {
  const [sheet, target, [ids], customer] = await Promise.all([
    lockStock(ctx, productsOf(ctx.tenantId, wish.body)),
    wish.kind === 'restock' ? lockTarget(ctx, wish.locationId) : null,
    ctx.tx.rows(nextIds(wish.lines.length)),
    findCustomer(ctx, wish.customerId),
  ])
  assertCustomer(ctx, wish.customerId, customer)
  const place = target ?? (wish.locationId === null ? null : findLocation(sheet, wish.locationId))
  if (!place && (wish.kind === 'restock' || wish.locationId !== null))
    throw invalid('location', 'There is no such location.')
  return { sheet, locationId: place?.id ?? null, ...(ids as { orderId: number; itemIds: number[] }) }
}

// The number comes from the head, which the audit entry queued before has just moved on.
function insertOrder({ tenantId, actor }: Ctx, draft: Draft): Statement<OrderRow> {
  return sql<OrderRow>`
    insert into orders (tenant_id, id, number, kind, status, customer_id, created_by, location_id, approved_itself, note, currency,
      total_minor, hold_expires_at)
    select ${tenantId}, ${draft.id}, order_number, ${draft.kind}, ${statusOf(draft)}, ${draft.customerId}, ${actor.userId},
      ${draft.locationId}, ${draft.approvesItself}, ${draft.note}, ${actor.settings.currency}, ${draft.totalMinor}, ${draft.holdExpiresAt}
    from heads where tenant_id = ${tenantId}
    returning ${orderColumns}`
}

function placedEvent({ actor }: Ctx, draft: Draft) {
  const { id, kind, customerId, locationId, items, totalMinor } = draft
  const after = {
    kind,
    status: statusOf(draft),
    approved_itself: draft.approvesItself,
    customer: customerId,
    location: locationId,
    items: auditedLines(items),
    ...(kind === 'sale' && { total_price: moneyText(totalMinor, actor.settings.currency) }),
  }
  const watch = watchOf({ customer_id: customerId, created_by: actor.userId, assigned_to: null }, items)
  return { action: 'order.placed', object: { type: 'order', id }, after, watch } as const
}

function historyOf({ approvesItself }: Wish) {
  const placed = { action: 'placed', from: null, to: 'pending' } as const
  return approvesItself
    ? [placed, { action: 'approved', from: 'pending', to: 'approved', reason: 'automatic', itself: true } as const]
    : [placed]
}

function statusOf({ approvesItself }: Wish) {
  return approvesItself ? 'approved' : 'pending'
}
