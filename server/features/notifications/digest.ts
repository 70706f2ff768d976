import type { Deployment } from '../../platform/deployment.ts'
import type { WriteTx } from '../../platform/door.ts'
import { queueMail } from '../../platform/mail.ts'
import { sql } from '../../platform/sql.ts'
import { type Digest, digestMail } from './mails.ts'
import { type Preferences, wishOf } from './readers.ts'

const mostTitles = 20

/** Queues today's digests of a company, for whoever has something unread of the last day; those that were sent today are not sent again. */
export async function sendDigests(
  { door, config, wakeOutbox }: Pick<Deployment, 'door' | 'config' | 'wakeOutbox'>,
  tenantId: number,
): Promise<void> {
  await door.write({ tenantId }, async tx => {
    const [unread, [company]] = await Promise.all([
      tx.rows(unreadOf(tenantId)),
      tx.rows(sql<{ name: string }>`select name from platform.tenants where id = ${tenantId} and status = 'active'`),
    ])
    const wanted = unread.filter(({ notifications }) => wishOf(notifications, 'digest').email)
    if (!company || wanted.length === 0) return
    const due = await claimToday(tx, tenantId, wanted)
    for (const digest of wanted.filter(({ user_id }) => due.has(user_id)))
      queueMail(tx, tenantId, digestMail(digest, company.name, config.publicUrl))
    tx.afterCommit(() => wakeOutbox(tenantId))
  })
}

type Unread = Digest & { user_id: number; notifications: Preferences }

const unreadOf = (tenantId: number) => sql<Unread>`
  select u.id as user_id, u.username, u.email, u.notifications, n.unread, n.titles
  from (
    select user_id, count(*)::int as unread, (array_agg(title order by id desc))[1:${mostTitles}::int] as titles
    from notifications
    where tenant_id = ${tenantId} and read_at is null and created_at > now() - interval '1 day' group by user_id) n
  join users u on u.tenant_id = ${tenantId} and u.id = n.user_id and u.status = 'active'
  order by u.id`

async function claimToday(tx: WriteTx, tenantId: number, wanted: readonly Unread[]): Promise<Set<number>> {
  const rows = await tx.rows(sql<{ user_id: number }>`
    insert into digests (tenant_id, user_id, sent_on)
    select ${tenantId}, user_id, (now() at time zone 'utc')::date from unnest(${wanted.map(one => one.user_id)}::int8[]) as w (user_id)
    on conflict (tenant_id, user_id) do update set sent_on = excluded.sent_on where digests.sent_on < excluded.sent_on
    returning user_id`)
  return new Set(rows.map(row => row.user_id))
}
