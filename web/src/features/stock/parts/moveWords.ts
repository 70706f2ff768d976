import type { Move } from '../../../../../server/features/stock/contract.ts'
import { useTranslation } from '../../../lib/translation.ts'

/** Why something moved and where it went, in words. */
export function useMoveWords() {
  const { t } = useTranslation('stock')
  const place = (kind: Move['from_kind'], name: string) => (kind === 'internal' ? name : t(`place.${kind}`))
  return {
    cause: ({ cause_type, change }: Move) =>
      t(cause_type === 'order' ? `cause.${change < 0 ? 'sold' : 'received'}` : `cause.${cause_type}`),
    way: (move: Move) =>
      t('moves.way', { from: place(move.from_kind, move.from_name), to: place(move.to_kind, move.to_name) }),
    by: ({ actor_username }: Move) => actor_username ?? t('moves.system'),
  }
}
