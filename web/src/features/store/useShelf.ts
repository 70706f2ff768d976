import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { Query } from '../../lib/address.ts'
import { ApiError, api } from '../../lib/api.ts'
import type { Page } from '../../lib/list.ts'
import type { StoreSearch } from './search.ts'
import { type Goods, goodsSource, useShop } from './shop.ts'

const atOnce = 24

/**
 * The products that match, as far as they were read. The address carries the cursor of the last page: a link to it begins there,
 * and the way back from a product finds all that was read before.
 */
export function useShelf({ cursor, sort, ...wanted }: StoreSearch) {
  const { path, always } = goodsSource(useShop())
  const ordering = sort ?? (wanted.search ? undefined : '-created_at')
  const query: Query = { ...always, ...wanted, ordering, page_size: atOnce }
  const shelf = useInfiniteQuery<
    Page<Goods>,
    ApiError,
    { pages: Page<Goods>[] },
    readonly unknown[],
    string | undefined
  >({
    queryKey: [path, { ...query, read: 'on' }],
    queryFn: ({ pageParam, signal }) => read(path, { ...query, cursor: pageParam }, signal),
    initialPageParam: cursor,
    getNextPageParam: last => cursorOf(last.next),
    getPreviousPageParam: first => cursorOf(first.previous),
    placeholderData: keepPreviousData,
  })
  const pages = shelf.data?.pages ?? []
  return {
    goods: pages.flatMap(({ results }) => results),
    count: pages[0]?.count ?? 0,
    isLowerBound: pages[0]?.count_is_lower_bound ?? false,
    next: cursorOf(pages.at(-1)?.next),
    shelf,
  }
}

/** An address from another time, with a cursor that is none any more, begins at the start. */
async function read(path: string, query: Query, signal: AbortSignal): Promise<Page<Goods>> {
  try {
    return await api.get<Page<Goods>>(path, query, signal)
  } catch (reason) {
    if (!(reason instanceof ApiError) || !reason.fields.cursor) throw reason
    return api.get<Page<Goods>>(path, { ...query, cursor: undefined }, signal)
  }
}

const cursorOf = (link: string | null | undefined) =>
  link ? (new URL(link).searchParams.get('cursor') ?? undefined) : undefined
