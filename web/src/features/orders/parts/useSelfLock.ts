import { useQuery } from '@tanstack/react-query'
import type { RoleReply, UserReply } from '../../../../../server/features/people/contract.ts'
import { useCan, useSession } from '../../../app/session.ts'
import { api } from '../../../lib/api.ts'
import type { Page } from '../../../lib/list.ts'
import { nameOf } from '../../../lib/names.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { isSelfLocked, type Order } from '../orders.ts'

/** Why one's own request cannot be approved by oneself, and who can; null when nothing is in the way. */
export function useSelfLock(order: Order): string | null {
  const { t, i18n } = useTranslation('orders')
  const { user } = useSession()
  const isLocked = isSelfLocked(order) && order.created_by === user.id
  const helpers = useApprovers(isLocked).filter(({ id }) => id !== user.id)
  if (!isLocked) return null
  if (helpers.length === 0) return t('locked.self')
  const names = new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(helpers.slice(0, 3).map(nameOf))
  return t('locked.selfWho', { names })
}

/** Some people whose roles let them approve; none for who may not look at roles and people. */
function useApprovers(isWanted: boolean): readonly UserReply[] {
  const can = useCan()
  const { data = [] } = useQuery({
    queryKey: ['/api/users/', 'approvers'],
    queryFn: findApprovers,
    enabled: isWanted && can('VIEW_ROLES') && can('VIEW_USERS'),
    staleTime: 300_000,
  })
  return data
}

async function findApprovers(): Promise<UserReply[]> {
  const { results } = await api.get<Page<RoleReply>>('/api/roles/', { page_size: 200 })
  const approving = results.filter(role =>
    role.permissions.some(({ code, scope }) => code === 'APPROVE_ORDER' && scope === 'all'),
  )
  const pages = await Promise.all(
    approving
      .slice(0, 4)
      .map(({ id }) => api.get<Page<UserReply>>('/api/users/', { role: id, is_active: true, page_size: 4 })),
  )
  return [...new Map(pages.flatMap(page => page.results).map(user => [user.id, user])).values()]
}
