/**
 * Where the shop's goods come from: what anybody may see, or, where the storefront is closed to the public, what the company's own
 * people may. The pages do not know which.
 */
import { createContext, useContext } from 'react'
import type { Meta } from '../../../../server/features/accounts/contract.ts'
import type { Product } from '../../../../server/features/catalog/contract.ts'
import type { Store, StoreCategory, StoreProduct } from '../../../../server/features/store/contract.ts'
import { type Me, useCan, useMaybeMe } from '../../app/session.ts'
import type { Query } from '../../lib/address.ts'
import { type ApiError, api } from '../../lib/api.ts'
import type { Page } from '../../lib/list.ts'
import { getting, useGet, useQueryClient } from '../../lib/query.ts'

export type Goods = Pick<
  StoreProduct,
  'id' | 'name' | 'sku' | 'description' | 'price' | 'unit' | 'stock' | 'incoming' | 'category' | 'image'
>

export type Shop = {
  name: string
  slug: string
  /** Its own address. */
  domain: string
  currency: string
  /** Open to everybody, or to the company's own people only. */
  isPublic: boolean
  takesCustomers: boolean
}

export type FoundShop =
  | { is: 'open'; shop: Shop }
  | { is: 'loading' | 'missing' | 'forbidden' }
  | { is: 'closed'; name: string | null; takesCustomers: boolean }
  | { is: 'failed'; error: ApiError; retry: () => unknown }

const ShopContext = createContext<Shop | null>(null)
export const ShopProvider = ShopContext

export function useShop(): Shop {
  const shop = useContext(ShopContext)
  if (!shop) throw new Error('this is shown inside of a shop only')
  return shop
}

/** The shop of this slug as whoever looks may see it. To strangers a closed one and none at all answer alike. */
export function useFindShop(slug: string): FoundShop {
  const { data, error, refetch } = useGet<Store>(`/api/store/${encodeURIComponent(slug)}/`)
  const member = useMember(slug)
  const seesProducts = useCan()('VIEW_PRODUCTS')
  const isHidden = error?.status === 404
  const meta = useGet<Meta>('/api/meta/', undefined, {
    enabled: isHidden && !member,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const here = meta.data?.company
  if (data) return { is: 'open', shop: publicShop(data) }
  if (!error) return { is: 'loading' }
  if (!isHidden) return { is: 'failed', error, retry: refetch }
  if (member) return seesProducts ? { is: 'open', shop: membersShop(member) } : { is: 'forbidden' }
  if (meta.isPending) return { is: 'loading' }
  if (here && isSame(here.slug, slug))
    return { is: 'closed', name: here.name, takesCustomers: here.customer_signup === 'open' }
  if (here || !/^[a-z0-9][a-z0-9-]*$/i.test(slug)) return { is: 'missing' }
  return { is: 'closed', name: null, takesCustomers: false }
}

const publicShop = ({ name, slug, domain, currency, customer_signup }: Store): Shop => ({
  name,
  slug,
  domain,
  currency,
  isPublic: true,
  takesCustomers: customer_signup === 'open',
})

const membersShop = ({ tenant: { name, slug, domain, currency } }: Me): Shop => ({
  name,
  slug,
  domain,
  currency,
  isPublic: false,
  takesCustomers: false,
})

/** Whoever is signed in to the company of this slug. */
export function useMember(slug: string): Me | null {
  const me = useMaybeMe()
  return me && me.role !== 'platform_admin' && isSame(me.tenant.slug, slug) ? me : null
}

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

/** The address of the products, and what is always asked of them. */
export function goodsSource({ slug, isPublic }: Shop): { path: string; always: Query } {
  return isPublic
    ? { path: `/api/store/${slug}/products/`, always: {} }
    : { path: '/api/products/', always: { is_active: true } }
}

export function useOneGoods(id: number) {
  const { path } = goodsSource(useShop())
  const { data, ...query } = useGet<Product | StoreProduct>(`${path}${id}/`)
  const isSold = data && !('is_active' in data && !data.is_active)
  return {
    ...query,
    goods: isSold ? (data as Goods) : undefined,
    isGone: query.error?.status === 404 || isSold === false,
  }
}

/** These products as they are now; who is missing in the answer is no longer sold. `null` until it is known. */
export function useTheseGoods(ids: readonly number[]) {
  const { path, always } = goodsSource(useShop())
  const client = useQueryClient()
  const wanted = { ...always, id__in: ids.toSorted((a, b) => a - b).join(','), page_size: 100 }
  const query = useGet<GoodsPage>(path, wanted, {
    enabled: ids.length > 0,
    placeholderData: before => before,
    staleTime: 0,
  })
  return {
    known: query.data ? byId(query.data) : null,
    isFresh: query.isSuccess && !query.isPlaceholderData,
    error: query.error,
    refetch: query.refetch,
    /** Asks again, once, and shows the answer. Throws ApiError. */
    look: async () => {
      const page = await api.get<GoodsPage>(path, wanted)
      client.setQueryData(getting(path, wanted).queryKey, page)
      return byId(page)
    },
  }
}

type GoodsPage = Page<Product | StoreProduct>

const byId = ({ results }: GoodsPage): ReadonlyMap<number, Goods> => new Map(results.map(row => [row.id, row as Goods]))

export function useCategories(): readonly StoreCategory[] {
  const { slug, isPublic } = useShop()
  const path = isPublic ? `/api/store/${slug}/categories/` : '/api/categories/'
  const { data } = useGet<Page<StoreCategory & { products_count?: number }>>(path, { page_size: 100 })
  return data?.results.filter(({ products_count }) => products_count !== 0) ?? []
}
