import { setTimeout as sleep } from 'node:timers/promises'
import { type Login, makePasswordToken } from '../../platform/entrances.ts'
import { invalid } from '../../platform/errors.ts'
import { foldKey } from '../../platform/fold.ts'
import { queueMail } from '../../platform/mail.ts'
import { assertPassword } from '../../platform/passwords/policy.ts'
import { hashPassword } from '../../platform/passwords.ts'
import { Answer, type Input, type PublicCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { record } from '../audit/record.ts'
import type { ResetConfirmation, ResetRequest } from './contract.ts'
import { linkBase, resetMail } from './mails.ts'
import { namesOf, passwordRows } from './password.ts'
import { endSessions, writeIn } from './session.ts'

/** How long every answer takes at least, so that it does not tell whether there was somebody to write to. */
const answerMs = 150
/** Links that are out and unused; more would be somebody filling another's mailbox. */
const mostLinks = 5

/** Mails a link to every account with this address: here the company's own, elsewhere in the whole deployment. */
export async function requestReset(ctx: PublicCtx, { body }: Input<ResetRequest>): Promise<Answer> {
  await Promise.all([mailLinks(ctx, body.email), sleep(answerMs)])
  return new Answer(204, null)
}

/** Sets the password that a mailed link allows, once, and ends all sessions. Throws 400 on token or new_password. */
export async function confirmReset(ctx: PublicCtx, { body }: Input<ResetConfirmation>): Promise<Answer> {
  const link = await ctx.deployment.entrances.byPasswordToken(body.token)
  if (ctx.domainTenantId !== null && ctx.domainTenantId !== link.tenantId) throw deadLink()
  const person = await link.read(async tx => {
    const [row] = await tx.rows(personOf(link.tenantId, link.userId))
    return row
  })
  if (!person) throw deadLink()
  const { passwordPolicy } = ctx.deployment.config
  await assertPassword(passwordPolicy, { field: 'new_password', password: body.new_password, names: namesOf(person) })
  const hash = await hashPassword(body.new_password)
  await writeIn(ctx, link, async tx => {
    // Whoever reads an account's mailbox is its owner, whatever a stranger did to lock it.
    tx.queue(sql`delete from platform.login_attempts where login_key = ${person.username_key}`)
    const [used] = await tx.rows(useToken(link.tenantId, link.tokenHash))
    if (!used) throw deadLink()
    for (const statement of passwordRows(link.tenantId, link.userId, hash)) tx.queue(statement)
    tx.queue(endSessions(link.tenantId, link.userId, { because: 'password_reset' }))
    const actor = { userId: link.userId, username: person.username }
    const recorder = { tx, tenantId: link.tenantId, actor, meta: ctx.meta }
    record(recorder, { action: 'auth.password_reset', object: { type: 'user', id: link.userId } })
    await tx.commit()
  })
  return new Answer(204, null)
}

async function mailLinks(ctx: PublicCtx, email: string): Promise<void> {
  const logins = await ctx.deployment.entrances.listLoginsByEmail(email)
  const here = logins.filter(({ tenant_id }) => ctx.domainTenantId === null || ctx.domainTenantId === tenant_id)
  for (const login of here) await mailLink(ctx, login)
}

async function mailLink(ctx: PublicCtx, login: Login): Promise<void> {
  const entrance = await ctx.deployment.entrances.byLogin(login)
  if (!entrance) return
  const { tenantId, userId, tenant } = entrance
  await writeIn(ctx, entrance, async tx => {
    const [person] = await tx.rows(personOf(tenantId, userId))
    if (!person || person.links >= mostLinks || person.email_key !== foldKey(login.email)) return
    const { token, hash } = makePasswordToken(tenantId)
    tx.queue(sql`
      insert into password_tokens (tenant_id, token_hash, user_id, expires_at)
      values (${tenantId}, ${hash}, ${userId}, now() + interval '1 hour')`)
    queueMail(tx, tenantId, resetMail(linkBase(ctx), { ...person, company: tenant.name, token }))
    record(
      { tx, tenantId, actor: null, meta: ctx.meta },
      { action: 'auth.password_reset_requested', object: { type: 'user', id: userId } },
    )
    await tx.commit()
  })
}

function deadLink() {
  return invalid('token', 'This link is invalid, expired or already used. Ask for a new one.')
}

type Person = { username: string; username_key: string; email: string; email_key: string; name: string; links: number }

/** Whoever may set a password by mail: everybody but the deactivated. */
const personOf = (tenantId: number, userId: number) => sql<Person>`
  select u.username, u.username_key, u.email, u.email_key, u.name,
    (select count(*) from password_tokens p
      where p.tenant_id = ${tenantId} and p.user_id = ${userId} and p.used_at is null and p.expires_at > now()) as links
  from users u where u.tenant_id = ${tenantId} and u.id = ${userId} and u.status <> 'inactive'`

const useToken = (tenantId: number, hash: Buffer) => sql`
  update password_tokens set used_at = now()
  where tenant_id = ${tenantId} and token_hash = ${hash} and used_at is null and expires_at > now()
  returning user_id`
