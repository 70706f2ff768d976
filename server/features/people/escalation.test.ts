/** Random companies, random deeds: what the few rules of escalation.ts promise together. */

import { expect, test } from 'vitest'
import fc from '../../../test/random.ts'
import type { PermissionCode } from '../../contracts.ts'
import {
  assertMayChange,
  assertMayChangeRoles,
  assertMayGrant,
  assertMayRegrant,
  assertOwnerRemains,
  covers,
  heldFrom,
} from './escalation.ts'
import type { Grant } from './presets.ts'

const codes: PermissionCode[] = ['VIEW_ORDERS', 'UPDATE_ORDER', 'APPROVE_ORDER', 'ASSIGN_ROLES', 'ASSIGN_PERMISSIONS']
const scopes = ['own', 'assigned', 'all'] as const
const everything: Grant[] = codes.map(code => ({ code, scope: 'all' }))

type Company = { roles: Grant[][]; users: { isActive: boolean; roles: Set<number> }[] }

/** Role 0 is `owner`, user 0 its first bearer. */
const company = fc
  .record({
    roles: fc.array(fc.uniqueArray(grant(), { selector: one => one.code, maxLength: 5 }), {
      minLength: 1,
      maxLength: 4,
    }),
    users: fc.array(fc.record({ isActive: fc.boolean(), roles: fc.array(fc.nat(4), { maxLength: 3 }) }), {
      minLength: 2,
      maxLength: 5,
    }),
  })
  .map(({ roles, users }): Company => {
    const all = [everything, ...roles]
    const people = users.map(user => ({ ...user, roles: new Set(user.roles.map(role => role % all.length)) }))
    return { roles: all, users: [{ isActive: true, roles: new Set([0]) }, ...people] }
  })

const deed = fc.record({
  kind: fc.constantFrom('assign', 'remove', 'regrant', 'deactivate', 'add'),
  actor: fc.nat(5),
  target: fc.nat(5),
  role: fc.nat(4),
  grants: fc.uniqueArray(grant(), { selector: one => one.code, maxLength: 5 }),
})
type Deed = { kind: string; actor: number; target: number; role: number; grants: Grant[] }

test('nobody comes to hold more than whoever made it so, and an owner always remains', () => {
  fc.assert(
    fc.property(company, fc.array(deed, { maxLength: 40 }), (start, deeds) => {
      let now = start
      for (const each of deeds) {
        const next = done(now, each)
        if (next) assertSound(now, next, each)
        now = next ?? now
      }
    }),
    { numRuns: 1000 },
  )
})

test('without owners acting, nobody ever gains what only owners held', () => {
  fc.assert(
    fc.property(company, fc.array(deed, { maxLength: 40 }), (start, deeds) => {
      const held = start.users.flatMap((user, i) => (user.roles.has(0) ? [] : grantsOf(start, i)))
      const ceiling = heldFrom(held)
      let now = start
      for (const each of deeds) {
        const actor = each.actor % now.users.length
        if (!covers(ceiling, grantsOf(now, actor)) || now.users[actor]?.roles.has(0)) continue
        now = done(now, each) ?? now
      }
      now.users.forEach((user, i) => {
        if (!user.roles.has(0) && !start.users[i]?.roles.has(0)) expect(covers(ceiling, grantsOf(now, i))).toBe(true)
      })
    }),
    { numRuns: 1000 },
  )
})

test('nobody changes their own roles, or a role they bear, however much they hold', () => {
  const actor = { userId: 1, held: heldFrom(everything) }
  const oneself = { userId: 1, grants: everything, isActiveOwner: true }
  expect(() => assertMayChangeRoles(actor, oneself, [])).toThrow('own_roles')
  expect(() => assertMayRegrant(actor, { bornByActor: true, before: [], heldByBearers: [] }, [])).toThrow('own_roles')
  expect(() => assertMayChange({ ...actor, held: heldFrom([]) }, oneself)).not.toThrow()
})

test('own and assigned are different reaches, all has both', () => {
  const grants = (scope: Grant['scope']): Grant[] => [{ code: 'VIEW_ORDERS', scope }]
  expect(covers(heldFrom(grants('all')), [...grants('own'), ...grants('assigned')])).toBe(true)
  expect(covers(heldFrom(grants('own')), grants('assigned'))).toBe(false)
  expect(covers(heldFrom(grants('own')), grants('all'))).toBe(false)
})

function grant() {
  return fc.record({ code: fc.constantFrom(...codes), scope: fc.constantFrom(...scopes) })
}

function grantsOf({ roles, users }: Company, user: number): Grant[] {
  return [...(users[user]?.roles ?? [])].flatMap(role => roles[role] ?? [])
}

function activeOwners({ users }: Company): number[] {
  return users.flatMap((user, i) => (user.isActive && user.roles.has(0) ? [i] : []))
}

/** The company after a deed, or null where the rules refuse it; as the verbs apply them. */
function done(now: Company, asked: Deed): Company | null {
  const deed = {
    ...asked,
    actor: asked.actor % now.users.length,
    target: asked.target % now.users.length,
    role: asked.role % now.roles.length,
  }
  if (!now.users[deed.actor]?.isActive) return null
  try {
    return deeds[deed.kind as keyof typeof deeds](structuredClone(now), deed)
  } catch {
    return null
  }
}

const authorityOf = (now: Company, userId: number) => ({ userId, held: heldFrom(grantsOf(now, userId)) })
const subjectOf = (now: Company, userId: number) => ({
  userId,
  grants: grantsOf(now, userId),
  isActiveOwner: activeOwners(now).includes(userId),
})

const deeds = {
  assign(now: Company, { actor, target, role }: Deed): Company {
    assertMayChangeRoles(authorityOf(now, actor), subjectOf(now, target), now.roles[role] ?? [])
    now.users[target]?.roles.add(role)
    return now
  },
  remove(now: Company, { actor, target, role }: Deed): Company {
    assertMayChangeRoles(authorityOf(now, actor), subjectOf(now, target), now.roles[role] ?? [])
    if (role === 0) assertOwnerRemains(activeOwners(now), target)
    now.users[target]?.roles.delete(role)
    return now
  },
  regrant(now: Company, { actor, role, grants }: Deed): Company {
    const bearers = now.users.flatMap((user, i) => (user.roles.has(role) ? [i] : []))
    const heldByBearers = bearers.flatMap(bearer => grantsOf(now, bearer))
    const facts = { bornByActor: bearers.includes(actor), before: now.roles[role] ?? [], heldByBearers }
    assertMayRegrant(authorityOf(now, actor), facts, grants)
    now.roles[role] = grants
    return now
  },
  deactivate(now: Company, { actor, target }: Deed): Company {
    assertMayChange(authorityOf(now, actor), subjectOf(now, target))
    assertOwnerRemains(activeOwners(now), target)
    now.users[target] = { isActive: false, roles: now.users[target]?.roles ?? new Set() }
    return now
  },
  add(now: Company, { actor, role }: Deed): Company {
    assertMayGrant(authorityOf(now, actor), now.roles[role] ?? [])
    now.users.push({ isActive: true, roles: new Set([role]) })
    return now
  },
}

function assertSound(before: Company, after: Company, { actor }: Deed): void {
  const authority = heldFrom(grantsOf(before, actor % before.users.length))
  after.users.forEach((_, i) => {
    const gained = grantsOf(after, i).filter(one => !covers(heldFrom(grantsOf(before, i)), [one]))
    expect(covers(authority, gained)).toBe(true)
  })
  expect(activeOwners(after).length).toBeGreaterThan(0)
}
