import type { Move } from '../../../../../server/features/stock/contract.ts'
import { useCan } from '../../../app/session.ts'
import { useFormat } from '../../../lib/format.ts'
import { useList } from '../../../lib/list.ts'
import { useNames } from '../../../lib/names.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { When } from '../../../ui/index.ts'
import { PlaceLink } from './PlaceLink.tsx'

/** How the product's stock came to be what it is; on a phone there is no room for it. */
export function LastMoves({ productId }: { productId: number }) {
  const { t } = useTranslation('orders')
  const { signed } = useFormat()
  const seesStock = useCan()('VIEW_STOCK')
  const { rows } = useList<Move>(`/api/products/${productId}/history/`, { page_size: 3 }, { enabled: seesStock })
  const name = useNames(rows.map(({ actor }) => actor))
  if (rows.length === 0) return null
  return (
    <section className="decision-moves max-desk:hidden" aria-labelledby="last-moves">
      <h3 id="last-moves">{t('moves.title')}</h3>
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">{t('moves.when')}</th>
            <th scope="col">{t('moves.move')}</th>
            <th scope="col">{t('moves.why')}</th>
            <th scope="col">{t('moves.by')}</th>
            <th scope="col" className="ledger-num">
              {t('moves.quantity')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(move => (
            <tr key={move.id}>
              <td className="text-muted-foreground">
                <When iso={move.at} as="dateTime" />
              </td>
              <td>
                {t('moves.path', {
                  from: placeOf(t, move.from_kind, move.from_name),
                  to: placeOf(t, move.to_kind, move.to_name),
                })}
              </td>
              <td className="max-w-48 truncate">
                {move.cause_type === 'order' && move.cause_id !== null ? (
                  <PlaceLink to={`/app/orders/${move.cause_id}`}>{move.reason}</PlaceLink>
                ) : (
                  move.reason
                )}
              </td>
              <td>{move.actor === null ? t('byItself') : name(move.actor)}</td>
              <td className="ledger-num">{signed(move.change || move.quantity)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const placeOf = (t: (key: string) => string, kind: string, name: string) =>
  kind === 'internal' ? name : t(`moves.places.${kind}`)
