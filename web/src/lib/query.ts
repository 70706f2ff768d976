import { QueryClient, type QueryKey, type UseQueryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Query } from './address.ts'
import { ApiError, api } from './api.ts'

/** The one cache of what the server said. Live hints make parts of it stale; a failed read is repeated unless the answer is final. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && !isFinal(error),
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})

const isFinal = (error: Error) => error instanceof ApiError && error.status > 0 && error.status < 500

type GetOptions<T> = Omit<UseQueryOptions<T, ApiError, T, QueryKey>, 'queryKey' | 'queryFn'>

/** What a path answers, kept under `[path, query]` so that whatever changes it can name it by its path. */
export function useGet<T>(path: string, query?: Query, options: GetOptions<T> = {}) {
  return useQuery<T, ApiError, T, QueryKey>({ ...getting<T>(path, query), ...options })
}

/** For loaders: the same question as `useGet` asks. */
export function getting<T>(path: string, query?: Query) {
  return {
    queryKey: (query ? [path, query] : [path]) as QueryKey,
    queryFn: ({ signal }: { signal: AbortSignal }) => api.get<T>(path, query, signal),
  }
}

/** Marks whatever was read from below these paths as stale; what is on the screen is asked again. */
export function invalidatePaths(paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return Promise.resolve()
  return queryClient.invalidateQueries({
    predicate: ({ queryKey }) => paths.some(path => String(queryKey[0]).startsWith(path)),
  })
}

export { useQueryClient }
