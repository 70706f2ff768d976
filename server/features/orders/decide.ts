import { found, invalid } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { assertVersion } from '../../platform/version.ts'
import { record } from '../audit/record.ts'
import { queueExpect } from '../stock/ledger.ts'
import { type Location, lockTarget } from '../stock/sheet.ts'
import type { Assignment, Order, Refusal, Transition } from './contract.ts'
import { queueHistory } from './history.ts'
import { expectationsOf, type LockedOrder, lockOrder, orderForChange, queueLetGo } from './holds.ts'
import { assertMay, assertMayAssign } from './lifecycle.ts'
import { factsOf, itemsOf, type OrderRow, orderColumns, showOrder, watchOf } from './show.ts'
import { commitStep } from './transition.ts'

type Deciding<B> = { params: { id: number }; body: B | undefined }

/** Approves a waiting order; a restock's units are expected from then on. Throws 404, 403, 409, 412. */
export async function approveOrder(ctx: Ctx, { params, body }: Deciding<Transition>): Promise<Order> {
  const [locked, target] = await Promise.all([lockOrder(ctx, params.id), lockPlaceOf(ctx, params.id)])
  const { order, facts, items, sheet } = locked
  assertMay(ctx.actor, 'approve', facts)
  assertVersion(order.version, ctx.ifMatch, body?.version)
  if (order.kind === 'restock') queueExpect(ctx, sheet, expectationsOf(assertOpenPlace(target), items))
  return showOrder(
    ctx.actor,
    await commitStep(ctx, locked, { action: 'approved', to: 'approved', note: body?.note }),
    locked.items,
  )
}

/** Rejects a waiting order and lets go of what it holds. Throws 404, 403, 409, 412. */
export async function rejectOrder(ctx: Ctx, { params, body }: Deciding<Refusal>): Promise<Order> {
  const locked = await lockOrder(ctx, params.id)
  assertMay(ctx.actor, 'reject', locked.facts)
  return endOrder(ctx, locked, { action: 'rejected', to: 'rejected', body })
}

/** Cancels an order of which nothing has been fulfilled, and lets go of what it holds or expects. Throws 404, 403, 409, 412. */
export async function cancelOrder(ctx: Ctx, { params, body }: Deciding<Refusal>): Promise<Order> {
  const locked = await lockOrder(ctx, params.id)
  assertMay(ctx.actor, 'cancel', locked.facts)
  return endOrder(ctx, locked, { action: 'cancelled', to: 'cancelled', body })
}

/** Gives an open order to a colleague, or to nobody. Throws 400 on `user`, 404, 403, 409, 412. */
export async function assignOrder(
  ctx: Ctx,
  { params, body }: { params: { id: number }; body: Assignment },
): Promise<Order> {
  const { tx, tenantId, actor } = ctx
  const [[row], items, [user]] = await Promise.all([
    tx.rows(orderForChange(tenantId, params.id)),
    tx.rows(itemsOf(tenantId, params.id)),
    tx.rows(sql`select id from users where tenant_id = ${tenantId} and id = ${body.user} and status = 'active'`),
  ])
  const order = found(row)
  assertMayAssign(actor, factsOf(order, items))
  assertVersion(order.version, ctx.ifMatch, body.version)
  if (body.user !== null && !user) throw invalid('user', 'There is no such user.')
  if (order.assigned_to === body.user) return showOrder(actor, order, items)
  return showOrder(actor, await commitAssignment(ctx, { order, items }, body), items)
}

/** Keeps the order's location open until the commit; joins the flush of its tick, behind lockOrder. */
export function lockPlaceOf(ctx: Ctx, orderId: number): Promise<Location | null> {
  return lockTarget(ctx, sql`select location_id from orders where tenant_id = ${ctx.tenantId} and id = ${orderId}`)
}

/** The id of the location where a restock arrives. Throws 400 when it was closed meanwhile. */
export function assertOpenPlace(target: Location | null): number {
  if (!target) throw invalid('location', 'This order’s location is closed. Open it, or cancel the order.')
  return target.id
}

type Ending = { action: 'rejected' | 'cancelled'; to: 'rejected' | 'cancelled'; body: Refusal | undefined }

async function endOrder(ctx: Ctx, locked: LockedOrder, { action, to, body }: Ending): Promise<Order> {
  assertVersion(locked.order.version, ctx.ifMatch, body?.version)
  queueLetGo(ctx, locked)
  return showOrder(
    ctx.actor,
    await commitStep(ctx, locked, { action, to, reason: body?.reason || null, note: body?.note }),
    locked.items,
  )
}

async function commitAssignment(
  ctx: Ctx,
  { order, items }: Pick<LockedOrder, 'order' | 'items'>,
  { user, note }: Assignment,
): Promise<OrderRow> {
  queueHistory(ctx, order.id, { action: 'assigned', from: order.status, to: order.status, note })
  record(ctx, {
    action: 'order.assigned',
    object: { type: 'order', id: order.id },
    before: { assigned_to: order.assigned_to },
    after: { assigned_to: user, ...(note && { note }) },
    watch: { ...watchOf({ ...order, assigned_to: user }, items), products: [] },
  })
  const [[assigned]] = await ctx.tx.commit(sql<OrderRow>`
    update orders set assigned_to = ${user}, updated_at = now(), version = version + 1
    where tenant_id = ${ctx.tenantId} and id = ${order.id} returning ${orderColumns}`)
  return assigned as OrderRow
}
