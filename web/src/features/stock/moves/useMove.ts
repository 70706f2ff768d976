import type { Move } from '../../../../../server/features/stock/contract.ts'
import type { Page } from '../../../lib/list.ts'
import { queryClient, useGet } from '../../../lib/query.ts'

export const movesPath = '/api/stock/moves/'

/** One move; at once where the list behind has it. What has been booked never changes. */
export function useMove(id: number) {
  const { data, error, refetch } = useGet<Page<Move>>(
    movesPath,
    { id, page_size: 1 },
    { placeholderData: () => knownPage(id) },
  )
  return { move: data?.results[0], isMissing: data?.count === 0, error, refetch }
}

const knownPage = (id: number): Page<Move> | undefined =>
  queryClient
    .getQueriesData<Page<Move>>({ queryKey: [movesPath] })
    .map(([, page]) => page?.results.filter(move => move.id === id) ?? [])
    .filter(results => results.length > 0)
    .map(results => ({ count: 1, next: null, previous: null, results }))[0]
