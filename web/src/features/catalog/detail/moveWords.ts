import {
  ArrowLeftRight,
  ClipboardCheck,
  type LucideIcon,
  PackageCheck,
  PackagePlus,
  SlidersHorizontal,
  Tag,
  Undo2,
} from 'lucide-react'
import type { CauseType, Move } from '../../../../../server/features/stock/contract.ts'
import { useTranslation } from '../../../lib/translation.ts'

export const moveIcons: Record<CauseType, LucideIcon> = {
  opening: PackagePlus,
  product: Tag,
  adjustment: SlidersHorizontal,
  transfer: ArrowLeftRight,
  order: PackageCheck,
  count: ClipboardCheck,
  reversal: Undo2,
}

const virtual = new Set(['supplier', 'customer', 'adjustment', 'scrap', 'transit'])

/** Where a move went and why, in words. */
export function useMoveWords() {
  const { t } = useTranslation('catalog')
  const place = (kind: string, name: string) => (virtual.has(kind) ? t(`place.${kind}`) : name)
  return {
    cause: ({ cause_type, change }: Move) =>
      t(cause_type === 'order' ? `cause.${change < 0 ? 'sold' : 'received'}` : `cause.${cause_type}`),
    way: (move: Move) =>
      t('moves.way', { from: place(move.from_kind, move.from_name), to: place(move.to_kind, move.to_name) }),
    by: ({ actor_username }: Move) => actor_username ?? t('moves.system'),
  }
}

/** Gained, lost, or merely somewhere else. */
export const toneOf = ({ change }: Move) =>
  (change > 0 ? 'success' : change < 0 ? 'info' : 'neutral') as 'success' | 'info' | 'neutral'
