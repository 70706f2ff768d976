import { Link } from '@tanstack/react-router'
import type { Product } from '../../../../../server/features/catalog/contract.ts'
import type { Move } from '../../../../../server/features/stock/contract.ts'
import { useFormat } from '../../../lib/format.ts'
import { useList } from '../../../lib/list.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { ErrorState, Sheet, Skeleton, Timeline } from '../../../ui/index.ts'
import { pathOf } from '../changes.ts'
import { moveIcons, toneOf, useMoveWords } from './moveWords.ts'

/** The last few moves; all of them are a tab of their own. */
export function RecentMoves({ product }: { product: Product }) {
  const { t } = useTranslation('catalog')
  const { signed, number } = useFormat()
  const words = useMoveWords()
  const list = useList<Move>(`${pathOf(product.id)}history/`, { page_size: 6 })
  return (
    <Sheet
      title={t('moves.recent')}
      actions={
        list.next && (
          <Link className="link" to="/app/products/$id" params={{ id: String(product.id) }} search={{ tab: 'history' }}>
            {t('moves.all', { count: list.count, n: number(list.count) })}
          </Link>
        )
      }
    >
      {list.error && list.rows.length === 0 ? (
        <ErrorState error={list.error} onRetry={list.refetch} />
      ) : list.isLoading ? (
        <Skeleton shape="text" rows={4} />
      ) : list.rows.length === 0 ? (
        <p className="text-muted-foreground">{t('moves.none')}</p>
      ) : (
        <Timeline
          label={t('moves.recent')}
          items={list.rows.map(move => ({
            id: move.id,
            icon: moveIcons[move.cause_type],
            tone: toneOf(move),
            at: move.at,
            text: (
              <>
                <b className="font-semibold">{move.change === 0 ? number(move.quantity) : signed(move.change)}</b>{' '}
                {words.cause(move)}
                <span className="text-muted-foreground"> · {words.way(move)}</span>
              </>
            ),
            more: (
              <span className="[overflow-wrap:anywhere]">
                {[words.by(move), move.reason].filter(Boolean).join(' · ')}
              </span>
            ),
          }))}
        />
      )}
    </Sheet>
  )
}
