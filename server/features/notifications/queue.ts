/** What waits for whose decision. */
import type { ReadTx } from '../../platform/door.ts'
import { sql } from '../../platform/sql.ts'
import { findReaders, mayTouch, type Reader } from './readers.ts'

/** A request that nobody has decided on. `author` is null for the reorder rule. */
export type Waiting = {
  number: number
  kind: 'sale' | 'restock'
  created_by: number | null
  author: string | null
  customer_id: number | null
  assigned_to: number | null
  days: number
}

// As far as lists count.
const mostRead = 10_000

/** Everybody who may decide, and these people, with the oldest requests that wait for each of them. */
export async function findQueues(tx: ReadTx, tenantId: number, userIds: number[]) {
  const [readers, waiting, [rules]] = await Promise.all([
    findReaders(tx, tenantId, userIds),
    tx.rows(waitingIn(tenantId)),
    tx.rows(sql<{ mayDecideOwn: boolean }>`
      select not coalesce(("values" ->> 'approver_not_requester')::boolean, false) as "mayDecideOwn"
      from settings where tenant_id = ${tenantId}`),
  ])
  const decides = (reader: Reader, request: Waiting) =>
    mayTouch(reader, request, 'VIEW_ORDERS', 'APPROVE_ORDER') &&
    (rules?.mayDecideOwn || request.created_by !== reader.userId)
  return readers.map(reader => ({ reader, waiting: waiting.filter(request => decides(reader, request)) }))
}

/** As a line of a letter. */
export function waitingTitle({ kind, number, author, days }: Waiting): string {
  const name = `${kind === 'restock' ? 'Restock request' : 'Order'} ${number}`
  const since = days === 0 ? 'since today' : `for ${days} ${days === 1 ? 'day' : 'days'}`
  return `${name} by ${author ?? 'the reorder rule'}, ${since}`
}

const waitingIn = (tenantId: number) => sql<Waiting>`
  select o.number, o.kind, o.created_by, u.username as author, o.customer_id, o.assigned_to,
    extract(day from now() - o.created_at)::int as days
  from orders o left join users u on u.tenant_id = ${tenantId} and u.id = o.created_by
  where o.tenant_id = ${tenantId} and o.status = 'pending' and o.deleted_at is null order by o.id limit ${mostRead}`
