import type { UserReply, UserWithPasswordReply } from '../../../../server/features/people/contract.ts'
import { ApiError, api } from '../../lib/api.ts'
import { newKey } from '../../lib/key.ts'
import type { Page as ApiPage } from '../../lib/list.ts'
import { invalidatePaths, queryClient } from '../../lib/query.ts'

export type User = UserReply
export type UserWithPassword = UserWithPasswordReply
export type UserPage = ApiPage<User>

export const usersPath = '/api/users/'
export const userPath = (id: number): string => `${usersPath}${id}/`

/** Who they are, how many, and what the roles count. */
export const touched = [usersPath, '/api/roles/', '/api/companies/']

/** Shows what the server answered at once; lists and counts are asked anew. */
export function keepUser<U extends User>(user: U): U {
  const { initial_password: _, ...shown } = user as UserWithPassword
  queryClient.setQueryData([userPath(user.id)], shown)
  void invalidatePaths(touched)
  return user
}

/** One sentence for a toast; anything but an answer of the server is a bug and goes on. */
export function refusalOf(error: unknown): string {
  if (!(error instanceof ApiError)) throw error
  return Object.values(error.fields).flat().join(' ') || error.message
}

/** A step of one person: `unlock`, `approve`, `assign_role` … */
export async function perform<U extends User = User>(
  id: number,
  step: string,
  body?: unknown,
  once?: string,
): Promise<U> {
  return keepUser(await api.post<U>(`${userPath(id)}${step}/`, body, { once: once ?? newKey() }))
}
