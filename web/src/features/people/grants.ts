/** What roles allow, and what a change of them would do to whom. The server judges; this says it beforehand. */
import type { RoleReply } from '../../../../server/features/people/contract.ts'

export type Scope = 'own' | 'assigned' | 'all'
export const scopes: readonly Scope[] = ['own', 'assigned', 'all']

/** What one role allows: each code with its reach. */
export type Grants = Readonly<Record<string, Scope>>

/** What somebody holds by all their roles. */
export type Held = ReadonlyMap<string, ReadonlySet<Scope>>

export type Role = RoleReply
export type Difference = { code: string; from: string | null; to: string | null }

export function grantsOf({ permissions }: Pick<Role, 'permissions'>): Grants {
  return Object.fromEntries(permissions.map(({ code, scope }) => [code, scope as Scope]))
}

export function heldBy(all: readonly Grants[]): Held {
  const held = new Map<string, Set<Scope>>()
  for (const grants of all)
    for (const [code, scope] of Object.entries(grants)) held.set(code, (held.get(code) ?? new Set()).add(scope))
  return held
}

/** Whether it is held with that reach; `all` reaches whatever `own` and `assigned` reach. */
export function covers(held: Held, code: string, scope: Scope): boolean {
  const reach = held.get(code)
  return reach !== undefined && (reach.has('all') || reach.has(scope))
}

/** Codes of these grants that are not held with their reach. */
export function lackedOf(held: Held, grants: Grants): string[] {
  return Object.entries(grants)
    .filter(([code, scope]) => !covers(held, code, scope))
    .map(([code]) => code)
}

export function differencesOf(before: Grants, after: Grants): Difference[] {
  return compare(
    name => before[name] ?? null,
    name => after[name] ?? null,
    [...Object.keys(before), ...Object.keys(after)],
  )
}

/** What somebody gains and loses when some of their roles become others; what another role gives anyway is no difference. */
export function effectOn(before: readonly Grants[], after: readonly Grants[]): Difference[] {
  const [held, then] = [heldBy(before), heldBy(after)]
  return compare(
    code => reachOf(held, code),
    code => reachOf(then, code),
    [...held.keys(), ...then.keys()],
  )
}

const ranks: Record<string, number> = { own: 1, assigned: 2, 'own+assigned': 3, all: 4 }

/** Whether a difference lets somebody do more than before. */
export const isGain = ({ from, to }: Difference): boolean => (ranks[to ?? ''] ?? 0) > (ranks[from ?? ''] ?? 0)

function reachOf(held: Held, code: string): string | null {
  const reach = held.get(code)
  if (!reach) return null
  return reach.has('all') ? 'all' : scopes.filter(scope => reach.has(scope)).join('+')
}

function compare(
  before: (code: string) => string | null,
  after: (code: string) => string | null,
  codes: readonly string[],
): Difference[] {
  return [...new Set(codes)]
    .map(code => ({ code, from: before(code), to: after(code) }))
    .filter(({ from, to }) => from !== to)
}
