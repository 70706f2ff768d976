/** How every mail reads: as plain text and, in the same words, as HTML. */
import type { Mail } from '../mail.ts'

export type Letter = {
  to: string
  subject: string
  /** Whose mail it is, at its head and its end. */
  company: string
  hello: string
  paragraphs: readonly string[]
  /** `lead` says what the link is for, `label` is what one clicks. */
  link?: { lead: string; label: string; url: string }
  /** Why one gets this mail, and how to stop it. */
  footer?: string
}

/** The letter as a mail. Everything in it is text: what looks like HTML is shown as it was written. */
export function writeMail(letter: Letter): Mail {
  return { to: letter.to, subject: letter.subject, text: textOf(letter), html: htmlOf(letter) }
}

function textOf({ company, hello, paragraphs, link, footer }: Letter): string {
  const parts = [`Hello ${hello},`, ...paragraphs, ...(link ? [`${link.lead}\n${link.url}`] : []), company]
  return `${[...parts, ...(footer ? [`-- \n${footer}`] : [])].join('\n\n')}\n`
}

function htmlOf({ subject, company, hello, paragraphs, link, footer }: Letter): string {
  const parts = [`Hello ${hello},`, ...paragraphs].map(paragraph)
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px;background:#ffffff;color:#1c1917;font:16px/1.5 system-ui,sans-serif">
<main style="max-width:36em">
<h1 style="margin:0 0 24px;font-size:20px">${escaped(company)}</h1>
${parts.join('\n')}
${link ? `${linkHtml(link)}\n` : ''}${footer ? `<p style="margin:32px 0 0;font-size:14px;color:#57534e">${escaped(footer)}</p>\n` : ''}</main>
</body>
</html>
`
}

function linkHtml({ lead, label, url }: NonNullable<Letter['link']>): string {
  const href = escaped(url)
  return `${paragraph(lead)}
<p style="margin:0 0 16px"><a href="${href}" style="color:#1d4ed8;font-weight:600">${escaped(label)}</a></p>
<p style="margin:0;font-size:14px;color:#57534e">Or copy this address: ${href}</p>`
}

function paragraph(text: string): string {
  return `<p style="margin:0 0 16px">${escaped(text).replaceAll('\n', '<br>')}</p>`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character] as string)
}
