/** What the pages of this feature ask of the server. */
import type { Product } from '../../../../server/features/catalog/contract.ts'
import type { HistoryEntry, Order, OrderItem, Preview } from '../../../../server/features/orders/contract.ts'
import type { Location } from '../../../../server/features/stock/contract.ts'
import { useCan } from '../../app/session.ts'
import type { Page } from '../../lib/list.ts'
import { useGet } from '../../lib/query.ts'

export type { HistoryEntry, Location, Order, OrderItem, Preview, Product }

export const orderPath = (id: number) => `/api/orders/${id}/`

/** What a step of an order may have changed. */
export const touched = ['/api/orders/', '/api/products/', '/api/stock/', '/api/dashboard/', '/api/audit-logs/']

export const useOrder = (id: number, { enabled = true } = {}) => useGet<Order>(orderPath(id), undefined, { enabled })

export const useHistory = (id: number) =>
  useGet<Page<HistoryEntry>>(`${orderPath(id)}history/`, { page_size: 200, ordering: '-id' })

/** The products of these lines as they are now, by id; empty for who sees no products. */
export function useProducts(ids: readonly number[]): ReadonlyMap<number, Product> {
  const seesProducts = useCan()('VIEW_PRODUCTS')
  const wanted = [...new Set(ids)].toSorted((a, b) => a - b)
  const { data } = useGet<Page<Product>>(
    '/api/products/',
    { id__in: wanted.join(','), page_size: 100 },
    { enabled: seesProducts && wanted.length > 0, placeholderData: before => before },
  )
  return new Map(data?.results.map(product => [product.id, product]))
}

/** The company's own locations; empty for who may not see them. */
export function useLocations(): readonly Location[] {
  const seesLocations = useCan()('VIEW_LOCATIONS')
  const { data } = useGet<Page<Location>>('/api/locations/', { page_size: 200 }, { enabled: seesLocations })
  return data?.results.filter(({ is_active }) => is_active) ?? []
}

export const leftOf = ({ quantity, fulfilled }: OrderItem): number => thousandths(quantity - fulfilled)

/** Without the crumbs of binary fractions. */
export const thousandths = (value: number): number => Math.round(value * 1000) / 1000

export const sum = (values: readonly number[]): number => thousandths(values.reduce((total, value) => total + value, 0))

/** Where nobody approves their own: it can still be rejected, but not approved. */
export const isSelfLocked = ({ status, abilities }: Order): boolean =>
  status === 'pending' && abilities.reject && !abilities.approve
