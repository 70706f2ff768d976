import type { Product } from '../../../../server/features/catalog/contract.ts'
import { isLow } from '../../ui/LevelBar.tsx'

/** What its level bar shows. */
export const levelOf = ({ stock, reserved, incoming, reorder_point }: Product) => ({
  free: stock ?? 0,
  held: reserved,
  incoming,
  reorder: reorder_point,
})

/** The mark in the margin: nothing left, or less than the reorder point with what is on its way. */
export function markOf(product: Product): 'out' | 'low' | null {
  if (!product.track_stock || !product.is_active) return null
  if ((product.stock ?? 0) <= 0) return 'out'
  return isLow(levelOf(product)) ? 'low' : null
}

export const figureTone = { out: 'text-danger-text', low: 'text-warn-text' } as const
