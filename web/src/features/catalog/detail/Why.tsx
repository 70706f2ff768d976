import type { Product } from '../../../../../server/features/catalog/contract.ts'
import type { Explanation, OrderShare } from '../../../../../server/features/stock/contract.ts'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Drawer, ErrorState, LevelBar, Note, Skeleton, Total } from '../../../ui/index.ts'
import { RouterLink } from '../../../ui/RouterLink.tsx'
import { levelOf } from '../facts.ts'
import { useExplanation } from './OpenOrders.tsx'
import { OrderLink } from './OrderLink.tsx'

/** Why this number is this number: the sum written out, each line with what it comes from. */
export function Why({ product, close }: { product: Product; close: () => void }) {
  const { t } = useTranslation('catalog')
  const { quantity } = useFormat()
  const { data, error, refetch } = useExplanation(product.id)
  return (
    <Drawer
      open
      onOpenChange={open => !open && close()}
      title={t('why.title', { stock: quantity(product.stock ?? 0, product.unit) })}
      description={product.name}
    >
      {error && !data ? (
        <ErrorState error={error} onRetry={refetch} />
      ) : !data ? (
        <Skeleton shape="text" rows={8} />
      ) : !data.tracked ? (
        <Note>{t('stock.untracked')}</Note>
      ) : (
        <div className="grid gap-6">
          <LevelBar {...levelOf(product)} width="100%" height={14} />
          <Sum data={data} unit={product.unit} />
          <Reorder data={data} unit={product.unit} />
        </div>
      )}
    </Drawer>
  )
}

type PartProps = { data: Explanation; unit: string }

function Sum({ data, unit }: PartProps) {
  const { t } = useTranslation('catalog')
  const { quantity } = useFormat()
  const units = (value: number) => quantity(value, unit)
  const { on_hand, reserved, available } = data
  return (
    <table className="w-full [&_td]:py-1.5 [&_td]:align-top [&_td:last-child]:text-end [&_td:last-child]:whitespace-nowrap">
      <caption className="sr-only">{t('why.sum')}</caption>
      <tbody>
        {on_hand.causes
          .filter(cause => cause.cause !== 'transfer' || cause.moved_in !== cause.moved_out)
          .flatMap(({ cause, moved_in, moved_out }) => [
            ...(moved_in > 0 ? [{ key: `${cause}+`, words: t(`why.in.${cause}`), value: `+ ${units(moved_in)}` }] : []),
            ...(moved_out > 0
              ? [{ key: `${cause}-`, words: t(`why.out.${cause}`), value: `− ${units(moved_out)}` }]
              : []),
          ])
          .map(({ key, words, value }) => (
            <tr key={key} className="text-muted-foreground">
              <td>{words}</td>
              <td>{value}</td>
            </tr>
          ))}
        <Line label={t('field.onHand')} value={units(on_hand.value)} />
        {on_hand.locations.length > 1 &&
          on_hand.locations.map(place => (
            <tr key={place.location} className="text-12 text-muted-foreground">
              <td className="ps-4 [overflow-wrap:anywhere]">{place.name}</td>
              <td>{units(place.on_hand)}</td>
            </tr>
          ))}
        {reserved.orders.length === 0 && (
          <tr className="text-muted-foreground">
            <td>{t('why.nothingHeld')}</td>
            <td>–</td>
          </tr>
        )}
        {reserved.orders.map(share => (
          <Share key={share.order ?? 0} share={share} value={`− ${units(share.quantity)}`} />
        ))}
        <Line label={t('field.stock')} value={<Total>{units(available.value)}</Total>} />
      </tbody>
    </table>
  )
}

function Line({ label, value }: { label: string; value: React.ReactNode }) {
  return (
    <tr className="border-t border-input font-semibold">
      <td>{label}</td>
      <td>{value}</td>
    </tr>
  )
}

function Share({ share, value }: { share: OrderShare; value: string }) {
  const { t } = useTranslation('catalog')
  return (
    <tr>
      <td>
        <OrderLink share={share} />
        {share.status && <span className="text-muted-foreground"> · {t(`common:states.${share.status}`)}</span>}
      </td>
      <td>{value}</td>
    </tr>
  )
}

/** Whether more is due: what is free, on its way and asked for, against the reorder point. */
function Reorder({ data: { available, incoming, waiting, reorder }, unit }: PartProps) {
  const { t } = useTranslation('catalog')
  const { quantity } = useFormat()
  const units = (value: number) => quantity(value, unit)
  return (
    <section className="grid gap-2">
      <h3>{t('why.next')}</h3>
      {incoming.restocks.length + incoming.transfers.length + waiting.restocks.length === 0 && (
        <p className="text-muted-foreground">{t('why.nothingComing')}</p>
      )}
      <ul className="grid gap-1.5">
        {[...incoming.restocks, ...waiting.restocks].map(share => (
          <li key={share.order ?? 0} className="flex gap-2">
            <span className="min-w-0 flex-1">
              <OrderLink share={share} />
              {share.status && <span className="text-muted-foreground"> · {t(`common:states.${share.status}`)}</span>}
            </span>
            <span>+ {units(share.quantity)}</span>
          </li>
        ))}
        {incoming.transfers.map(({ transfer, from, to, quantity: inTransit }) => (
          <li key={`transfer ${transfer}`} className="flex gap-2">
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              <RouterLink to="/app/stock" search={{ tab: 'transfers' }} className="link">
                {t('why.transfer')}
              </RouterLink>
              <span className="text-muted-foreground"> · {t('why.way', { from, to })}</span>
            </span>
            <span>+ {units(inTransit)}</span>
          </li>
        ))}
      </ul>
      {reorder.point === null ? (
        <Note tone="neutral">{t('why.noPoint')}</Note>
      ) : (
        <Note tone={reorder.is_low ? 'warn' : 'success'}>
          {t(reorder.is_low ? 'why.low' : 'why.enough', {
            free: units(available.value),
            coming: units(incoming.value + waiting.value),
            projected: units(reorder.projected),
            point: units(reorder.point),
          })}
        </Note>
      )}
    </section>
  )
}
