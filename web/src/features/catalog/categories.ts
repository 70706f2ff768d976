import { useMemo } from 'react'
import type { Category } from '../../../../server/features/catalog/contract.ts'
import { api } from '../../lib/api.ts'
import type { Page } from '../../lib/list.ts'
import { useGet } from '../../lib/query.ts'
import { allCategories, categoriesPath as path } from './asked.ts'

/** The company's categories, the first two hundred by name. */
export function useCategories() {
  const { data } = useGet<Page<Category>>(path, allCategories, { staleTime: 300_000 })
  return useMemo(() => data?.results ?? [], [data])
}

/** What a category is called; null where a product has none. */
export function useCategoryName(): (id: number | null) => string | null {
  const categories = useCategories()
  return useMemo(() => {
    const names = new Map(categories.map(({ id, name }) => [id, name]))
    return id => (id === null ? null : (names.get(id) ?? null))
  }, [categories])
}

/** Those that a typed text finds, for filters and fields. */
export const findCategories = (text: string): Promise<Category[]> =>
  api.get<Page<Category>>(path, { search: text, page_size: 50, ordering: 'name' }).then(({ results }) => results)

export const getCategory = (id: string | number): Promise<Category> => api.get<Category>(`${path}${id}/`)
