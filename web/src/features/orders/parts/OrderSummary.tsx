import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import type { Order } from '../orders.ts'

type Summed = Pick<Order, 'items'>

/** What an order is about, in a few words: "7 × Brass Desk Lamp and 2 more". */
export function useSummary(): (order: Summed) => string {
  const { t } = useTranslation('orders')
  const { number } = useFormat()
  return ({ items }) => {
    const [first] = items
    if (!first) return t('summary.none')
    const named = { quantity: number(first.quantity), name: first.name }
    return items.length === 1 ? t('summary.one', named) : t('summary.more', { ...named, count: items.length - 1 })
  }
}
