import type { Me } from '../../../../server/features/accounts/contract.ts'
import { api } from '../../lib/api.ts'
import { invalidatePaths } from '../../lib/query.ts'
import { renewMe } from './renewMe.ts'

/** Changes one's own password; every other session of oneself ends. */
export async function changePassword(values: { current_password: string; new_password: string }): Promise<void> {
  await api.post('/api/auth/password/change/', values)
  await renewMe()
  void invalidatePaths(['/api/auth/sessions/', '/api/profile/'])
}

/** What a strong password may not resemble. */
export function namesOf(me: Pick<Me, 'username' | 'email' | 'name'> | null): string[] {
  return me ? [me.username, me.email.split('@')[0] ?? '', me.name] : []
}
