/**
 * Makes inbox rows and mails of what happened, inside the transaction that marks the events as delivered: an event that
 * is delivered again finds nothing of its first delivery, or its marks.
 */
import type { WriteTx } from '../../platform/door.ts'
import { queueMail } from '../../platform/mail.ts'
import type { OutboxEvent } from '../../platform/outbox.ts'
import { sql } from '../../platform/sql.ts'
import { causeOf, findFallen } from './lowStock.ts'
import { newsMail } from './mails.ts'
import { type News, newsOfOrder, newsOfProduct, type TouchedOrder } from './news.ts'
import { findReaders, type Reader, wishOf } from './readers.ts'

/** Tells everybody whom these events concern; answers whether anybody's inbox has changed. */
export async function notify(
  tx: WriteTx,
  { tenantId, publicUrl }: { tenantId: number; publicUrl: string },
  events: readonly OutboxEvent[],
): Promise<boolean> {
  const orderIds = idsOfOrders(events)
  const [orders, fallen, [company]] = await Promise.all([
    orderIds.length > 0 ? tx.rows(touchedOrders(tenantId, orderIds)) : [],
    findFallen(tx, tenantId, events),
    tx.rows(sql<{ name: string }>`select name from platform.tenants where id = ${tenantId}`),
  ])
  const news = [
    ...newsOfOrders(events, orders),
    ...fallen.map(product => newsOfProduct(causeOf(events, product.id), product)),
  ]
  if (news.length === 0) return false
  const readers = await findReaders(tx, tenantId, partiesOf(orders))
  const told = news.flatMap(one => readers.filter(reader => one.isFor(reader)).map(reader => ({ news: one, reader })))
  for (const { news, reader } of told)
    if (wishOf(reader.preferences, news.kind).email)
      queueMail(tx, tenantId, newsMail({ news, reader, company: company?.name ?? '', publicUrl }))
  return queueInbox(tx, tenantId, told)
}

type Told = { news: News; reader: Reader }

function idsOfOrders(events: readonly OutboxEvent[]): number[] {
  return [
    ...new Set(events.flatMap(({ object_type, object_id }) => (object_type === 'order' ? (object_id ?? []) : []))),
  ]
}

function newsOfOrders(events: readonly OutboxEvent[], orders: readonly TouchedOrder[]): News[] {
  const byId = new Map(orders.map(order => [order.id, order]))
  return events.flatMap(event => {
    const order = event.object_type === 'order' ? byId.get(event.object_id ?? 0) : undefined
    return (order && newsOfOrder(event, order)) ?? []
  })
}

function partiesOf(orders: readonly TouchedOrder[]): number[] {
  const ids = orders.flatMap(({ created_by, customer_id, assigned_to }) => [created_by, customer_id, assigned_to])
  return [...new Set(ids.flatMap(id => id ?? []))]
}

// The event by which sockets learn of a new row is drawn under the head's lock, as every event: their ids are in the
// order of the commits. It is done from the start, for nobody else has to hear of it.
function queueInbox(tx: WriteTx, tenantId: number, all: readonly Told[]): boolean {
  const told = all.filter(({ news, reader }) => wishOf(reader.preferences, news.kind).inbox)
  if (told.length === 0) return false
  const column = <T>(value: (one: Told) => T) => told.map(value)
  tx.queue(lockUsers(tenantId, [...new Set(told.map(({ reader }) => reader.userId))]))
  tx.queue(sql`select audit_seq from heads where tenant_id = ${tenantId} for update`)
  tx.queue(sql`
    with made as (
      insert into notifications (tenant_id, event_id, user_id, kind, object_type, object_id, title, text)
      select ${tenantId}, event_id, user_id, kind, object_type, object_id, title, text
      from unnest(${column(({ news }) => news.eventId)}::int8[], ${column(({ reader }) => reader.userId)}::int8[],
        ${column(({ news }) => news.kind)}::text[], ${column(({ news }) => news.object.type)}::text[],
        ${column(({ news }) => news.object.id)}::int8[], ${column(({ news }) => news.title)}::text[],
        ${column(({ news }) => news.text)}::text[])
        as n (event_id, user_id, kind, object_type, object_id, title, text)
      on conflict do nothing
      returning id, user_id)
    insert into outbox (tenant_id, kind, payload, status, done_at)
    select ${tenantId}, 'event', jsonb_build_object('type', 'notification.created', 'object_type', 'notification',
      'object_id', m.id, 'actor', null, 'version', s.version, 'concerns', jsonb_build_array(m.user_id)), 'done', now()
    from made m join settings s on s.tenant_id = ${tenantId} order by m.id`)
  return true
}

/** The foreign key locks them anyway; it must not do so after the head was locked, which is everybody's last lock. */
const lockUsers = (tenantId: number, ids: number[]) => sql`
  select id from users where tenant_id = ${tenantId} and id = any(${ids}::int8[]) order by id for key share`

const touchedOrders = (tenantId: number, ids: number[]) => sql<TouchedOrder>`
  select o.id, o.number, o.kind, o.status, o.created_by, coalesce(u.username, 'the reorder rule') as author,
    o.customer_id, o.assigned_to, o.reason
  from orders o left join users u on u.tenant_id = ${tenantId} and u.id = o.created_by
  where o.tenant_id = ${tenantId} and o.id = any(${ids}::int8[]) and o.deleted_at is null`
