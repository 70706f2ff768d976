import type { Me } from '../../../../server/features/accounts/contract.ts'
import { getting, queryClient } from '../../lib/query.ts'

/** Asks anew who one is. Nothing else does: whoever reads it never asks by themselves, so marking it stale is not enough. */
export async function renewMe(): Promise<void> {
  await queryClient.fetchQuery({ ...getting<Me>('/api/auth/me/'), staleTime: 0 }).catch(() => undefined)
}
