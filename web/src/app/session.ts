import { useMemo, useSyncExternalStore } from 'react'
import type { Me } from '../../../server/features/accounts/contract.ts'
import { ApiError, api } from '../lib/api.ts'
import { getting, queryClient } from '../lib/query.ts'
import { announcedEnd, announceEnd, endSession, findSession, keepAccess, type Reason } from '../lib/tokens.ts'

export type { Me }

const me = getting<Me>('/api/auth/me/')
// Nothing else would keep it: those who read it only watch.
queryClient.setQueryDefaults(me.queryKey, { gcTime: Number.POSITIVE_INFINITY })
const inCookie = { 'x-session': 'cookie' }

/** Who is signed in, or null. Asks the server once; afterwards live hints keep it true. */
export async function findMe(): Promise<Me | null> {
  if ((await findSession()) === null) return null
  try {
    return await queryClient.ensureQueryData(me)
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null
    throw error
  }
}

/** Whoever is signed in, where a page may be seen without. A page asks in dozens of places, so that asking must cost little. */
export const useMaybeMe = (): Me | null => useSyncExternalStore(watchMe, readMe)

let known: Me | null = null

/** Until the page has left, whoever signs out is still who it is shown to. */
function readMe(): Me | null {
  known = queryClient.getQueryData<Me>(me.queryKey) ?? known
  return known
}

const watchMe = (watcher: () => void): (() => void) =>
  queryClient.getQueryCache().subscribe(({ query }) => query.queryKey[0] === me.queryKey[0] && watcher())

/** Whoever is signed in; for pages behind the sign-in. */
export function useSession() {
  const user = useMaybeMe()
  if (!user) throw new Error('this page is shown to signed-in people only')
  return useMemo(
    () => ({
      user,
      tenant: user.tenant,
      permissions: new Set(user.permissions),
      isPlatformAdmin: user.role === 'platform_admin',
      signOut,
    }),
    [user],
  )
}

/** Asks about single permissions; true means it is held with at least some scope. */
export function useCan(): (code: string) => boolean {
  const me = useMaybeMe()
  return useMemo(() => {
    const held = new Set(me?.permissions)
    return (code: string) => held.has(code)
  }, [me?.permissions])
}

export type SignedIn = { access: string; must_change_password?: boolean; role: string }

/** Signs in; the refresh token goes into the cookie. Throws ApiError: 401, 403 pending_approval / tenant_suspended, 429. */
export async function signIn(username: string, password: string): Promise<SignedIn> {
  const signedIn = await api.post<SignedIn>('/api/auth/login/', { username, password }, { headers: inCookie })
  await begin(signedIn.access)
  return signedIn
}

/** Registers; null when the account waits for approval first. */
export async function register(body: Record<string, unknown>): Promise<SignedIn | null> {
  const made = await api.post<SignedIn | { status: string }>('/api/auth/register/', body, { headers: inCookie })
  if (!('access' in made)) return null
  await begin(made.access)
  return made
}

async function begin(access: string): Promise<void> {
  queryClient.clear()
  keepAccess(access)
  await queryClient.fetchQuery(me)
}

/** Where whoever signs out here wants to be; the server's own word that the session has ended often comes before its answer. */
let wayOut: string | undefined

/** Ends the session here and in every tab, also when the server is out of reach; then to the sign-in, or to `next`. */
export async function signOut(next?: string): Promise<void> {
  wayOut = next
  announceEnd('signed_out')
  try {
    await api.post('/api/auth/logout/', undefined, { headers: inCookie })
  } finally {
    leave('signed_out')
  }
}

let isLeaving = false

/** Forgets everything that was shown; the page it leaves to says why. */
export function leave(said: Reason): void {
  const reason = announcedEnd() ?? said
  if (isLeaving) return
  isLeaving = true
  endSession(reason)
  queryClient.clear()
  const back = reason === 'signed_out' ? '' : `&next=${encodeURIComponent(location.pathname + location.search)}`
  location.assign(wayOut ?? `/login?why=${reason}${back}`)
}
