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

/** How many, and the titles of the first ones. */
type Listed = { count: number; titles: string[] }
export type Digest = { username: string; email: string; waiting: Listed; unread: Listed }

/** What waits for somebody's decision, the oldest first, and what they have not read since yesterday, the newest first. */
export function digestMail({ username, email, waiting, unread }: Digest, company: string, publicUrl: string): Mail {
  const subject = [
    ...(waiting.count > 0 ? [`${counted(waiting.count, 'request')} to decide on`] : []),
    ...(unread.count > 0 ? [`${counted(unread.count, 'unread notification')}`] : []),
  ]
  const toOrders = {
    lead: 'The approval queue:',
    label: 'Open the queue',
    url: `${publicUrl}/app/orders?status=pending`,
  }
  const toInbox = { lead: 'Your inbox:', label: 'Open the inbox', url: `${publicUrl}/app/notifications` }
  return writeMail({
    to: email,
    subject: `${company}: ${subject.join(', ')}`,
    company,
    hello: username,
    paragraphs: [
      ...(waiting.count > 0 ? ['these requests wait for your decision:', listOf(waiting)] : []),
      ...(unread.count > 0 ? ['since yesterday you have not read:', listOf(unread)] : []),
    ],
    link: waiting.count > 0 ? toOrders : toInbox,
    footer: reasonFor(kinds.digest.says, publicUrl),
  })
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function listOf({ count, titles }: Listed): string {
  const more = count - titles.length
  return [...titles.map(title => `• ${title}`), ...(more > 0 ? [`… and ${more} more`] : [])].join('\n')
}

function sentence(title: string): string {
  return title.endsWith('.') ? title : `${title}.`
}

function reasonFor(says: string, publicUrl: string): string {
  return `You get this because your profile asks for mail of this kind (${says}). Change it at ${publicUrl}/app/profile`
}
