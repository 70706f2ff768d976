/**
 * One session for all tabs. The refresh token is a cookie, so a refresh by any tab renews them all: a lock of the browser lets
 * one tab at a time refresh, and it tells the others the new access token. Signing out in one tab signs out everywhere.
 */
type News = { access: string } | { ended: Reason } | { ending: Reason }
export type Reason = 'signed_out' | 'expired' | 'suspended' | 'revoked'

let access: string | null = null
let ending: Reason | null = null
const enders = new Set<(reason: Reason) => void>()
const channel = new BroadcastChannel('qm.session')

/** Whether somebody was signed in here lately: spares strangers a call that would be refused. */
const hint = 'qm.signed-in'

let hadSession: boolean | undefined

/** Whether there was a session when this page first looked for it: it may have ended by itself. */
export const wasSignedIn = (): boolean => hadSession ?? false

export const tokenNow = (): string | null => access

/** Takes the access token of a sign-in, for all tabs. */
export function keepAccess(token: string): void {
  access = token
  localStorage.setItem(hint, '1')
  channel.postMessage({ access: token } satisfies News)
}

/** Tells every tab why the session is about to end: the server's own word for it may come first and knows no reason. */
export function announceEnd(reason: Reason): void {
  ending = reason
  channel.postMessage({ ending } satisfies News)
}

/** Why the session ends, where somebody here said so before the server did. */
export const announcedEnd = (): Reason | null => ending

/** Forgets the session, in all tabs. */
export function endSession(reason: Reason): void {
  const hadOne = access !== null
  forget()
  if (hadOne) channel.postMessage({ ended: reason } satisfies News)
}

/** Calls back when the session ends here because it ended in another tab, or could not be renewed. */
export function onSessionEnd(listener: (reason: Reason) => void): () => void {
  enders.add(listener)
  return () => enders.delete(listener)
}

let sought: Promise<string | null> | null = null

/**
 * A live access token by the cookie, or null when there is no session. Throws ApiError-like when the server is out of reach.
 * Every page begins with it, so that it does not wait for the lock: to tabs that come at once the server gives the same successor.
 */
export async function findSession(): Promise<string | null> {
  if (access !== null) return access
  const isHinted = localStorage.getItem(hint) !== null
  hadSession ??= isHinted
  if (!isHinted) return null
  sought ??= refresh().finally(() => {
    sought = null
  })
  return sought
}

/** A newer access token than `stale`; null when the session is over. Concurrent callers, tabs included, share one refresh. */
export async function renewAccess(stale: string | null): Promise<string | null> {
  return navigator.locks.request('qm.refresh', async () => {
    if (access !== null && access !== stale) return access
    return refresh()
  })
}

declare global {
  /** Asked by public/first.js: a console begins with its session, and needs it when the large files are there. */
  var qmRefresh: Promise<Response> | undefined
}

async function refresh(): Promise<string | null> {
  const headers = { 'x-session': 'cookie', accept: 'application/json' }
  const begun = globalThis.qmRefresh
  globalThis.qmRefresh = undefined
  const response = await (begun ?? fetch('/api/auth/refresh/', { method: 'POST', headers }))
  if (response.ok) {
    const { access: renewed } = (await response.json()) as { access: string }
    keepAccess(renewed)
    return renewed
  }
  if (response.status >= 500 || response.status === 429) throw new Error(`refresh answered ${response.status}`)
  const body = (await response.json().catch(() => ({}))) as { code?: string }
  const hadOne = access !== null
  forget()
  if (hadOne) tellEnd(body.code === 'tenant_suspended' ? 'suspended' : 'expired')
  return null
}

function forget(): void {
  access = null
  localStorage.removeItem(hint)
}

function tellEnd(reason: Reason): void {
  for (const listener of enders) listener(reason)
}

channel.onmessage = ({ data }: MessageEvent<News>) => {
  if ('access' in data) {
    access = data.access
    return
  }
  if ('ending' in data) {
    ending = data.ending
    return
  }
  const hadOne = access !== null
  forget()
  if (hadOne) tellEnd(data.ended)
}
