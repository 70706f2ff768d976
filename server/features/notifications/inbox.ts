import { found, invalid } from '../../platform/errors.ts'
import { contains } from '../../platform/list/search.ts'
import { defineList, type List, page } from '../../platform/list.ts'
import { Answer, type Ctx, type Input, type ReadCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import {
  type Kind,
  kinds,
  Notification,
  type NotificationReply,
  newsKinds,
  type WhatWasReadBody,
  type WishesReply,
} from './contract.ts'
import { type Preferences, wishOf } from './readers.ts'

export const inboxList = defineList({
  name: 'notifications',
  id: 'n.id',
  orderings: { id: { column: 'n.id', type: 'id' } },
  defaultOrdering: '-id',
  filters: {
    kind: { column: 'n.kind', type: newsKinds },
    read: { column: '(n.read_at is not null)', type: 'bool' },
    created_at: { column: 'n.created_at', type: 'time' },
  },
  search: { matches: contains('n.title', 'n.text') },
  item: Notification,
} satisfies List)

/** One's own inbox, the newest first, with how many are unread. */
export async function listNotifications(ctx: ReadCtx, { query }: Input<unknown>) {
  const { tx, tenantId, actor } = ctx
  const [answer, [count]] = await Promise.all([
    page(ctx, inboxList, query, {
      select: columns,
      from: sql`notifications n`,
      where: sql`n.tenant_id = ${tenantId} and n.user_id = ${actor.userId}`,
      show: (row: NotificationReply) => row,
    }),
    tx.rows(unreadOf(ctx)),
  ])
  return answer instanceof Answer ? answer : { ...answer, unread: count?.unread ?? 0 }
}

/** Every kind of notification, and how one hears of it. */
export async function listWishes({ tx, tenantId, actor }: ReadCtx): Promise<WishesReply> {
  const [row] = await tx.rows(sql<{ notifications: Preferences }>`
    select notifications from users where tenant_id = ${tenantId} and id = ${actor.userId}`)
  const preferences = found(row).notifications
  return (Object.keys(kinds) as Kind[]).map(kind => ({ kind, says: kinds[kind].says, ...wishOf(preferences, kind) }))
}

/** Marks some or all of one's own notifications as read. Throws 400, on `ids` where one is not one's own. */
export async function readNotifications(ctx: Ctx, { body }: Input<WhatWasReadBody>) {
  const { tx, tenantId, actor } = ctx
  if ((body.ids === undefined) === (body.all === undefined)) throw invalid('ids', 'Send either ids, or all: true.')
  if (body.ids) await assertOwn(ctx, body.ids)
  const which = body.ids === undefined ? sql`true` : sql`id = any(${body.ids}::int8[])`
  const [, [count]] = await tx.commit(
    sql`update notifications set read_at = now()
      where tenant_id = ${tenantId} and user_id = ${actor.userId} and read_at is null and ${which}`,
    unreadOf(ctx),
  )
  return { unread: count?.unread ?? 0 }
}

/** Marks one of one's own as read; the time of the first reading stays. Throws 404. */
export async function readNotification(ctx: Ctx, { params }: Input<unknown>): Promise<NotificationReply> {
  const { tx, tenantId, actor } = ctx
  const [[row]] = await tx.commit(sql<NotificationReply>`
    update notifications n set read_at = coalesce(n.read_at, now())
    where n.tenant_id = ${tenantId} and n.user_id = ${actor.userId} and n.id = ${params.id} returning ${columns}`)
  return found(row)
}

async function assertOwn({ tx, tenantId, actor }: Ctx, ids: readonly number[]): Promise<void> {
  const own = await tx.rows(sql`
    select id from notifications where tenant_id = ${tenantId} and user_id = ${actor.userId} and id = any(${[...ids]}::int8[])`)
  if (own.length < new Set(ids).size) throw invalid('ids', 'There is no such notification.')
}

const columns = sql<NotificationReply>`n.id, n.kind, n.title, n.text, n.object_type, n.object_id,
  n.read_at is not null as read, n.read_at, n.created_at`

const unreadOf = ({ tenantId, actor }: Pick<ReadCtx, 'tenantId' | 'actor'>) => sql<{ unread: number }>`
  select count(*)::int as unread from notifications
  where tenant_id = ${tenantId} and user_id = ${actor.userId} and read_at is null`
