import { useCallback, useMemo } from 'react'
import type { ListSearch } from '../../lib/list.ts'
import { stockRoute } from './routes.ts'

export const tabs = ['levels', 'moves', 'transfers', 'locations'] as const
export type Tab = (typeof tabs)[number]

export const doings = ['adjust', 'transfer', 'move', 'reverse', 'receive', 'location'] as const
export type Doing = (typeof doings)[number]

/** What a dialog is about: a product, at which location, or the record's id. */
export type Target = { product?: number | undefined; at?: number | undefined; id?: number | undefined }

export type TabProps = {
  search: ListSearch
  onSearch: (patch: ListSearch) => void
  open: (doing: Doing, target?: Target) => void
}

/** The page's address: which tab, which dialog about what; the rest is what the list is asked. */
export function useStockAddress() {
  const address = stockRoute.useSearch()
  const navigate = stockRoute.useNavigate()
  const onSearch = useCallback(
    (patch: ListSearch) => void navigate({ search: (old: ListSearch) => ({ ...old, ...patch }), replace: true }),
    [navigate],
  )
  return useMemo(() => {
    const { tab, do: doing, product, at, id, ...search } = address
    return {
      tab: tabs.find(one => one === tab) ?? ('levels' as const),
      doing: doings.find(one => one === doing) ?? null,
      target: { product: idOf(product), at: idOf(at), id: idOf(id) } satisfies Target,
      search,
      onSearch,
      open: (next: Doing, target: Target = {}) =>
        void navigate({ search: (old: ListSearch) => ({ ...old, ...closed, ...target, do: next }) }),
      close: () => onSearch(closed),
    }
  }, [address, navigate, onSearch])
}

const closed = { do: undefined, product: undefined, at: undefined, id: undefined }

export const idOf = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : undefined
