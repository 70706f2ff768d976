import type { Deployment } from '../../platform/deployment.ts'
import type { WriteTx } from '../../platform/door.ts'
import { queueMail } from '../../platform/mail.ts'
import { sql } from '../../platform/sql.ts'
import { type Digest, digestMail } from './mails.ts'
import { findQueues, waitingTitle } from './queue.ts'
import { wishOf } from './readers.ts'

const mostTitles = 20

/**
 * Queues today's digests of a company, for whoever is to decide on something or has something unread of the last day;
 * those that were sent today are not sent again.
 */
export async function sendDigests(
  { door, config, wakeOutbox }: Pick<Deployment, 'door' | 'config' | 'wakeOutbox'>,
  tenantId: number,
): Promise<void> {
  await door.write({ tenantId }, async tx => {
    const [digests, [company]] = await Promise.all([
      findDigests(tx, tenantId),
      tx.rows(sql<{ name: string }>`select name from platform.tenants where id = ${tenantId} and status = 'active'`),
    ])
    if (!company || digests.length === 0) return
    const due = await claimToday(tx, tenantId, digests)
    for (const digest of digests.filter(({ userId }) => due.has(userId)))
      queueMail(tx, tenantId, digestMail(digest, company.name, config.publicUrl))
    tx.afterCommit(() => wakeOutbox(tenantId))
  })
}

type Addressed = Digest & { userId: number }
type Unread = { user_id: number; unread: number; titles: string[] }

/** Of those who want one and have something to read in it. */
async function findDigests(tx: WriteTx, tenantId: number): Promise<Addressed[]> {
  const unread = new Map((await tx.rows(unreadOf(tenantId))).map(one => [one.user_id, one]))
  const queues = await findQueues(tx, tenantId, [...unread.keys()])
  return queues
    .filter(({ reader }) => wishOf(reader.preferences, 'digest').email)
    .map(({ reader: { userId, username, email }, waiting }) => ({
      userId,
      username,
      email,
      waiting: { count: waiting.length, titles: waiting.slice(0, mostTitles).map(waitingTitle) },
      unread: { count: unread.get(userId)?.unread ?? 0, titles: unread.get(userId)?.titles ?? [] },
    }))
    .filter(digest => digest.waiting.count + digest.unread.count > 0)
}

const unreadOf = (tenantId: number) => sql<Unread>`
  select n.user_id, count(*)::int as unread, (array_agg(n.title order by n.id desc))[1:${mostTitles}::int] as titles
  from notifications n
  where n.tenant_id = ${tenantId} and n.read_at is null and n.created_at > now() - interval '1 day' group by n.user_id`

async function claimToday(tx: WriteTx, tenantId: number, digests: readonly Addressed[]): Promise<Set<number>> {
  const rows = await tx.rows(sql<{ user_id: number }>`
    insert into digests (tenant_id, user_id, sent_on)
    select ${tenantId}, user_id, (now() at time zone 'utc')::date
    from unnest(${digests.map(({ userId }) => userId)}::int8[]) as w (user_id) order by user_id
    on conflict (tenant_id, user_id) do update set sent_on = excluded.sent_on where digests.sent_on < excluded.sent_on
    returning user_id`)
  return new Set(rows.map(row => row.user_id))
}
