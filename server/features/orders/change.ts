import { invalid } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/route.ts'
import { type Statement, sql } from '../../platform/sql.ts'
import { assertVersion } from '../../platform/version.ts'
import { record } from '../audit/record.ts'
import { assertOwnTenant } from '../people/body.ts'
import { queueHold, queueRelease } from '../stock/ledger.ts'
import { assertEnough, planHold, releasedSheet } from '../stock/plan.ts'
import { type Location, lockTarget } from '../stock/sheet.ts'
import type { Order, OrderChanges } from './contract.ts'
import { queueHistory } from './history.ts'
import { heldLinesOf, type LockedOrder, lockOrder, queueLetGo } from './holds.ts'
import { assertMayChange } from './lifecycle.ts'
import { isSameLines, mentionedProducts, readChangedLines } from './lines.ts'
import { assertCustomer, auditedLines, customerOf, findCustomer, holdExpiry, nextIds, queueItems } from './place.ts'
import { isTracked, priceLines, totalOf } from './pricing.ts'
import { isSold, queueSales } from './sales.ts'
import { type ItemRow, type OrderRow, orderColumns, showOrder, watchOf } from './show.ts'

/**
 * Changes a pending order. New lines replace the old ones at today's prices and hold anew; what reads as the order does
 * already changes nothing. Throws 400 by field, 404, 403, 409 order_locked or insufficient_stock, 412.
 */
export async function changeOrder(
  ctx: Ctx,
  { params, body }: { params: { id: number }; body: OrderChanges },
): Promise<Order> {
  assertOwnTenant(ctx, body)
  const ground = await lockGround(ctx, params.id, body)
  const { order, items, facts } = ground
  assertMayChange(ctx.actor, 'UPDATE_ORDER', facts)
  assertVersion(order.version, ctx.ifMatch, body.version)
  const draft = draftOf(ctx, ground, body)
  const isMoved = draft.location_id !== order.location_id
  if (draft.items === items && !isMoved && draft.customer_id === order.customer_id && draft.note === order.note)
    return showOrder(ctx.actor, order, items)
  const changed = draft.items !== items || isMoved ? queueAnew(ctx, ground, draft) : draft
  return showOrder(ctx.actor, await commitChange(ctx, ground, changed), changed.items)
}

/** Takes a pending order out of sight and lets go of what it holds; its history stays. Throws 404, 403, 409 order_locked, 412. */
export async function deleteOrder(ctx: Ctx, { params }: { params: { id: number } }): Promise<null> {
  const { tx, tenantId } = ctx
  const locked = await lockOrder(ctx, params.id)
  const { order, items, facts } = locked
  assertMayChange(ctx.actor, 'DELETE_ORDER', facts)
  assertVersion(order.version, ctx.ifMatch)
  queueLetGo(ctx, locked)
  if (isSold(order.kind, order.status)) queueSales(ctx, order.created_at, { before: items, after: [] })
  queueHistory(ctx, order.id, { action: 'deleted', from: order.status, to: order.status })
  record(ctx, {
    action: 'order.deleted',
    object: { type: 'order', id: order.id },
    before: { number: order.number, kind: order.kind, status: order.status, items: auditedLines(items) },
    watch: watchOf(order, items),
  })
  await tx.commit(sql`
    update orders set deleted_at = now(), hold_expires_at = null, updated_at = now(), version = version + 1
    where tenant_id = ${tenantId} and id = ${order.id}`)
  return null
}

type Draft = Pick<OrderRow, 'customer_id' | 'location_id' | 'note' | 'hold_expires_at'> & { items: ItemRow[] }
type Ground = LockedOrder & { target: Location | null; customer: number | null; itemIds: number[] }

async function lockGround(ctx: Ctx, id: number, body: OrderChanges): Promise<Ground> {
  const [locked, [ids], target, customer] = await Promise.all([
    lockOrder(ctx, id, productsIn(ctx, body)),
    ctx.tx.rows(nextIds(body.items?.length ?? 1)),
    lockTarget(ctx, body.location ?? null),
    findCustomer(ctx, body.customer ?? null),
  ])
  return { ...locked, target, customer, itemIds: ids?.itemIds ?? [] }
}

