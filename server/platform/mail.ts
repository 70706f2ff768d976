import type { Config } from './config.ts'
import type { WriteTx } from './door.ts'
import { sql } from './sql.ts'

export type Mail = {
  to: string
  subject: string
  text: string
  /** The same in HTML. */
  html?: string
  /** Whom an answer goes to. */
  replyTo?: string
}

/** A mail with its place in the outbox; a repeated delivery has the same. */
export type OutgoingMail = Mail & { tenantId: number; id: number }

/** Sends one mail. Throws Undeliverable when its address is refused, else what went wrong on the way. */
export type DeliverMail = (mail: OutgoingMail) => Promise<void>

/** The recipient's server does not want this mail; repeating it rarely helps. */
export class Undeliverable extends Error {
  override name = 'Undeliverable'
}

/** Puts a mail into the outbox: it is sent if, and only if, the transaction commits. */
export function queueMail(tx: WriteTx, tenantId: number, { to, subject, text, html, replyTo }: Mail): void {
  const payload = { to, subject, text, html, replyTo }
  tx.queue(sql`insert into outbox (tenant_id, kind, payload) values (${tenantId}, 'mail', ${payload})`)
}

/** The way out by SMTP, or null without SMTP_URL: then mail is kept for the platform console. */
export function deliverMail({ smtpUrl, mailFrom, baseDomain }: Config): DeliverMail | null {
  if (smtpUrl === null) return null
  const transport = openTransport(smtpUrl)
  return async ({ to, subject, text, html, replyTo, tenantId, id }) => {
    const messageId = `<outbox.${tenantId}.${id}@${baseDomain}>`
    const mail = {
      from: mailFrom,
      to: { name: '', address: to },
      ...(replyTo && { replyTo: { name: '', address: replyTo } }),
      subject,
      text,
      ...(html && { html }),
      messageId,
    }
    await (await transport).sendMail(mail).catch(error => {
      throw isRefused(error) ? new Undeliverable(error.message) : error
    })
  }
}

// Loaded by those who send: it is a part of the others' start and memory.
async function openTransport(url: string) {
  const { createTransport } = await import('nodemailer')
  return createTransport({ url, ...limits, disableFileAccess: true, disableUrlAccess: true })
}

// Together shorter than the outbox's lease of a mail.
const limits = { dnsTimeout: 4_000, connectionTimeout: 6_000, greetingTimeout: 6_000, socketTimeout: 10_000 }

function isRefused({ command, responseCode }: { command?: string; responseCode?: number }): boolean {
  return command === 'RCPT TO' && responseCode !== undefined && responseCode >= 500
}
