import { writeMail } from '../../platform/mail/template.ts'
import type { Mail } from '../../platform/mail.ts'
import { kinds } from './contract.ts'
import type { News } from './news.ts'
import type { Reader } from './readers.ts'

type Told = { news: News; reader: Pick<Reader, 'username' | 'email'>; company: string; publicUrl: string }

/** One piece of news as a mail. */
export function newsMail({ news, reader, company, publicUrl }: Told): Mail {
  const { object, title, text, kind } = news
  return writeMail({
    to: reader.email,
    subject: title,
    company,
    hello: reader.username,
    paragraphs: [`${sentence(title)}`, ...(text ? [text] : [])],
    link: {
      lead: `See it at ${company}:`,
      label: object.type === 'order' ? 'Open the order' : 'Open the product',
      url: `${publicUrl}/app/${object.type}s/${object.id}`,
    },
    footer: reasonFor(kinds[kind].says, publicUrl),
  })
}

export type Digest = { username: string; email: string; unread: number; titles: string[] }

/** What somebody has not read since yesterday, the newest first. */
export function digestMail({ username, email, unread, titles }: Digest, company: string, publicUrl: string): Mail {
  const more = unread - titles.length
  const list = [...titles.map(title => `• ${title}`), ...(more > 0 ? [`… and ${more} more`] : [])].join('\n')
  return writeMail({
    to: email,
    subject: `${company}: ${unread} unread ${unread === 1 ? 'notification' : 'notifications'}`,
    company,
    hello: username,
    paragraphs: [`since yesterday you have not read:`, list],
    link: { lead: 'Your inbox:', label: 'Open the inbox', url: `${publicUrl}/app/notifications` },
    footer: reasonFor(kinds.digest.says, publicUrl),
  })
}

function sentence(title: string): string {
  return title.endsWith('.') ? title : `${title}.`
}

function reasonFor(says: string, publicUrl: string): string {
  return `You get this because your profile asks for mail of this kind (${says}). Change it at ${publicUrl}/app/profile`
}
