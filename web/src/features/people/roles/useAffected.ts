import { useQueries } from '@tanstack/react-query'
import { useCan } from '../../../app/session.ts'
import { getting } from '../../../lib/query.ts'
import { type Difference, effectOn, grantsOf, type Role } from '../grants.ts'
import { type User, type UserPage, usersPath } from '../people.ts'
import type { Changed } from './draft.ts'

export type Concerned = { user: User; effect: Difference[] }
export type Affected = { changed: Changed; people: Concerned[]; count: number }

/** Who has the roles that would change, and what it would mean to each of them by all their roles together. */
export function useAffected(changes: readonly Changed[], roles: readonly Role[]): { each: Affected[]; count: number } {
  const mayLook = useCan()('VIEW_USERS')
  const pages = useQueries({
    queries: changes.map(({ role: { id } }) => ({
      ...getting<UserPage>(usersPath, { role: id, is_active: true, page_size: 200 }),
      enabled: mayLook,
    })),
    combine: answers => answers.map(({ data }) => data),
  })
  const after = new Map(changes.map(({ role, after }) => [role.id, after]))
  const granted = new Map(roles.map(role => [role.id, grantsOf(role)]))
  const each = changes.map((changed, index) => {
    const page = pages[index]
    const people = (page?.results ?? []).map(user => {
      const before = user.roles.map(({ id }) => granted.get(id) ?? {})
      const then = user.roles.map(({ id }) => after.get(id) ?? granted.get(id) ?? {})
      return { user, effect: effectOn(before, then) }
    })
    return { changed, people, count: page?.count ?? changed.role.users_count }
  })
  const known = new Set(each.flatMap(({ people }) => people.map(({ user }) => user.id)))
  const beyond = each.reduce((sum, { people, count }) => sum + Math.max(0, count - people.length), 0)
  return { each, count: known.size + beyond }
}
