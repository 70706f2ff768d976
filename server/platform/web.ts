/**
 * The web application: one page for every address that people see, and its assets, compressed when they were built. Each page
 * carries a nonce of its own; nothing inline runs without it.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { securityHeaders } from './guards.ts'

/** Answers a request for a page. */
export type ShowPage = (request: FastifyRequest, reply: FastifyReply) => unknown

const dist = join(import.meta.dirname, '../../web/dist')

/** What people see below these is the application's own; anything else that is asked for as a page is its "not found". */
const pages =
  /^\/($|app(\/|$)|admin(\/|$)|store\/|(login|register|join|forgot-password|reset-password|first-sign-in|contact)\/?$)/

/** Serves the built application; without a build there is none, and `/` answers 404. */
export async function installWeb(app: FastifyInstance): Promise<void> {
  const page = join(dist, 'index.html')
  if (!existsSync(page)) return
  await app.register(serveAssets)
  servePages(app, showBuilt(page))
}

/** Answers every request for a page that no route takes. */
export function servePages(app: FastifyInstance, show: ShowPage): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) return done()
    const isPage = pages.test(request.url.split('?', 1)[0] as string)
    if (!wantsPage(request, isPage)) return done()
    reply.code(isPage ? 200 : 404)
    show(request, reply)
  })
}

/** Names of assets carry a hash of what is in them, so they may be kept for ever; the few others for an hour. */
async function serveAssets(scope: FastifyInstance): Promise<void> {
  await scope.register(fastifyStatic, { root: dist, serve: false, preCompressed: true })
  const options = { config: { declared: { public: 'the web application' } }, schema: { hide: true } as object }
  scope.get('/assets/*', options, (request, reply) => {
    const { '*': file } = request.params as { '*': string }
    return reply.removeHeader('cache-control').sendFile(`assets/${file}`, { maxAge: '1y', immutable: true })
  })
  const others = readdirSync(dist, { withFileTypes: true }).filter(entry => entry.isFile() && isPublic(entry.name))
  for (const { name } of others)
    scope.get(`/${name}`, options, (_request, reply) =>
      reply.removeHeader('cache-control').sendFile(name, { maxAge: '1h' }),
    )
}

const isPublic = (name: string) => !name.startsWith('.') && !/^index\.html|\.(br|gz)$/.test(name)

/** Whether somebody looks at the answer in a browser; where there is a page, also whoever takes anything. */
export function wantsPage({ method, url, headers }: FastifyRequest, isPage = false): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  if (/^\/(api|ws|assets|healthz|readyz|metrics)(\/|\?|$)/.test(url)) return false
  const { accept = '*/*' } = headers
  return accept.includes('text/html') || (isPage && accept.includes('*/*'))
}

/**
 * The page as it was built last, also while the server runs. The build leaves a word where the nonce belongs, and a list of what
 * a first view loads: named in the page, it travels at once.
 */
function showBuilt(file: string): ShowPage {
  let page = { builtAt: 0, parts: [''], hints: [] as Hint[] }
  return (request, reply) => {
    const builtAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? page.builtAt
    if (builtAt !== page.builtAt)
      page = { builtAt, parts: readFileSync(file, 'utf8').split('qm-nonce'), hints: readHints(file) }
    const nonce = randomBytes(16).toString('base64url')
    return reply
      .header('content-security-policy', policyWith(nonce))
      .type('text/html; charset=utf-8')
      .send(page.parts.join(nonce).replace('</head>', () => `${linksFor(request, page.hints)}</head>`))
  }
}

type Hint = { path: RegExp; links: Record<string, string> }

/** Written by web/hints.ts. Without them the page is the same, and later. */
function readHints(page: string): Hint[] {
  const file = join(page, '../.vite/hints.json')
  if (!existsSync(file)) return []
  const hints = JSON.parse(readFileSync(file, 'utf8')) as { path: string; links: Hint['links'] }[]
  return hints.map(({ path, links }) => ({ path: new RegExp(path), links }))
}

/** For the language that the browser asks for: another one that somebody chose here costs that view its texts twice. */
export function linksFor({ url, headers }: Pick<FastifyRequest, 'url' | 'headers'>, hints: readonly Hint[]): string {
  const path = url.split('?', 1)[0] as string
  const links = hints.find(hint => hint.path.test(path))?.links ?? {}
  const asked = (headers['accept-language'] ?? '').split(',').map(tag => tag.trim().slice(0, 2).toLowerCase())
  return links[asked.find(tag => Object.hasOwn(links, tag)) ?? 'en'] ?? ''
}

function policyWith(nonce: string): string {
  return `${securityHeaders['content-security-policy']}; script-src 'self'; style-src 'self' 'nonce-${nonce}'`
}
