import { writeMail } from '../../platform/mail/template.ts'
import type { Mail } from '../../platform/mail.ts'
import type { PublicCtx } from '../../platform/route.ts'

/** Where a mailed link leads: the company's own domain or PUBLIC_URL, whatever address the request came by. */
export function linkBase({ domainTenantId, baseUrl, deployment: { config } }: PublicCtx): string {
  return domainTenantId === null ? config.publicUrl : baseUrl
}

type ResetFor = { username: string; email: string; company: string; token: string }

export function resetMail(base: string, { username, email, company, token }: ResetFor): Mail {
  return writeMail({
    to: email,
    subject: `Set a new password for ${company}`,
    company,
    hello: username,
    paragraphs: [
      `somebody, probably you, asked for a new password for your account “${username}” at ${company}.`,
      'If it was not you, ignore this mail: nothing has changed.',
    ],
    link: {
      lead: 'Set it here within one hour; the link works once:',
      label: 'Set a new password',
      url: `${base}/reset-password?token=${token}`,
    },
  })
}

type Newcomer = { username: string; email: string; company: string }

export function welcomeMail(base: string, { username, email, company }: Newcomer): Mail {
  return writeMail({
    to: email,
    subject: `Welcome to ${company}`,
    company,
    hello: username,
    paragraphs: [`your account at ${company} is ready.`],
    link: { lead: `Sign in as “${username}” here:`, label: 'Sign in', url: `${base}/login` },
  })
}

export function waitingMail(base: string, { username, email, company }: Newcomer): Mail {
  return writeMail({
    to: email,
    subject: `Your account at ${company} waits for approval`,
    company,
    hello: username,
    paragraphs: [`your account “${username}” at ${company} has been made and waits for approval.`],
    link: { lead: 'Afterwards sign in here:', label: 'Sign in', url: `${base}/login` },
  })
}
