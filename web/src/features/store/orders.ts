/** One's own orders in this shop. */
import { useRef, useState } from 'react'
import type { HistoryEntry, Order, OrderItem } from '../../../../server/features/orders/contract.ts'
import { ApiError, api } from '../../lib/api.ts'
import type { Page } from '../../lib/list.ts'
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
  const sent = useRef<{ what: string; once: string } | null>(null)
  const cancel = async (reason: string): Promise<boolean> => {
    const what = JSON.stringify([version, reason])
    if (sent.current?.what !== what) sent.current = { what, once: crypto.randomUUID() }
    setBusy(true)
    setError(null)
    try {
      const body = reason ? { reason } : {}
      const changed = await api.post<Order>(`${pathOf(id)}cancel/`, body, { once: sent.current.once, version })
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
