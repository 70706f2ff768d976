import { useCan } from '../../../app/session.ts'
import { useGet } from '../../../lib/query.ts'

/** How many orders wait for a decision that one may make oneself; null for who makes none, and until it is known. */
export function useWaitingCount(): number | null {
  const isApprover = useCan()('APPROVE_ORDER')
  const { data } = useGet<{ count: number }>('/api/orders/', { awaits: 'me', page_size: 1 }, { enabled: isApprover })
  return isApprover ? (data?.count ?? null) : null
}
