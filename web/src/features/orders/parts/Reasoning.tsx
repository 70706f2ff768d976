import type { Reasoning as Reasons } from '../../../../../server/features/orders/contract.ts'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { KeyValues, Sheet } from '../../../ui/index.ts'

/** Why a restock was requested by nobody: the numbers as they were then. */
export function Reasoning({ reasoning }: { reasoning: Reasons }) {
  const { t } = useTranslation('orders')
  const { number } = useFormat()
  const { on_hand, reserved, incoming, waiting, projected, reorder_point, quantity } = reasoning
  return (
    <Sheet title={t('why.title')}>
      <p className="mb-3">
        {t('why.says', { projected: number(projected), point: number(reorder_point), quantity: number(quantity) })}
      </p>
      <KeyValues
        items={[
          [t('why.onHand'), number(on_hand)],
          [t('why.reserved'), reserved > 0 ? `−${number(reserved)}` : number(0)],
          [t('why.incoming'), `+${number(incoming)}`],
          [t('why.waiting'), `+${number(waiting)}`],
          [t('why.projected'), <b key="projected">{number(projected)}</b>],
          [t('why.point'), number(reorder_point)],
        ]}
      />
    </Sheet>
  )
}
