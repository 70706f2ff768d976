import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Query } from './address.ts'
import type { ApiError } from './api.ts'
import { getting, queryClient } from './query.ts'

/** A page of a list as every list of the API answers it. */
export type Page<T> = {
  count: number
  count_is_lower_bound?: boolean
  next: string | null
  previous: string | null
  results: T[]
}

/** What a list's address says: search, ordering, cursor, page size and field filters. */
export type ListSearch = Record<string, string | number | boolean | undefined>

/** For a route's `validateSearch`: plain values only; anything else is dropped. */
export function listSearch(given: Record<string, unknown>): ListSearch {
  const plain = Object.entries(given).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
  return Object.fromEntries(plain) as ListSearch
}

export type List<T> = {
  rows: T[]
  count: number
  isLowerBound: boolean
  /** Cursors of the neighbouring pages. */
  next: string | null
  previous: string | null
  isLoading: boolean
  isFetching: boolean
  error: ApiError | null
  refetch: () => unknown
}

/** One page of the list at `path`; while the next question is under way the old rows stay. */
export function useList<T>(path: string, search: ListSearch = {}, options: { enabled?: boolean } = {}): List<T> {
  const { data, isPending, isFetching, error, refetch } = useQuery<Page<T>, ApiError>({
    ...getting<Page<T>>(path, search as Query),
    placeholderData: keepPreviousData,
    ...options,
  })
  return {
    rows: data?.results ?? [],
    count: data?.count ?? 0,
    isLowerBound: data?.count_is_lower_bound ?? false,
    next: cursorOf(data?.next),
    previous: cursorOf(data?.previous),
    isLoading: isPending && options.enabled !== false,
    isFetching,
    error,
    refetch,
  }
}

const patienceMs = 150

/** For a route's loader: asks before the page is drawn. Answers that come soon spare the page its skeleton; late ones are not waited for. */
export async function firstAnswers(...questions: [path: string, query: ListSearch][]): Promise<void> {
  const late = new Promise<void>(resolve => setTimeout(resolve, patienceMs))
  const asked = questions.map(([path, query]) => queryClient.prefetchQuery(getting(path, query as Query)))
  await Promise.race([Promise.all(asked), late])
}

function cursorOf(link: string | null | undefined): string | null {
  return link ? new URL(link).searchParams.get('cursor') : null
}
