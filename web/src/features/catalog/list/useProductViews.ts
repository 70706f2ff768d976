import { useMemo } from 'react'
import { useSession } from '../../../app/session.ts'
import type { ListSearch, Page } from '../../../lib/list.ts'
import { useGet } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import type { View } from '../../../ui/table/index.ts'
import { productsPath } from '../asked.ts'

/** The questions that are asked every day, with how many answer them, counted once the products themselves are there. */
export function useProductViews(isCounting: boolean): View[] {
  const { t } = useTranslation('catalog')
  const { user } = useSession()
  const searches = {
    all: {},
    low: { low: true },
    out: { is_active: true, stock__lte: 0 },
    noBarcode: { is_active: true, barcode__isnull: true },
    mine: { assigned_to: user.id },
  } satisfies Record<string, ListSearch>
  const counts = {
    all: useCount(searches.all, isCounting),
    low: useCount(searches.low, isCounting),
    out: useCount(searches.out, isCounting),
    noBarcode: useCount(searches.noBarcode, isCounting),
    mine: useCount(searches.mine, isCounting),
  }
  const { all, low, out, noBarcode, mine } = counts
  // biome-ignore lint/correctness/useExhaustiveDependencies: the searches are the same as long as the person is
  return useMemo(() => {
    const known = { all, low, out, noBarcode, mine }
    return (Object.keys(searches) as (keyof typeof searches)[]).map(id => {
      const count = known[id]
      return { id, label: t(`views.${id}`), search: searches[id], ...(count !== undefined && { count }) }
    })
  }, [t, user.id, all, low, out, noBarcode, mine])
}

/** How many products answer a question; the page of one row that comes along is not looked at. */
export function useCount(search: ListSearch, enabled: boolean): number | undefined {
  return useGet<Page<unknown>>(productsPath, { ...search, page_size: 1 }, { staleTime: 60_000, enabled }).data?.count
}
