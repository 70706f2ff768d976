import { invalid } from '../../platform/errors.ts'
import { unitMilliOf } from '../../platform/money.ts'
import type { Ctx, Input } from '../../platform/route.ts'
import { record } from '../audit/record.ts'
import { assertCanLower, getTarget, nextMoveId } from './adjust.ts'
import type { NewTransfer } from './contract.ts'
import { type Cause, type Move, queueTransfers } from './ledger.ts'
import { showLevel } from './levels.ts'
import { defaultLocation, findLocation, getProduct, levelAt, virtualLocation } from './plan.ts'
import { lockStock, lockTarget, type Sheet } from './sheet.ts'
import { sendOff } from './transit.ts'

type Journey = { productId: number; fromId: number; toId: number; quantityMilli: number; moveIds: [number, number] }

/**
 * Takes free units from one location to another, through transit: out and in are two moves of one transaction. With
 * `receive: false` they stay in transit until somebody receives them. Throws 400 by field, 409 stock_held or insufficient_stock.
 */
export async function transferStock(ctx: Ctx, { body }: Input<NewTransfer>) {
  const [sheet, target, out, onwards] = await Promise.all([
    lockStock(ctx, [body.product]),
    lockTarget(ctx, body.to),
    nextMoveId(ctx),
    nextMoveId(ctx),
  ])
  const { id: productId, unit } = getProduct(ctx.actor, sheet, body.product)
  const fromId =
    body.from === undefined ? defaultLocation(sheet).id : getTarget(findLocation(sheet, body.from), 'from').id
  const toId = getTarget(target, 'to').id
  if (fromId === toId) throw invalid('to', 'Send another location than the one it comes from.')
  const quantityMilli = unitMilliOf(body.quantity, unit, 'quantity')
  const reason = body.reason ?? 'Transfer'
  const route = { productId, fromId, toId, quantityMilli }
  return body.receive === false
    ? sendOff(ctx, sheet, { id: out, ...route, reason })
    : travel(ctx, sheet, { journey: { ...route, moveIds: [out, onwards] }, reason })
}

async function travel(ctx: Ctx, sheet: Sheet, { journey, reason }: { journey: Journey; reason: string }) {
  const { productId, fromId, toId, quantityMilli, moveIds } = journey
  const from = levelAt(sheet, productId, fromId)
  const to = levelAt(sheet, productId, toId)
  assertCanLower(from, quantityMilli)
  const cause: Cause = { type: 'transfer', id: moveIds[0], reason }
  queueTransfers(ctx, sheet, { moves: movesOf(sheet, journey), cause })
  record(ctx, {
    action: 'stock.transferred',
    object: { type: 'product', id: productId },
    after: { from: fromId, to: toId, quantity: quantityMilli / 1000, reason },
  })
  await ctx.tx.commit()
  return {
    transfer: null,
    status: 'received' as const,
    moves: moveIds,
    product: productId,
    quantity: quantityMilli / 1000,
    reason,
    from: showLevel({ ...from, onHandMilli: from.onHandMilli - quantityMilli }),
    to: showLevel({ ...to, onHandMilli: to.onHandMilli + quantityMilli }),
  }
}

function movesOf(sheet: Sheet, { productId, fromId, toId, quantityMilli, moveIds: [out, onwards] }: Journey): Move[] {
  const transit = virtualLocation(sheet, 'transit').id
  return [
    { id: out, productId, fromLocationId: fromId, toLocationId: transit, quantityMilli },
    { id: onwards, productId, fromLocationId: transit, toLocationId: toId, quantityMilli },
  ]
}
