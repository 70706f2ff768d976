import { found } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { record } from '../audit/record.ts'
import type { HistoryEntry, NewNote } from './contract.ts'
import { orderForChange } from './holds.ts'
import { assertMayNote } from './lifecycle.ts'
import { watchOf } from './show.ts'

/** Adds a note to an order's history, whatever its state; the order itself stays as it is. Throws 404, 403. */
export async function addNote(
  ctx: Ctx,
  { params, body }: { params: { id: number }; body: NewNote },
): Promise<HistoryEntry> {
  const { tx, tenantId, actor } = ctx
  const [row] = await tx.rows(orderForChange(tenantId, params.id))
  const order = found(row)
  const { id, status } = order
  assertMayNote(actor, order)
  record(ctx, {
    action: 'order.updated',
    object: { type: 'order', id },
    after: { noted: body.note },
    watch: watchOf(order, []),
  })
  const [[entry]] = await tx.commit(sql<Omit<HistoryEntry, 'actor_username'>>`
    insert into order_history (tenant_id, order_id, action, from_status, to_status, actor_id, note)
    values (${tenantId}, ${id}, 'noted', ${status}, ${status}, ${actor.userId}, ${body.note})
    returning id, action, from_status, to_status, actor_id as actor, reason, note, at`)
  return { ...(entry as Omit<HistoryEntry, 'actor_username'>), actor_username: actor.username }
}
