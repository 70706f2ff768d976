import { redirect, useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'
import { findMe } from '../../app/session.ts'
import { ownPath, placeOf } from './parts/whereTo.ts'

/** Why somebody is asked to sign in. */
export const whys = ['expired', 'suspended', 'signed_out', 'revoked', 'password_set'] as const
export type Why = (typeof whys)[number]

export type EnterSearch = { next?: string; why?: Why }

/** Only what leads on to a page of ours, and reasons that we have words for. */
export function enterSearch({ next, why }: Record<string, unknown>): EnterSearch {
  const path = ownPath(next)
  return { ...(path && { next: path }), ...(whys.includes(why as Why) && { why: why as Why }) }
}

/** For `beforeLoad`: whoever is signed in already goes on. When the server cannot say, the page is shown. */
export async function goOnIfSignedIn({ search }: { search: EnterSearch }): Promise<void> {
  const me = await findMe().catch(() => null)
  if (!me) return
  if (me.must_change_password) throw redirect({ to: '/first-sign-in', search: nextOf(search) })
  throw redirect({ href: placeOf(me, search.next) })
}

/** After signing in: to the page that they wanted, by way of a password of their own where that is due. */
export function useEnter(next?: string): () => Promise<void> {
  const router = useRouter()
  return useCallback(async () => {
    const me = await findMe()
    if (!me) return
    if (me.must_change_password)
      await router.navigate({ to: '/first-sign-in', search: nextOf({ next }), replace: true })
    else router.history.replace(placeOf(me, next))
  }, [router, next])
}

export const nextOf = ({ next }: { next?: string | undefined }): { next?: string } => (next ? { next } : {})
