import { fail } from '../../platform/errors.ts'
import type { Ctx, Input } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { assertVersion } from '../../platform/version.ts'
import { record } from '../audit/record.ts'
import { getTarget } from './adjust.ts'
import type { Count, CountDecision } from './contract.ts'
import { assertOpen, commitAndShow, lockCount, queueDecision } from './countStock.ts'
import { type CountLineRow, type CountRow, linesOf } from './counts.ts'
import { columns, type Move } from './entries.ts'
import { queueTracking, queueTransfers } from './ledger.ts'
import { assertRoom, freeMilliOf, levelAt, virtualLocation } from './plan.ts'
import { lockStock, lockTarget, type Sheet } from './sheet.ts'

type EnteredRow = CountLineRow & { counted_milli: number; expected_milli: number }

/**
 * Posts the differences that were entered; what moved meanwhile has moved, and its lines are flagged. Lines without an
 * entry post nothing. Throws 404, 412, 409 count_closed, count_empty, stock_held or insufficient_stock with every line.
 */
export async function approveCount(ctx: Ctx, { params, body }: Input<CountDecision | undefined>): Promise<Count> {
  const { tenantId } = ctx
  const [row, sheet, target, lines] = await Promise.all([
    lockCount(ctx, params.id),
    lockStock(ctx, sql`select product_id from count_lines where tenant_id = ${tenantId} and count_id = ${params.id}`),
    lockTarget(ctx, sql`select location_id from counts where tenant_id = ${tenantId} and id = ${params.id}`),
    ctx.tx.rows(linesOf(ctx, params.id)),
  ])
  assertOpen(row)
  assertVersion(row.version, ctx.ifMatch, body?.version)
  getTarget(target, 'location')
  const entered = lines.filter((line): line is EnteredRow => line.counted_milli !== null)
  if (entered.length === 0) throw fail('count_empty')
  assertPostable(sheet, row, entered)
  queuePosting(ctx, sheet, { row, entered })
  record(ctx, countedEvent(row, entered))
  return commitAndShow(ctx, row.id)
}

function assertPostable(sheet: Sheet, { location }: CountRow, entered: readonly EnteredRow[]): void {
  const held = entered
    .map(line => ({ line, level: levelAt(sheet, line.product, location) }))
    .filter(({ line, level }) => -differenceMilli(line) > freeMilliOf(level))
    .map(({ line, level }) => ({
      product: line.product,
      location,
      requested: -differenceMilli(line) / 1000,
      available: freeMilliOf(level) / 1000,
      on_hand: level.onHandMilli / 1000,
      reserved: level.reservedMilli / 1000,
      incoming: level.incomingMilli / 1000,
    }))
  if (held.some(line => line.reserved > 0)) throw fail('stock_held', { lines: held })
  if (held.length > 0) throw fail('insufficient_stock', { lines: held })
  for (const line of entered)
    assertRoom(sheet, { productId: line.product, quantityMilli: differenceMilli(line) }, 'lines')
}

function queuePosting(
  ctx: Ctx,
  sheet: Sheet,
  { row, entered }: { row: CountRow; entered: readonly EnteredRow[] },
): void {
  const virtual = virtualLocation(sheet, 'adjustment').id
  const moves = entered.filter(line => differenceMilli(line) !== 0).map(line => moveOf(line, row.location, virtual))
  const cause = { type: 'count', id: row.id, reason: `Stock count ${row.id}` } as const
  queueTransfers(ctx, sheet, { moves, cause })
  queueTracking(
    ctx,
    sheet,
    entered.map(line => ({ productId: line.product })),
  )
  queueFlags(ctx, row, entered)
  queueDecision(ctx, row, 'posted')
}

function moveOf(line: EnteredRow, location: number, virtual: number): Move {
  const milli = differenceMilli(line)
  const [fromLocationId, toLocationId] = milli > 0 ? [virtual, location] : [location, virtual]
  return { productId: line.product, fromLocationId, toLocationId, quantityMilli: Math.abs(milli) }
}

function queueFlags({ tx, tenantId }: Ctx, { id }: CountRow, entered: readonly EnteredRow[]): void {
  const column = columns(entered)
  tx.queue(sql`
    update count_lines l set posted_drifted = f.drifted, posted_moved_milli = f.moved
    from unnest(${column('product')}::bigint[], ${column('drifted')}::boolean[], ${column('moved_milli')}::bigint[])
      as f (product_id, drifted, moved)
    where l.tenant_id = ${tenantId} and l.count_id = ${id} and l.product_id = f.product_id`)
}

function countedEvent({ id, location }: CountRow, entered: readonly EnteredRow[]) {
  const lines = entered.map(line => ({
    product: line.product,
    expected: line.expected_milli / 1000,
    counted: line.counted_milli / 1000,
    drifted: line.drifted,
  }))
  const products = entered.filter(line => differenceMilli(line) !== 0).map(line => line.product)
  return {
    action: 'stock.counted',
    object: { type: 'count', id },
    after: { location, lines },
    watch: { products },
  } as const
}

function differenceMilli({ counted_milli, expected_milli }: EnteredRow): number {
  return counted_milli - expected_milli
}
