/** One's own orders in this shop. */
import { useState } from 'react'
import type { HistoryEntry, Order, OrderItem } from '../../../../server/features/orders/contract.ts'
import { ApiError, api } from '../../lib/api.ts'
import type { Page } from '../../lib/list.ts'
import { useOnce } from '../../lib/once.ts'
import { invalidatePaths, useGet, useQueryClient } from '../../lib/query.ts'

export type { HistoryEntry, Order, OrderItem }

export const ownOrders = { mine: true, kind: 'sale', ordering: '-created_at' }

const pathOf = (id: number | string) => `/api/orders/${id}/`

export const useOwnOrder = (id: string) => useGet<Order>(pathOf(Number(id) || 0))

export const useOwnHistory = (id: number) =>
  useGet<Page<HistoryEntry>>(`${pathOf(id)}history/`, { page_size: 100, ordering: '-id' })

export const downloadPdf = ({ id, number }: Order) => api.download(`${pathOf(id)}pdf/`, {}, `order-${number}.pdf`)

/** Cancels the order as it is on the page; pressed again after a lost answer it is done once. */
export function useCancel({ id, version }: Order) {
  const client = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)
  const once = useOnce()
  const cancel = async (reason: string): Promise<boolean> => {
    setBusy(true)
    setError(null)
    try {
      const body = reason ? { reason } : {}
      const path = `${pathOf(id)}cancel/`
      const changed = await once([version, body], key => api.post<Order>(path, body, { once: key, version }))
      client.setQueryData([pathOf(id)], changed)
      return true
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem
      setError(problem)
      return false
    } finally {
      setBusy(false)
      void invalidatePaths(['/api/orders/', '/api/store/', '/api/products/'])
    }
  }
  return { cancel, isBusy, error }
}
