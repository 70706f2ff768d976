import { useState } from 'react'
import { ApiError, api } from '../../../lib/api.ts'
import { useOnce } from '../../../lib/once.ts'
import { invalidatePaths, useQueryClient } from '../../../lib/query.ts'
import { type Order, orderPath, touched } from '../orders.ts'
import { type Refusal, useExplain } from './refusal.ts'

export type Deed = 'approve' | 'reject' | 'cancel' | 'fulfill' | 'assign'

/**
 * Steps of an order as it is on the page: somebody else's change since then is refused, and told. The same press sent again
 * after a lost answer does the deed once.
 */
export function useDeed(order: Order) {
  const client = useQueryClient()
  const explain = useExplain()
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [busyWith, setBusy] = useState<Deed | null>(null)
  const once = useOnce()

  async function perform(deed: Deed, body: Record<string, unknown> = {}): Promise<Order | null> {
    if (busyWith) return null
    setBusy(deed)
    setRefusal(null)
    try {
      const { version } = order
      const path = `${orderPath(order.id)}${deed}/`
      const changed = await once([path, version, body], key => api.post<Order>(path, body, { once: key, version }))
      client.setQueryData([orderPath(order.id)], changed)
      void invalidatePaths(touched)
      return changed
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      setRefusal(await explain(reason, order))
      void invalidatePaths(['/api/orders/'])
      return null
    } finally {
      setBusy(null)
    }
  }

  return { perform, refusal, busyWith, clear: () => setRefusal(null) }
}

export type Doer = ReturnType<typeof useDeed>
