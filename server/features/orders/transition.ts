import type { WriteTx } from '../../platform/door.ts'
import type { Meta } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { record } from '../audit/record.ts'
import type { OrderState } from './contract.ts'
import { queueHistory } from './history.ts'
import { isSold, queueSales } from './sales.ts'
import { type ItemRow, type OrderRow, orderColumns, watchOf } from './show.ts'

/** Who changes an order: a person, or the system by itself. */
export type Acting = { tx: WriteTx; tenantId: number; actor: { userId: number; username: string } | null; meta: Meta }

/** The locked order and its lines. */
type Stepping = { order: OrderRow; items: readonly ItemRow[] }

/** A step of an order's life; `action` is the word of its history and its audit entry. */
export type Step = {
  action: 'approved' | 'rejected' | 'cancelled' | 'fulfilled' | 'closed' | 'expired'
  to: OrderState
  reason?: string | null
  note?: string | null
  /** What else the audit entry says. */
  audited?: Record<string, unknown>
}

/** Ends a transition: history, audit entry, the order's new state, commit. The order's row is locked. Answers the row as it is now. */
export async function commitStep(ctx: Acting, { order, items }: Stepping, step: Step): Promise<OrderRow> {
  const { action, to, reason = null, note = null, audited } = step
  const decided = action === 'approved' || action === 'rejected' ? { decidedOf: order.created_at } : {}
  queueHistory(ctx, order.id, { action, from: order.status, to, reason, note, ...decided })
  if (isSold(order.kind, order.status) && !isSold(order.kind, to))
    queueSales(ctx, order.created_at, { before: items, after: [] })
  record(ctx, {
    action: `order.${action}`,
    object: { type: 'order', id: order.id },
    before: { status: order.status },
    after: { status: to, ...(reason && { reason }), ...(note && { note }), ...audited },
    watch: watchOf(order, items),
  })
  const [[changed]] = await ctx.tx.commit(updateState(ctx.tenantId, order, step))
  return changed as OrderRow
}

// An order of which something left or came is not taken back by time.
function updateState(tenantId: number, order: OrderRow, { action, to, reason = null }: Step) {
  const holdExpiresAt = action === 'approved' ? order.hold_expires_at : null
  return sql<OrderRow>`update orders set status = ${to}, reason = ${reason}, hold_expires_at = ${holdExpiresAt}, updated_at = now(),
      version = version + 1
    where tenant_id = ${tenantId} and id = ${order.id} returning ${orderColumns}`
}
