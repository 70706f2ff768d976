import { normalizeIP } from '@fastify/rate-limit'
import type { Door } from '../../platform/door.ts'
import type { Entrance } from '../../platform/entrances.ts'
import { fail, found, invalid } from '../../platform/errors.ts'
import { writeMail } from '../../platform/mail/template.ts'
import { queueMail } from '../../platform/mail.ts'
import { type Keep, oncePublicly } from '../../platform/publicOnce.ts'
import { Answer, type Input, type PublicCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { record } from '../audit/record.ts'
import type { NewContactMessageBody } from './contract.ts'

/**
 * Keeps a message for the company on whose domain it was written, elsewhere for the platform, and mails it to the owners.
 * Throws 400, 403 tenant_suspended, 429 throttled after five in an hour from one address.
 */
export function sendContactMessage(ctx: PublicCtx, { body }: Input<NewContactMessageBody>): Promise<Answer> {
  return oncePublicly(ctx, body, keep => send({ ...ctx, keep }, body))
}

type Sending = PublicCtx & { keep: Keep }

const received = new Answer(201, { detail: 'Thank you. Your message has been received.' })

async function send(ctx: Sending, body: NewContactMessageBody): Promise<Answer> {
  if (body.message === '') throw invalid('message', 'This field may not be blank.')
  const recipient = await findRecipient(ctx)
  if (recipient.tenant.status !== 'active') throw fail('tenant_suspended')
  await countFrom(ctx.deployment.door, normalizeIP(ctx.meta.ip))
  await store(ctx, recipient, body)
  return received
}

async function findRecipient({ domainTenantId, request, deployment: { entrances } }: PublicCtx): Promise<Entrance> {
  return domainTenantId === null ? entrances.platform() : found(await entrances.byDomain(request.hostname))
}

async function store(ctx: Sending, { tenantId, tenant, write }: Entrance, body: NewContactMessageBody): Promise<void> {
  const { name, email, subject, message } = body
  await write(async tx => {
    const [[id], owners] = await Promise.all([
      tx.rows(sql<{ id: number }>`select nextval('platform.contact_messages_id') as id`),
      tx.rows(ownersOf(tenantId)),
    ])
    const messageId = (id as { id: number }).id
    tx.queue(sql`
      insert into contact_messages (tenant_id, id, name, email, subject, message, ip)
      values (${tenantId}, ${messageId}, ${name}, ${email}, ${subject}, ${message}, ${ctx.meta.ip})`)
    for (const owner of owners) queueMail(tx, tenantId, contactMail(owner, tenant.name, body))
    record(
      { tx, tenantId, actor: null, meta: ctx.meta },
      { action: 'contact.received', object: { type: 'contact_message', id: messageId }, after: { email, subject } },
    )
    ctx.keep(tx, received)
    tx.afterCommit(() => ctx.deployment.wakeOutbox(tenantId))
    await tx.commit()
  })
}

type Owner = { username: string; email: string }

function contactMail(owner: Owner, company: string, { name, email, subject, message }: NewContactMessageBody) {
  const mail = writeMail({
    to: owner.email,
    subject: `Contact: ${subject}`,
    company,
    hello: owner.username,
    paragraphs: [`${name} <${email}> wrote through the contact form:`, message],
    footer: 'Answer this mail to answer its writer. Nobody has checked who they are.',
  })
  return { ...mail, replyTo: email }
}

const ownersOf = (tenantId: number) => sql<Owner>`
  select u.username, u.email from users u
  where u.tenant_id = ${tenantId} and u.status = 'active' and u.id in (
    select ur.user_id from user_roles ur join roles r on r.tenant_id = ${tenantId} and r.id = ur.role_id
    where ur.tenant_id = ${tenantId} and r.built_in and r.name_key = 'owner')
  order by u.id limit 20`

const mostInAnHour = 5

/** Counted in the database, so that nodes and restarts agree: an address may write again an hour after the fifth latest. */
async function countFrom(door: Door, address: string): Promise<void> {
  const [counted, [wait]] = await door.directory.write(tx => tx.commit(count(address), secondsLeft(address)))
  if (counted.length === 0) throw fail('throttled', { retry_after: Math.max(1, wait?.seconds ?? 1) })
}

const count = (address: string) => sql`
  insert into platform.contact_senders as s (address, sent_at) values (${address}, array[now()])
  on conflict (address) do update
    set sent_at = (s.sent_at || excluded.sent_at)[greatest(1, cardinality(s.sent_at) + 2 - ${mostInAnHour}::int):]
    where cardinality(s.sent_at) < ${mostInAnHour}::int or s.sent_at[1] <= excluded.sent_at[1] - interval '1 hour'
  returning address`

const secondsLeft = (address: string) => sql<{ seconds: number }>`
  select ceil(extract(epoch from sent_at[1] + interval '1 hour' - now()))::int as seconds
  from platform.contact_senders where address = ${address}`

/** Forgets addresses that have not written for an hour. */
export const forgetSenders = sql`
  delete from platform.contact_senders where sent_at[cardinality(sent_at)] < now() - interval '1 hour'`
