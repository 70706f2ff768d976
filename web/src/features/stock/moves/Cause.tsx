import type { Move } from '../../../../../server/features/stock/contract.ts'
import { useCan } from '../../../app/session.ts'
import { RouterLink } from '../../../ui/index.ts'

/** What caused it, linked where it has a page. */
export function Cause({ move: { cause_type, cause_id }, label }: { move: Move; label: string }) {
  const can = useCan()
  const id = String(cause_id)
  if (cause_id !== null && cause_type === 'order' && can('VIEW_ORDERS'))
    return (
      <RouterLink className="link" to="/app/orders/$id" params={{ id }}>
        {label}
      </RouterLink>
    )
  if (cause_id !== null && cause_type === 'count' && (can('COUNT_STOCK') || can('APPROVE_COUNT')))
    return (
      <RouterLink className="link" to="/app/counts/$id" params={{ id }}>
        {label}
      </RouterLink>
    )
  return label
}
