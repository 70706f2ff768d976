import { invalid } from '../../platform/errors.ts'
import { decimalsOfUnit, milliOf } from '../../platform/money.ts'
import type { Ctx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { assertVersion } from '../../platform/version.ts'
import { type Cause, queueReceive, queueShip } from '../stock/ledger.ts'
import { planShip } from '../stock/plan.ts'
import type { Held, Sheet } from '../stock/sheet.ts'
import type { Fulfilment, Order } from './contract.ts'
import { assertOpenPlace, lockPlaceOf } from './decide.ts'
import { type LockedOrder, lockOrder, queueLetGo } from './holds.ts'
import { assertMay } from './lifecycle.ts'
import { type Flaw, invalidLines } from './lines.ts'
import { isSold, queueSales } from './sales.ts'
import { type ItemRow, showOrder } from './show.ts'
import { commitStep, type Step } from './transition.ts'

/** How much of a line is fulfilled now, in thousandths. */
type Part = { item: ItemRow; quantityMilli: number }

/**
 * Ships a sale or receives a restock: everything that is left, or the quantities of `items`; `close` ends the order and
 * lets go of the rest. Throws 400 on `items` for more than is left, 404, 403, 409, 412.
 */
export async function fulfilOrder(
  ctx: Ctx,
  { params, body }: { params: { id: number }; body: Fulfilment | undefined },
): Promise<Order> {
  const [locked, target] = await Promise.all([lockOrder(ctx, params.id), lockPlaceOf(ctx, params.id)])
  assertMay(ctx.actor, 'fulfill', locked.facts)
  assertVersion(locked.order.version, ctx.ifMatch, body?.version)
  const parts = partsOf(locked, body)
  const rest =
    locked.order.kind === 'sale'
      ? queueShipment(ctx, locked, parts)
      : queueReceipt(ctx, locked, { parts, locationId: assertOpenPlace(target) })
  if (body?.close) queueLetGo(ctx, rest)
  queueFulfilled(ctx, parts)
  const { kind, status, created_at } = locked.order
  if (isSold(kind, status)) queueSales(ctx, created_at, { before: locked.items, after: rest.items })
  const step = stepOf(rest.items, { parts, isClosing: body?.close === true })
  const order = await commitStep(ctx, locked, { ...step, note: body?.note })
  return showOrder(ctx.actor, order, rest.items)
}

function partsOf(locked: LockedOrder, body: Fulfilment | undefined): Part[] {
  if (body?.items) return namedParts(locked, body.items)
  if (!body?.close)
    return locked.items.filter(item => leftMilli(item) > 0).map(item => ({ item, quantityMilli: leftMilli(item) }))
  if (!locked.facts.begun) throw invalid('close', 'Nothing of this order is fulfilled yet. Cancel it instead.')
  return []
}

type Named = { id: number; quantity?: number; qty?: number }

function namedParts({ items, sheet }: LockedOrder, named: readonly Named[]): Part[] {
  const parts = named.map(({ id, quantity, qty }) => ({
    item: items.find(item => item.id === id) as ItemRow,
    quantityMilli: milliOf(quantity ?? qty ?? 0, 'items'),
  }))
  const flaws = named.flatMap((one, index) => {
    const isRepeated = named.findIndex(other => other.id === one.id) !== index
    const flaw = isRepeated ? { field: 'id', message: 'Name a line once.' } : flawOf(one, sheet, parts[index] as Part)
    return flaw ? [{ place: { index }, ...flaw }] : []
  })
  if (flaws.length > 0) throw invalidLines(flaws)
  return parts
}

function flawOf(
  { quantity, qty }: Named,
  sheet: Sheet,
  { item, quantityMilli }: Partial<Part> & { quantityMilli: number },
): Omit<Flaw, 'place'> | null {
  const field = qty === undefined ? 'quantity' : 'qty'
  if (!item) return { field: 'id', message: 'This order has no such line.' }
  if (quantity === undefined && qty === undefined) return { field, message: 'This field is required.' }
  if (quantity !== undefined && qty !== undefined && quantity !== qty)
    return { field, message: 'Send one quantity, as quantity or qty.' }
  if (quantityMilli > leftMilli(item)) return { field, message: `Only ${leftMilli(item) / 1000} of this line is left.` }
  const unit = sheet.products.get(item.product_id)?.unit ?? ''
  return quantityMilli % 1000 !== 0 && decimalsOfUnit(unit) === 0
    ? { field, message: `Send a whole number: the unit is ${unit}.` }
    : null
}

/** Queues the moves out of the order's holds; answers the order as it is then. */
function queueShipment(ctx: Ctx, locked: LockedOrder, parts: readonly Part[]): LockedOrder {
  const shipped = parts
    .filter(({ item }) => item.tracked)
    .map(({ item, quantityMilli }) => ({ orderItem: item.id, quantityMilli }))
  const consumptions = planShip(locked.held, shipped)
  queueShip(ctx, locked.sheet, { consumptions, cause: causeOf(locked) })
  const used = new Map(consumptions.map(({ held, quantityMilli }) => [held.id, quantityMilli]))
  return { ...locked, items: fulfilledItems(locked.items, parts), held: remainingHolds(locked.held, used) }
}

/** Queues the moves from the supplier to the order's location; answers the order as it is then. */
function queueReceipt(
  ctx: Ctx,
  locked: LockedOrder,
  { parts, locationId }: { parts: readonly Part[]; locationId: number },
): LockedOrder {
  const receipts = parts.map(({ item, quantityMilli }) => ({
    productId: item.product_id,
    locationId,
    quantityMilli,
    unitCostMinor: item.unit_price_minor,
  }))
  if (receipts.length > 0) queueReceive(ctx, locked.sheet, { receipts, cause: causeOf(locked) })
  return { ...locked, items: fulfilledItems(locked.items, parts) }
}

function remainingHolds(held: readonly Held[], used: ReadonlyMap<number, number>): Held[] {
  return held
    .map(one => ({ ...one, quantityMilli: one.quantityMilli - (used.get(one.id) ?? 0) }))
    .filter(one => one.quantityMilli > 0)
}

function fulfilledItems(items: readonly ItemRow[], parts: readonly Part[]): ItemRow[] {
  const done = new Map(parts.map(({ item, quantityMilli }) => [item.id, quantityMilli]))
  return items.map(item => ({ ...item, fulfilled_milli: item.fulfilled_milli + (done.get(item.id) ?? 0) }))
}

function queueFulfilled({ tx, tenantId }: Ctx, parts: readonly Part[]): void {
  if (parts.length === 0) return
  tx.queue(sql`
    update order_items i set fulfilled_milli = i.fulfilled_milli + p.quantity
    from unnest(${parts.map(({ item }) => item.id)}::bigint[], ${parts.map(part => part.quantityMilli)}::bigint[]) as p (id, quantity)
    where i.tenant_id = ${tenantId} and i.id = p.id`)
}

function stepOf(items: readonly ItemRow[], { parts, isClosing }: { parts: readonly Part[]; isClosing: boolean }): Step {
  const isDone = items.every(item => leftMilli(item) === 0)
  const audited = {
    items: parts.map(({ item, quantityMilli }) => ({
      id: item.id,
      product: item.product_id,
      quantity: quantityMilli / 1000,
    })),
  }
  return {
    action: isClosing && !isDone ? 'closed' : 'fulfilled',
    to: isDone || isClosing ? 'fulfilled' : 'approved',
    audited,
  }
}

function causeOf({ order }: LockedOrder): Cause {
  return { type: 'order', id: order.id, reason: `${order.kind === 'sale' ? 'Sale' : 'Restock'} ${order.number}` }
}

function leftMilli(item: ItemRow): number {
  return item.quantity_milli - item.fulfilled_milli
}
