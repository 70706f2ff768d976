/**
 * What every request passes before its route: its log line, security headers, the list of foreign origins, rate limits.
 * Hooks take `done`, because each promise here would be one for every request.
 */
import rateLimit, { normalizeIP } from '@fastify/rate-limit'
import type { DoneFuncWithErrOrRes, FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { type Config, isAllowedOrigin } from './config.ts'
import type { Deployment } from './deployment.ts'
import { fail } from './errors.ts'
import type { Log } from './log.ts'
import { bearerOf } from './tokens.ts'

/** Installs the guards; everything added to `app` afterwards is behind them. */
export async function installGuards(app: FastifyInstance, deployment: Deployment): Promise<void> {
  app.addHook('onResponse', logRequest(deployment.log))
  app.addHook('onRequest', secure)
  app.addHook('onRequest', admitOrigins(deployment.config))
  if (deployment.config.rateLimits) await limitRates(app, deployment)
}

/** The query stays out of the log: it may carry a ticket, a token, a name. */
function logRequest(log: Log) {
  return (request: FastifyRequest, reply: FastifyReply, done: DoneFuncWithErrOrRes): void => {
    if (log.isLevelEnabled('info')) log.info(lineOf(request, reply), 'request')
    done()
  }
}

function lineOf({ id, method, url, ip, claims }: FastifyRequest, reply: FastifyReply) {
  return {
    reqId: id,
    method,
    path: url.split('?', 1)[0],
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime * 10) / 10,
    ip,
    tenant: claims?.tenant_id,
    user: claims?.user_id,
  }
}

/** What every answer says to a browser that shows it. */
export const securityHeaders = {
  'content-security-policy': [
    "default-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  // The camera reads barcodes.
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=(), usb=()',
  'cache-control': 'no-store',
}

function secure(request: FastifyRequest, reply: FastifyReply, done: DoneFuncWithErrOrRes): void {
  reply.headers(securityHeaders)
  if (request.protocol === 'https') reply.header('strict-transport-security', 'max-age=31536000')
  done()
}

const exposed =
  'ETag, X-Request-Id, Idempotent-Replayed, Retry-After, X-Attempts-Left, Location, Allow, Content-Disposition'

const preflightHeaders = {
  'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers':
    'Authorization, Content-Type, Accept, Idempotency-Key, If-Match, X-Request-Id, X-Session',
  'access-control-max-age': '600',
}

/** A listed origin may read answers and send cookies; to any other nothing is said, so its browser keeps the answer from it. */
function admitOrigins({ corsOrigins }: Config) {
  return (request: FastifyRequest, reply: FastifyReply, done: DoneFuncWithErrOrRes) => {
    reply.header('vary', 'Origin')
    const { origin } = request.headers
    if (origin === undefined || !isAllowedOrigin(corsOrigins, origin)) return done()
    reply.header('access-control-allow-origin', origin)
    reply.header('access-control-allow-credentials', 'true')
    reply.header('access-control-expose-headers', exposed)
    if (isPreflight(request)) reply.code(204).headers(preflightHeaders).send()
    else done()
  }
}

function isPreflight({ method, headers }: FastifyRequest): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined
}

type Limit = { max: number; timeWindow: number }

const minute = 60_000

/** Generous, because a company's whole office may share one address; per session where there is one. */
const overall: Limit = { max: 6_000, timeWindow: minute }

/** Stricter where an anonymous call makes something or sends mail; per address. */
export const limits: Readonly<Record<string, Limit>> = {
  '/api/auth/register/': { max: 600, timeWindow: minute },
  '/api/auth/password/reset/': { max: 60, timeWindow: 60 * minute },
}

async function limitRates(app: FastifyInstance, { tokens }: Deployment): Promise<void> {
  app.addHook('onRoute', limitRoute)
  await app.register(rateLimit, {
    ...overall,
    cache: 20_000,
    keyGenerator: async request => {
      const claims = await tokens.readAccess(bearerOf(request) ?? '')
      return claims ? `session ${claims.sid}` : addressOf(request)
    },
    errorResponseBuilder: (_request, { ttl }) => fail('throttled', { retry_after: Math.max(1, Math.ceil(ttl / 1000)) }),
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
  })
}

function limitRoute(route: RouteOptions): void {
  const limit = limits[route.url]
  if (limit) route.config = { ...route.config, rateLimit: { ...limit, keyGenerator: addressOf } }
}

/** Whoever has an IPv6 address has a /64 of them. */
function addressOf({ ip }: FastifyRequest): string {
  return normalizeIP(ip)
}
