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

/** As the API counts it: whole, or with parts. */
export const wholeUnits: readonly string[] = [
  'piece',
  'pair',
  'set',
  'box',
  'pack',
  'carton',
  'case',
  'crate',
  'bag',
  'bottle',
  'can',
  'jar',
  'tube',
  'roll',
  'sheet',
  'pallet',
  'dozen',
]

export const measuredUnits: readonly string[] = [
  'kg',
  'g',
  'mg',
  't',
  'lb',
  'oz',
  'l',
  'ml',
  'm',
  'cm',
  'mm',
  'km',
  'ft',
  'in',
  'yd',
  'm2',
  'm3',
  'hour',
  'minute',
  'day',
]

/** Units of measure that are read beside their number; counted ones go without saying. */
export const unitShown = (unit: string): string | undefined => (wholeUnits.includes(unit) ? undefined : unit)
