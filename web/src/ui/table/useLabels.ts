import { useQueries } from '@tanstack/react-query'
import type { ListSearch } from '../../lib/list.ts'
import { valuesOf } from './filters.ts'
import type { Filter } from './types.ts'

type Labels = Record<string, string>

/** The names of values whose names only the server knows, by filter. Until they are there a value stands for itself. */
export function useLabels(name: string, filters: Filter[], search: ListSearch): Record<string, Labels> {
  const asked = filters.filter(filter => filter.kind === 'relation')
  const answers = useQueries({
    queries: asked.map(filter => {
      const values = valuesOf(filter, search)
      return {
        queryKey: ['table', name, filter.id, 'names', values],
        queryFn: () => namesOf(filter, values),
        enabled: values.length > 0,
        staleTime: 300_000,
      }
    }),
  })
  return Object.fromEntries(asked.map((filter, index) => [filter.id, answers[index]?.data ?? {}]))
}

async function namesOf({ load, nameOf }: Filter, values: string[]): Promise<Labels> {
  const offered = Object.fromEntries(((await load?.('')) ?? []).map(({ value, label }) => [value, label]))
  const missing = nameOf ? values.filter(value => !(value in offered)) : []
  const found = await Promise.all(missing.map(async value => [value, await nameOf?.(value).catch(() => value)]))
  return { ...offered, ...Object.fromEntries(found) }
}
