/** What the addresses of the shop carry beside the path; anything else is dropped. */
type Given = Record<string, unknown>

export const sorts = ['new', 'price', '-price', 'name'] as const
export type Sort = (typeof sorts)[number]

/** `cursor`: as far as the products were read. */
export type StoreSearch = { search?: string; category?: number; sort?: Sort; in_stock?: true; cursor?: string }

export function storeSearch({ search, category, sort, in_stock, cursor }: Given): StoreSearch {
  const words = typeof search === 'string' || typeof search === 'number' ? String(search).slice(0, 200) : ''
  const order = sorts.find(one => one === sort)
  return {
    ...(words && { search: words }),
    ...(isId(category) && { category }),
    ...(order && order !== 'new' && { sort: order }),
    ...(in_stock === true && { in_stock }),
    ...(typeof cursor === 'string' && cursor && { cursor }),
  }
}

export type OrdersSearch = { cursor?: string }

export const ordersSearch = ({ cursor }: Given): OrdersSearch =>
  typeof cursor === 'string' && cursor ? { cursor } : {}

/** `placed`: it was sent a moment ago; `do`: what is asked before it is done. */
export type OrderSearch = { placed?: true; do?: 'cancel' }

export const orderSearch = (given: Given): OrderSearch => ({
  ...(given.placed === true && { placed: true as const }),
  ...(given.do === 'cancel' && { do: 'cancel' as const }),
})

const isId = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0
