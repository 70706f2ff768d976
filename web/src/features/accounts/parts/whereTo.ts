/** Where somebody belongs after signing in. */
import type { Me } from '../../../../../server/features/accounts/contract.ts'

type Person = Pick<Me, 'role'> & { tenant: Pick<Me['tenant'], 'slug'> }

/** A `next` that leads to a page of ours; anything else, another site above all, is none. */
export function ownPath(next: unknown): string | undefined {
  if (typeof next !== 'string' || !/^\/(?![/\\])/.test(next) || /[\p{Cc}\\]/u.test(next)) return undefined
  return leadsBack.test(next) ? undefined : next
}

/** Pages that one has just come from. */
const leadsBack = /^\/($|[?#]|(login|register|join|first-sign-in|forgot-password|reset-password)([/?#]|$))/

/** The page that they asked for, where it is theirs to see; else the start of their part of the application. */
export function placeOf({ role, tenant }: Person, next?: string): string {
  const wanted = ownPath(next)
  const isIn = (part: string) => wanted !== undefined && new RegExp(`^${part}([/?#]|$)`).test(wanted)
  if (role === 'platform_admin') return isIn('/admin') ? (wanted as string) : '/admin'
  if (role === 'customer') return isIn(`/store/${tenant.slug}`) ? (wanted as string) : `/store/${tenant.slug}`
  return wanted !== undefined && !isIn('/admin') ? wanted : '/app'
}

/** The slug of the shop that a page to go on to belongs to. */
export const shopIn = (next: string | undefined): string | undefined =>
  /^\/store\/([a-z0-9-]{1,63})(?:[/?#]|$)/i.exec(next ?? '')?.[1]
