import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { type Amount, amountOf, progressOf } from '../amount.ts'
import { leftOf, type OrderItem, useProducts } from '../orders.ts'

/** How much these lines are together. */
export function useAmount(items: readonly Pick<OrderItem, 'product' | 'quantity'>[]): Amount {
  const { t } = useTranslation('orders')
  return amountOf(useUnits(items), useFormat(), t)
}

/** How much of these lines is left. */
export function useLeft(items: readonly OrderItem[]): Amount {
  const open = items.filter(item => leftOf(item) > 0)
  return useAmount(open.map(item => ({ ...item, quantity: leftOf(item) })))
}

/** How much of these lines is done. */
export function useDone(items: readonly OrderItem[]): { done: string; all: Amount } {
  const { t } = useTranslation('orders')
  return progressOf(useUnits(items), useFormat(), t)
}

/** Each line with the unit of its product. */
function useUnits<I extends { product: number }>(items: readonly I[]): (I & { unit: string | undefined })[] {
  const products = useProducts(items.map(({ product }) => product))
  return items.map(item => ({ ...item, unit: products.get(item.product)?.unit }))
}
