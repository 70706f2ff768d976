/** Transfers that take time: units are sent off into transit and received when they have arrived. */
import { fail, found, invalid } from '../../platform/errors.ts'
import { unitMilliOf } from '../../platform/money.ts'
import type { Ctx, Input } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { assertVersion } from '../../platform/version.ts'
import { record } from '../audit/record.ts'
import { assertCanLower, nextMoveId } from './adjust.ts'
import type { Transfer, TransferReceipt } from './contract.ts'
import { type Cause, queueArrival, queueDispatch } from './ledger.ts'
import { showLevel } from './levels.ts'
import { assertRoom, levelAt } from './plan.ts'
import { assertWithinReach } from './reach.ts'
import { lockStock, type Sheet } from './sheet.ts'
import { showTransfer, transferRow } from './transfers.ts'
import { shareMinor } from './value.ts'

export type Journey = {
  id: number
  productId: number
  fromId: number
  toId: number
  quantityMilli: number
  reason: string
}

/** Sends free units off; until they are received they are expected at the destination. Throws 409 stock_held or insufficient_stock. */
export async function sendOff(ctx: Ctx, sheet: Sheet, journey: Journey) {
  const { id, productId, fromId, toId, quantityMilli, reason } = journey
  const [from, to] = [levelAt(sheet, productId, fromId), levelAt(sheet, productId, toId)]
  assertCanLower(from, quantityMilli)
  const valueMinor = queueDispatch(ctx, sheet, { id, productId, fromId, toId, quantityMilli, cause: causeOf(journey) })
  ctx.tx.queue(sql`
    insert into transfers (tenant_id, id, product_id, from_location_id, to_location_id, quantity_milli, value_minor, reason, created_by)
    values (${ctx.tenantId}, ${id}, ${productId}, ${fromId}, ${toId}, ${quantityMilli}, ${valueMinor}, ${reason}, ${ctx.actor.userId})`)
  record(ctx, {
    action: 'stock.transferred',
    object: { type: 'product', id: productId },
    after: { transfer: id, from: fromId, to: toId, quantity: quantityMilli / 1000, reason, received: false },
  })
  await ctx.tx.commit()
  return {
    transfer: id,
    status: 'in_transit' as const,
    moves: [id],
    product: productId,
    quantity: quantityMilli / 1000,
    reason,
    from: showLevel({ ...from, onHandMilli: from.onHandMilli - quantityMilli }),
    to: showLevel({ ...to, incomingMilli: to.incomingMilli + quantityMilli }),
  }
}

/** Receives what is on its way, or a part of it. Throws 400 on `quantity`, 404, 409 transfer_received, 412. */
export async function receiveTransfer(
  ctx: Ctx,
  { params, body }: Input<TransferReceipt | undefined>,
): Promise<Transfer> {
  const { tx, tenantId } = ctx
  const [[row], sheet, moveId] = await Promise.all([
    tx.rows(underWay(tenantId, params.id)),
    lockStock(ctx, sql`select product_id from transfers where tenant_id = ${tenantId} and id = ${params.id}`),
    nextMoveId(ctx),
  ])
  const transfer = found(row)
  assertWithinReach(ctx.actor, sheet, transfer.productId)
  assertVersion(transfer.version, ctx.ifMatch, body?.version)
  const quantityMilli = arrivedMilli(sheet, transfer, body?.quantity)
  const valueMinor = shareMinor(transfer.valueMinor, quantityMilli, transfer.leftMilli)
  queueArrival(ctx, sheet, { ...transfer, id: moveId, quantityMilli, valueMinor, cause: causeOf(transfer) })
  queueReceived(ctx, transfer.id, { quantityMilli, valueMinor })
  const leftMilli = transfer.leftMilli - quantityMilli
  record(ctx, {
    action: 'stock.received',
    object: { type: 'product', id: transfer.productId },
    after: {
      transfer: transfer.id,
      location: transfer.toId,
      quantity: quantityMilli / 1000,
      in_transit: leftMilli / 1000,
    },
  })
  const [[received]] = await tx.commit(transferRow(tenantId, transfer.id))
  return showTransfer(found(received))
}

type UnderWay = Journey & { leftMilli: number; valueMinor: number; version: number }

const underWay = (tenantId: number, id: number) => sql<UnderWay>`
  select id, product_id as "productId", from_location_id as "fromId", to_location_id as "toId", quantity_milli as "quantityMilli",
    quantity_milli - received_milli as "leftMilli", value_minor as "valueMinor", reason, version
  from transfers where tenant_id = ${tenantId} and id = ${id} for no key update`

function causeOf({ id, reason }: Pick<Journey, 'id' | 'reason'>): Cause {
  return { type: 'transfer', id, reason }
}

function arrivedMilli(sheet: Sheet, { productId, leftMilli }: UnderWay, quantity: number | undefined): number {
  if (leftMilli === 0) throw fail('transfer_received')
  const unit = sheet.products.get(productId)?.unit ?? ''
  const quantityMilli = quantity === undefined ? leftMilli : unitMilliOf(quantity, unit, 'quantity')
  if (quantityMilli > leftMilli) throw invalid('quantity', `Only ${leftMilli / 1000} are on their way.`)
  assertRoom(sheet, { productId, quantityMilli }, 'quantity')
  return quantityMilli
}

function queueReceived(
  { tx, tenantId, actor }: Ctx,
  id: number,
  part: { quantityMilli: number; valueMinor: number },
): void {
  tx.queue(sql`
    update transfers set received_milli = received_milli + ${part.quantityMilli}, value_minor = value_minor - ${part.valueMinor},
      received_by = ${actor.userId}, received_at = now(), version = version + 1
    where tenant_id = ${tenantId} and id = ${id}`)
}
