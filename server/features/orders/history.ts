import { found } from '../../platform/errors.ts'
import { contains } from '../../platform/list/search.ts'
import { defineList, page } from '../../platform/list.ts'
import { companyFilter } from '../../platform/operator.ts'
import type { Query, ReadCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import type { Books } from '../stock/sheet.ts'
import { HistoryEntry, type OrderState } from './contract.ts'
import { assertVisible, type Parties } from './lifecycle.ts'

/** Something that happened to an order; `itself` when no person did it; `decidedOf`: a decision, of an order placed then. */
export type Happening = {
  action: string
  from: OrderState | null
  to: OrderState
  reason?: string | null
  note?: string | null
  itself?: true
  decidedOf?: string
}

export const historyList = defineList({
  name: 'order history',
  id: 'h.id',
  orderings: { id: { column: 'h.id', type: 'id' } },
  defaultOrdering: 'id',
  filters: { company: companyFilter },
  search: { matches: contains('h.reason', 'h.note') },
  item: HistoryEntry,
})

/** What happened to an order, oldest first. Throws 404. */
export async function listHistory(ctx: ReadCtx, { params, query }: { params: { id: number }; query: Query }) {
  const { tenantId } = ctx
  const [[order], entries] = await Promise.all([
    ctx.tx.rows(sql<Parties>`select created_by, customer_id, assigned_to from orders
      where tenant_id = ${tenantId} and id = ${params.id} and deleted_at is null`),
    page(ctx, historyList, query, {
      select: sql`h.id, h.action, h.from_status, h.to_status, h.actor_id as actor, u.username as actor_username, h.reason, h.note, h.at`,
      from: sql`order_history h left join users u on u.tenant_id = ${tenantId} and u.id = h.actor_id`,
      where: sql`h.tenant_id = ${tenantId} and h.order_id = ${params.id}`,
      show: (entry: HistoryEntry) => entry,
    }),
  ])
  assertVisible(ctx.actor, found(order))
  return entries
}

/** Queues history rows of an order, in the order in which they happened. */
export function queueHistory(
  { tx, tenantId, actor }: Books,
  orderId: number,
  ...happenings: readonly Happening[]
): void {
  const rows = happenings.map(({ action, from, to, reason = null, note, itself, decidedOf = null }) => {
    const actorId = itself ? null : (actor?.userId ?? null)
    return sql`(${tenantId}, ${orderId}, ${action}, ${from}, ${to}, ${actorId}, ${reason}, ${note || null},
      ${decidedOf}::timestamptz, extract(epoch from greatest(now(), ${decidedOf}::timestamptz) - ${decidedOf}::timestamptz)::bigint)`
  })
  tx.queue(
    sql`insert into order_history (tenant_id, order_id, action, from_status, to_status, actor_id, reason, note, placed_at, waited_s)
      values ${sql.join(rows)}`,
  )
}
