import type { Static } from 'typebox'
import { fail, found } from '../../platform/errors.ts'
import type { Ctx, Input } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { record } from '../audit/record.ts'
import { assertCanLower } from './adjust.ts'
import type { NewReversal } from './contract.ts'
import { type Move, queueTransfers } from './ledger.ts'
import { movesWhere, showMove } from './moves.ts'
import { assertRoom, levelAt } from './plan.ts'
import { assertWithinReach } from './reach.ts'
import { type Location, lockStock, lockTarget, type Sheet } from './sheet.ts'

/** A move as it stands in the ledger, and whether it has been undone. */
type Done = {
  id: number
  productId: number
  fromLocationId: number
  toLocationId: number
  quantityMilli: number
  valueMinor: number
  reversesId: number | null
  isReversed: boolean
  /** Of a transfer that takes time. */
  isLeg: boolean
}

/**
 * Undoes a move by an opposite one; both moves of a transfer go together. Throws 404, 409 already_reversed,
 * not_reversible, stock_held, insufficient_stock.
 */
export async function reverseMove(ctx: Ctx, { params, body }: Input<Static<typeof NewReversal>>) {
  const { tenantId } = ctx
  const [sheet, origin, journey] = await Promise.all([
    lockStock(ctx, sql`select product_id from moves where tenant_id = ${tenantId} and id = ${params.id}`),
    lockTarget(
      ctx,
      sql`select from_location_id from moves where tenant_id = ${tenantId} and id = ${firstOf(ctx, params.id)}`,
    ),
    ctx.tx.rows(journeyOf(ctx, params.id)),
  ])
  const last = found(journey[0])
  assertWithinReach(ctx.actor, sheet, last.productId)
  assertReversible(sheet, journey, origin)
  const cause = { type: 'reversal', id: params.id, reason: body.reason } as const
  queueTransfers(ctx, sheet, { moves: journey.map(oppositeOf), cause })
  record(ctx, {
    action: 'stock.reversed',
    object: { type: 'product', id: last.productId },
    after: { moves: journey.map(move => move.id), quantity: last.quantityMilli / 1000, reason: body.reason },
  })
  const ids = journey.map(move => move.id)
  const undone = movesWhere(ctx, sql`m.tenant_id = ${tenantId} and m.reverses_id = any(${ids}::bigint[])`)
  const [rows] = await ctx.tx.commit(undone)
  return { moves: rows.map(showMove) }
}

/** The first move of the transfer that a move belongs to, or the move itself. */
const firstOf = ({ tenantId }: Ctx, id: number) => sql`(
  select case cause_type when 'transfer' then cause_id else id end from moves where tenant_id = ${tenantId} and id = ${id})`

/** The move, or all moves of its transfer, last first: what came last goes first. */
const journeyOf = (ctx: Ctx, id: number) => sql<Done>`
  select m.id, m.product_id as "productId", m.from_location_id as "fromLocationId", m.to_location_id as "toLocationId",
    m.quantity_milli as "quantityMilli", m.value_minor as "valueMinor", m.reverses_id as "reversesId",
    exists (select from moves r where r.tenant_id = ${ctx.tenantId} and r.reverses_id = m.id) as "isReversed",
    m.cause_type = 'transfer' and exists (select from transfers t where t.tenant_id = ${ctx.tenantId} and t.id = m.cause_id) as "isLeg"
  from moves m
  where m.tenant_id = ${ctx.tenantId}
    and (m.id = ${id} or (m.cause_type = 'transfer' and m.cause_id = ${firstOf(ctx, id)}))
  order by m.id desc`

function assertReversible(sheet: Sheet, journey: readonly Done[], origin: Location | null): void {
  if (journey.some(move => move.reversesId !== null)) throw fail('not_reversible')
  if (journey.some(move => move.isReversed)) throw fail('already_reversed')
  if (journey.some(move => move.isLeg))
    throw fail('not_reversible', { detail: 'This transfer takes its time. Receive it, and transfer the units back.' })
  const [last, first] = [journey[0] as Done, journey.at(-1) as Done]
  const { productId, quantityMilli } = last
  if (isInternal(sheet, last.toLocationId)) assertCanLower(levelAt(sheet, productId, last.toLocationId), quantityMilli)
  if (!isInternal(sheet, first.fromLocationId)) return
  if (!origin)
    throw fail('not_reversible', { detail: 'Its location is closed. Open it, or book an adjustment instead.' })
  assertRoom(sheet, { productId, quantityMilli }, 'non_field_errors')
}

/** Also of locations that were deleted since: those are not in the sheet. */
function isInternal(sheet: Sheet, locationId: number): boolean {
  const location = sheet.locations.find(one => one.id === locationId)
  return location === undefined || location.kind === 'internal'
}

function oppositeOf({ id, productId, fromLocationId, toLocationId, quantityMilli, valueMinor }: Done): Move {
  return {
    productId,
    fromLocationId: toLocationId,
    toLocationId: fromLocationId,
    quantityMilli,
    valueMinor,
    reversesId: id,
  }
}
