import { makePasswordToken } from '../../platform/entrances.ts'
import { writeMail } from '../../platform/mail/template.ts'
import { queueMail } from '../../platform/mail.ts'
import type { Ctx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'

/** How long the link in a welcome mail can be used. */
const linkDays = 7

type Newcomer = { userId: number; username: string; email: string; company: string }

/** Queues the welcome mail with a link by which a new user sets their first password. */
export function queueWelcome(
  {
    tx,
    tenantId,
    baseUrl,
    domainTenantId,
    deployment,
  }: Pick<Ctx, 'tx' | 'tenantId' | 'baseUrl' | 'domainTenantId' | 'deployment'>,
  { userId, username, email, company }: Newcomer,
): void {
  const { token, hash } = makePasswordToken(tenantId)
  tx.queue(sql`insert into password_tokens (tenant_id, token_hash, user_id, expires_at)
    values (${tenantId}, ${hash}, ${userId}, now() + make_interval(days => ${linkDays}::int))`)
  const base = domainTenantId === tenantId ? baseUrl : deployment.config.publicUrl
  const mail = writeMail({
    to: email,
    subject: `Your new account at ${company}`,
    company,
    hello: username,
    paragraphs: [`an account was made for you at ${company}. Your login name is: ${username}`],
    link: {
      lead: `Set your password here, within ${linkDays} days; the link works once:`,
      label: 'Set my password',
      url: `${base}/reset-password?token=${token}`,
    },
  })
  queueMail(tx, tenantId, mail)
}

/** The company's name, for a mail; joins the flush of its tick. */
export async function companyName({ tx, tenantId }: Pick<Ctx, 'tx' | 'tenantId'>): Promise<string> {
  const [row] = await tx.rows(sql<{ name: string }>`select name from platform.tenants where id = ${tenantId}`)
  return row?.name ?? ''
}
