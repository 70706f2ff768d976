import { useState } from 'react'
import type { Level, Location } from '../../../../server/features/stock/contract.ts'
import { useCan } from '../../app/session.ts'
import type { Page } from '../../lib/list.ts'
import { useGet } from '../../lib/query.ts'

export const locationsPath = '/api/locations/'

/** What changes when stock moves. */
export const touched = ['/api/stock/', '/api/products/', '/api/dashboard/']

const all = { page_size: 200, ordering: 'name' }
const none: Location[] = []

/** All locations by name; none for those who may not see them, for whom the server takes the default one. */
export function useLocations(): Location[] {
  const can = useCan()
  const { data } = useGet<Page<Location>>(locationsPath, all, { enabled: can('VIEW_LOCATIONS'), staleTime: 120_000 })
  return data?.results ?? none
}

/** Those that stock can be put at. */
export const useActiveLocations = (): Location[] => useLocations().filter(({ is_active }) => is_active)

/** The location that the address names, else the default one, until another one is chosen. */
export function useChosenLocation(named: number | undefined) {
  const [chosen, choose] = useState<number | undefined>(named)
  const usual = useActiveLocations().find(({ is_default }) => is_default)
  return [chosen ?? usual?.id, choose] as const
}

/** One product at one location: undefined until it is known; a product that has never been there has nothing there. */
export function useLevel(product: number | undefined, location: number | undefined): Shelf | undefined {
  const can = useCan()
  const isAsked = product !== undefined && location !== undefined && can('VIEW_STOCK')
  const query = { product, location, page_size: 1 }
  const { data } = useGet<Page<Level>>('/api/stock/', query, { enabled: isAsked, staleTime: 0 })
  if (!isAsked || !data) return undefined
  const [level] = data.results
  return { onHand: level?.on_hand ?? 0, held: level?.reserved ?? 0, incoming: level?.incoming ?? 0 }
}

export type Shelf = { onHand: number; held: number; incoming: number }
