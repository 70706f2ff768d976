/**
 * Where a browser keeps its refresh token: in a cookie that its scripts cannot read, instead of the body. A cookie is
 * sent along whoever asks, so that whatever uses it first looks at who does.
 */
import { fail, invalid } from '../../platform/errors.ts'
import { isOwnOrigin } from '../../platform/origins.ts'
import { Answer, type PublicCtx } from '../../platform/route.ts'
import { refreshSeconds } from '../../platform/tokens.ts'
import type { RefreshToken } from './contract.ts'

const cookieName = 'qm_refresh'

/** Whether the client wants its session kept in a cookie. Throws 403 when a foreign origin asks. */
export function wantsCookie(ctx: PublicCtx): boolean {
  if (String(ctx.request.headers['x-session'] ?? '').toLowerCase() !== 'cookie') return false
  assertOwnOrigin(ctx)
  return true
}

export type Presented = { token: string; fromCookie: boolean }

/** The refresh token of the body, else of the cookie, or null. Throws 403 when a foreign origin uses the cookie. */
export function findRefreshToken(ctx: PublicCtx, body: RefreshToken): Presented | null {
  if (body?.refresh !== undefined) return { token: body.refresh, fromCookie: wantsCookie(ctx) }
  const token = cookieOf(ctx)
  if (!token) return null
  assertOwnOrigin(ctx)
  return { token, fromCookie: true }
}

/** As above; throws 400 on `refresh` when there is none, 401 to a browser that has no session. */
export function getRefreshToken(ctx: PublicCtx, body: RefreshToken): Presented {
  const presented = findRefreshToken(ctx, body)
  if (presented) return presented
  throw wantsCookie(ctx) ? fail('not_authenticated') : invalid('refresh', 'This field is required.')
}

/** An answer that carries a refresh token: in its body, or in the cookie and nowhere else. */
export function answerWithTokens(
  ctx: PublicCtx,
  status: number,
  { inCookie, body }: { inCookie: boolean; body: { refresh: string } },
): Answer {
  if (!inCookie) return new Answer(status, body)
  const { refresh, ...rest } = body
  return new Answer(status, rest, { 'set-cookie': cookie(ctx, refresh, refreshSeconds) })
}

/** 204, and the cookie is gone. */
export function answerSignedOut(ctx: PublicCtx): Answer {
  return new Answer(204, null, cookieOf(ctx) === undefined ? {} : { 'set-cookie': cookie(ctx, '', 0) })
}

/** Read here alone: few requests have one, and all others would pay for looking. */
function cookieOf({ request }: PublicCtx): string | undefined {
  return request.server.parseCookie(request.headers.cookie ?? '')[cookieName]
}

function cookie(ctx: PublicCtx, value: string, maxAgeSeconds: number): string {
  const attributes = `Path=/api/auth/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict`
  return `${cookieName}=${value}; ${attributes}${isLocal(ctx) ? '' : '; Secure'}`
}

/** Both, because behind a proxy every request may seem to come for localhost. */
function isLocal({ baseUrl, deployment: { config } }: PublicCtx): boolean {
  return [baseUrl, config.publicUrl].every(url =>
    /^(localhost|.+\.localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(url).hostname),
  )
}

function assertOwnOrigin({ request, deployment: { config } }: PublicCtx): void {
  if (!isOwnOrigin(request, config)) throw fail('foreign_origin')
}
