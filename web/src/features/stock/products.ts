import { useQueries } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Product } from '../../../../server/features/catalog/contract.ts'
import { useCan } from '../../app/session.ts'
import type { Page } from '../../lib/list.ts'
import { getting, useGet } from '../../lib/query.ts'
import { isLow } from '../../ui/LevelBar.tsx'

const path = '/api/products/'
const mostAtOnce = 100

/** The products behind these ids, as far as one may see them: pictures, barcodes and reorder points of a list. */
export function useProducts(ids: readonly number[]): ReadonlyMap<number, Product> {
  const can = useCan()
  const wanted = [...new Set(ids)].sort((a, b) => a - b)
  const groups = Array.from({ length: Math.ceil(wanted.length / mostAtOnce) }, (_, index) =>
    wanted.slice(index * mostAtOnce, (index + 1) * mostAtOnce).join(','),
  )
  const found = useQueries({
    queries: groups.map(id__in => ({
      ...getting<Page<Product>>(path, { id__in, page_size: mostAtOnce }),
      enabled: can('VIEW_PRODUCTS'),
    })),
    combine: answers => answers.flatMap(({ data }) => data?.results ?? []),
  })
  return useMemo(() => new Map(found.map(product => [product.id, product])), [found])
}

/** The product that the address names until another one is chosen. */
export function useChosenProduct(id: number | undefined) {
  const [chosen, choose] = useState<Product | null | undefined>(undefined)
  const { data } = useGet<Product>(`${path}${id}/`, undefined, { enabled: id !== undefined && chosen === undefined })
  return [chosen === undefined ? (data ?? null) : chosen, choose] as const
}

/** The mark in the margin: none left, or below the reorder point with what is on its way. */
export function markOf(product: Product | undefined): 'out' | 'low' | null {
  if (!product?.track_stock || !product.is_active) return null
  if ((product.stock ?? 0) <= 0) return 'out'
  return isLow({ free: product.stock ?? 0, incoming: product.incoming, reorder: product.reorder_point }) ? 'low' : null
}
