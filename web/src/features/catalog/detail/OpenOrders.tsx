import type { Product } from '../../../../../server/features/catalog/contract.ts'
import type { Explanation, OrderShare } from '../../../../../server/features/stock/contract.ts'
import { useFormat } from '../../../lib/format.ts'
import { useGet } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { type OrderState, Sheet, Skeleton, StatusPill } from '../../../ui/index.ts'
import { pathOf } from '../changes.ts'
import { OrderLink } from './OrderLink.tsx'

export const useExplanation = (id: number) => useGet<Explanation>(`${pathOf(id)}explain/`)

/** Who holds units of it, and who brings some. */
export function OpenOrders({ product }: { product: Product }) {
  const { t } = useTranslation('catalog')
  const { data } = useExplanation(product.id)
  if (!data)
    return (
      <Sheet title={t('orders.title')}>
        <Skeleton shape="text" rows={2} />
      </Sheet>
    )
  const groups = [
    { key: 'held', shares: data.reserved.orders },
    { key: 'incoming', shares: data.incoming.restocks },
    { key: 'waiting', shares: data.waiting.restocks },
  ].filter(({ shares }) => shares.length > 0)
  return (
    <Sheet title={t('orders.title')}>
      {groups.length === 0 && <p className="text-muted-foreground">{t('orders.none')}</p>}
      <div className="grid gap-4">
        {groups.map(({ key, shares }) => (
          <Group key={key} title={t(`orders.${key}`)} shares={shares} unit={product.unit} />
        ))}
      </div>
    </Sheet>
  )
}

function Group({ title, shares, unit }: { title: string; shares: OrderShare[]; unit: string }) {
  const { quantity } = useFormat()
  return (
    <section className="grid gap-1.5">
      <h3 className="text-12 font-normal text-muted-foreground">{title}</h3>
      <ul>
        {shares.map(share => (
          <li
            key={share.order ?? 0}
            className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 border-t border-border py-1.5 first:border-0"
          >
            <OrderLink share={share} />
            {share.status && <StatusPill state={share.status as OrderState} />}
            <b className="ms-auto font-semibold">{quantity(share.quantity, unit)}</b>
          </li>
        ))}
      </ul>
    </section>
  )
}
