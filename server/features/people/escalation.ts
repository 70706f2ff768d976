/**
 * Who may change whom. Pure: the verbs fetch the facts under the company's access lock (access.ts) and ask here, so
 * that what holds for these few rules holds for the product.
 */

import type { PermissionCode } from '../../contracts.ts'
import type { Scope } from '../../platform/actor.ts'
import { fail } from '../../platform/errors.ts'
import type { Grant } from './presets.ts'

/** What somebody may do. */
export type Held = ReadonlyMap<PermissionCode, ReadonlySet<Scope>>

/** Whoever acts: with everything they hold now. */
export type Authority = { userId: number; held: Held }

/** A person that is about to be changed: what they hold, and whether they own the company. */
export type Subject = { userId: number; grants: readonly Grant[]; isActiveOwner: boolean }

/** Throws `escalation` unless the actor holds everything that is granted. */
export function assertMayGrant({ held }: Authority, grants: readonly Grant[]): void {
  if (!covers(held, grants)) throw fail('escalation')
}

/** Throws `escalation` when the subject, unless it is oneself, holds something that the actor lacks. */
export function assertMayChange(actor: Authority, subject: Subject): void {
  if (actor.userId !== subject.userId) assertMayGrant(actor, subject.grants)
}

/** Throws `own_roles`, `escalation`: a role is given, or taken, by somebody else who holds it all and outranks its bearer. */
export function assertMayChangeRoles(actor: Authority, subject: Subject, roles: readonly Grant[]): void {
  if (actor.userId === subject.userId) throw fail('own_roles')
  assertMayGrant(actor, subject.grants)
  assertMayGrant(actor, roles)
}

/**
 * Throws `own_roles`, `escalation`: what a role allows is changed by somebody who does not bear it, who holds what it
 * allowed and will allow, and everything that any of its bearers holds.
 */
export function assertMayRegrant(
  actor: Authority,
  role: { bornByActor: boolean; before: readonly Grant[]; heldByBearers: readonly Grant[] },
  after: readonly Grant[],
): void {
  if (role.bornByActor) throw fail('own_roles')
  for (const grants of [role.before, role.heldByBearers, after]) assertMayGrant(actor, grants)
}

/** Throws `last_owner` when nobody who owns the company would be left. `activeOwners` are their ids now. */
export function assertOwnerRemains(activeOwners: readonly number[], leaving: number): void {
  if (activeOwners.length > 0 && activeOwners.every(userId => userId === leaving)) throw fail('last_owner')
}

/** Whether all of `grants` is held; `all` reaches whatever `own` and `assigned` reach. */
export function covers(held: Held, grants: readonly Grant[]): boolean {
  return grants.every(({ code, scope }) => {
    const scopes = held.get(code)
    return scopes !== undefined && (scopes.has('all') || scopes.has(scope))
  })
}

export function heldFrom(grants: readonly Grant[]): Held {
  const held = new Map<PermissionCode, Set<Scope>>()
  for (const { code, scope } of grants) held.set(code, (held.get(code) ?? new Set()).add(scope))
  return held
}
