import { Undo2 } from 'lucide-react'
import type { Move } from '../../../../../server/features/stock/contract.ts'
import { useCan } from '../../../app/session.ts'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, Drawer, ErrorState, KeyValues, Note, RouterLink, Skeleton, When } from '../../../ui/index.ts'
import type { TabProps } from '../address.ts'
import { useMoveWords } from '../parts/moveWords.ts'
import { Cause } from './Cause.tsx'
import { useMove } from './useMove.ts'

type MoveDrawerProps = { id: number; open: TabProps['open']; close: () => void }

/** One line of the ledger in full, with what caused it. */
export function MoveDrawer({ id, open, close }: MoveDrawerProps) {
  const { t } = useTranslation('stock')
  const can = useCan()
  const { signed, number } = useFormat()
  const { move, isMissing, error, refetch } = useMove(id)
  const mayReverse = can('ADJUST_STOCK') && move !== undefined && move.cause_type !== 'reversal'
  return (
    <Drawer
      open
      onOpenChange={isOpen => !isOpen && close()}
      title={t('moves.one', { id })}
      actions={
        mayReverse && (
          <Button kind="danger" icon={Undo2} onClick={() => open('reverse', { id })}>
            {t('reverse.submit')}
          </Button>
        )
      }
    >
      {error && !move ? (
        <ErrorState error={error} onRetry={refetch} />
      ) : isMissing ? (
        <Note>{t('refused.not_found')}</Note>
      ) : move ? (
        <>
          <p className="pb-4 text-26 type-wide font-semibold">
            {move.change === 0 ? number(move.quantity) : signed(move.change)}
          </p>
          <Facts move={move} />
        </>
      ) : (
        <Skeleton shape="text" rows={6} />
      )}
    </Drawer>
  )
}

function Facts({ move }: { move: Move }) {
  const { t } = useTranslation('stock')
  const can = useCan()
  const words = useMoveWords()
  const { product, product_name, sku, reason, at, reverses } = move
  const link = { to: '/app/products/$id', params: { id: String(product) }, search: { tab: 'history' } }
  return (
    <KeyValues
      items={[
        [
          t('field.product'),
          can('VIEW_PRODUCTS') ? (
            <RouterLink key="product" className="link [overflow-wrap:anywhere]" {...link}>
              {product_name}
            </RouterLink>
          ) : (
            product_name
          ),
        ],
        [t('field.sku'), sku],
        [t('field.cause'), <Cause key="cause" move={move} label={words.cause(move)} />],
        [t('transfers.way'), words.way(move)],
        [
          t('field.reason'),
          <span key="reason" className="[overflow-wrap:anywhere]">
            {reason || '–'}
          </span>,
        ],
        reverses !== null && [t('moves.reverses'), t('moves.one', { id: reverses })],
        [t('field.who'), words.by(move)],
        [t('field.when'), <When key="at" iso={at} as="dateTime" />],
      ]}
    />
  )
}
