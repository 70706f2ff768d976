/** The page at an address that is no company's. The application itself is not served there, so it brings its own words and looks. */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { securityHeaders } from './guards.ts'

const texts = {
  en: {
    title: 'No company here',
    heading: 'There is no company at this address',
    advice: (link: string) => `Compare it with the one you were given, or ${link}.`,
    home: 'go to Quartermaster',
  },
  de: {
    title: 'Hier ist keine Firma',
    heading: 'Unter dieser Adresse gibt es keine Firma',
    advice: (link: string) => `Vergleichen Sie sie mit der, die Sie bekommen haben, oder ${link}.`,
    home: 'gehen Sie zu Quartermaster',
  },
}

export type Language = keyof typeof texts

/** Tells somebody who mistyped a company's address so, in their language; `home` is where the platform is. */
export function showNobody({ headers }: FastifyRequest, reply: FastifyReply, home: string): void {
  const language = languageOf(headers['accept-language'])
  const text = texts[language]
  const page = `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${text.title} · Quartermaster</title><style>${looks}</style>
<header><a href="${home}/">${mark}Quartermaster</a></header><main><h1>${text.heading}</h1>
<p>${text.advice(`<a href="${home}/">${text.home}</a>`)}</p></main></html>`
  void reply
    .code(404)
    .headers({
      'content-language': language,
      'content-security-policy': policy,
      vary: 'Origin, Accept-Language',
    })
    .type('text/html; charset=utf-8')
    .send(page)
}

const mark = `<svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true"><clipPath id="q"><path d="M16 1a15 15 0 0 1 15 15c0 3.5-1.2 6.6-3.1 9.1L20 17.2 17.2 20l7.9 7.9A15 15 0 1 1 16 1z"/></clipPath>
<path clip-path="url(#q)" fill="currentColor" d="M2 0h5v32H2zM9.7 0h5v32h-5zM17.3 0h5v32h-5zM25 0h5v32h-5z"/><path d="M21 21 30 30" fill="none" stroke="#d79b3c" stroke-width="4.5" stroke-linecap="square"/></svg>`

const looks = `body{margin:0;min-height:100vh;display:grid;grid-template-rows:auto 1fr;font:14px/1.5 Archivo,system-ui,sans-serif;color:oklch(.235 .018 180);background:oklch(.964 .006 155)}
header{padding:14px 16px;background:oklch(.275 .036 180);color:oklch(.945 .012 165)}
header a{display:inline-flex;align-items:center;gap:12px;min-height:44px;color:inherit;font-size:20px;font-weight:640;text-decoration:none}
main{align-self:center;justify-self:center;padding:16px 16px 16vh;max-width:30rem;text-align:center;overflow-wrap:anywhere}
h1{margin:0 0 8px;font-size:22px;line-height:1.2}p{margin:0;color:oklch(.465 .018 176)}main a{color:oklch(.385 .072 180);font-weight:550;text-underline-offset:3px}
:focus-visible{outline:2px solid oklch(.625 .135 58);outline-offset:2px}
@media(prefers-color-scheme:dark){body{color:oklch(.94 .007 165);background:oklch(.178 .008 180)}header{background:oklch(.238 .028 180)}p{color:oklch(.745 .012 172)}main a{color:oklch(.82 .09 178)}}`

const policy = `${securityHeaders['content-security-policy']}; style-src 'sha256-${createHash('sha256').update(looks).digest('base64')}'`

/** Which of our languages a browser likes best: the greatest weight, of equal ones the first; English where it likes neither. */
export function languageOf(accepted = ''): Language {
  const liked = accepted.split(',').flatMap(part => {
    const [tag = '', ...rules] = part
      .toLowerCase()
      .split(';')
      .map(word => word.trim())
    const language = tag.split('-', 1)[0] as string
    return Object.hasOwn(texts, language) ? [{ language: language as Language, weight: weightIn(rules) }] : []
  })
  const [best] = liked.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight)
  return best?.language ?? 'en'
}

function weightIn(rules: readonly string[]): number {
  const [, weight = '1'] = rules.map(rule => /^q=([\d.]+)$/.exec(rule)).find(found => found !== null) ?? []
  return Number(weight) || 0
}