// Locked together with the order's own products, before it is known which of them its lines will be.
function productsIn({ tenantId }: Ctx, body: OrderChanges): Statement {
  const { ids, skuKeys } = mentionedProducts(body)
  if (ids.length + skuKeys.length === 0) return sql.empty
  return sql`union select id from products where tenant_id = ${tenantId} and deleted_at is null
    and (id = any(${ids}::bigint[]) or sku_key = any(${skuKeys}::text[]))`
}

function draftOf(ctx: Ctx, ground: Ground, body: OrderChanges): Draft {
  const { order, items, sheet, itemIds: ids } = ground
  const wanted = readChangedLines(body, items)
  const isSame = !wanted || isSameLines(wanted, items)
  return {
    customer_id: readCustomer(ctx, ground, body),
    location_id: readLocation(ground, body),
    note: body.note ?? order.note,
    items: isSame ? items : priceLines(ctx.actor, sheet, { kind: order.kind, wanted, ids }).toSorted(byId),
    hold_expires_at: order.hold_expires_at,
  }
}

function readCustomer(ctx: Ctx, { order, customer }: Ground, body: OrderChanges): number | null {
  if (body.customer === undefined || body.customer === order.customer_id) return order.customer_id
  const customerId = customerOf(ctx, order.kind, body.customer)
  assertCustomer(ctx, customerId, customer)
  return customerId
}

function readLocation({ order, target }: Ground, body: OrderChanges): number | null {
  if (body.location === undefined || body.location === order.location_id) return order.location_id
  if (body.location === null && order.kind === 'sale') return null
  if (!target) throw invalid('location', 'There is no such location.')
  return target.id
}

/** Queues the draft's lines in place of the order's, with what they hold from now on. */
function queueAnew(ctx: Ctx, { order, items: before, sheet, held }: LockedOrder, draft: Draft): Draft {
  // A line that stays is tracked as its product is now: only such lines hold.
  const items = draft.items.map(item => ({
    ...item,
    tracked: isTracked(order.kind, sheet.products.get(item.product_id)),
  }))
  const lines = order.kind === 'sale' ? heldLinesOf(items) : []
  const holds = assertEnough(planHold(releasedSheet(sheet, held), lines, draft.location_id))
  queueRelease(ctx, held)
  ctx.tx.queue(sql`delete from order_items where tenant_id = ${ctx.tenantId} and order_id = ${order.id}`)
  queueItems(ctx, order.id, items)
  queueHold(ctx, order.id, holds)
  if (isSold(order.kind, order.status)) queueSales(ctx, order.created_at, { before, after: items })
  return { ...draft, items, hold_expires_at: holds.length > 0 ? holdExpiry(ctx) : null }
}

async function commitChange(ctx: Ctx, { order, items }: LockedOrder, draft: Draft): Promise<OrderRow> {
  queueHistory(ctx, order.id, { action: 'updated', from: order.status, to: order.status })
  record(ctx, {
    action: 'order.updated',
    object: { type: 'order', id: order.id },
    before: auditedOrder({ ...order, items }),
    after: auditedOrder(draft),
    watch: watchOf({ ...order, customer_id: draft.customer_id }, [...items, ...draft.items]),
  })
  const [[changed]] = await ctx.tx.commit(sql<OrderRow>`
    update orders set customer_id = ${draft.customer_id}, location_id = ${draft.location_id}, note = ${draft.note},
      total_minor = ${totalOf(draft.items)}, hold_expires_at = ${draft.hold_expires_at}, updated_at = now(), version = version + 1
    where tenant_id = ${ctx.tenantId} and id = ${order.id} returning ${orderColumns}`)
  return changed as OrderRow
}

function byId(a: ItemRow, b: ItemRow): number {
  return a.id - b.id
}

function auditedOrder({ customer_id, location_id, note, items }: Draft) {
  return { customer: customer_id, location: location_id, note, items: auditedLines(items) }
}
