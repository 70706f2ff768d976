import { useGet } from '../../../lib/query.ts'
import { type Order, orderPath, type Preview, type Product } from '../orders.ts'

/** What approving would do to the stock of what is counted, the tightest first; undefined until it is known. */
export function usePreview(order: Order, products: ReadonlyMap<number, Product>) {
  const { data, error } = useGet<Preview>(
    `${orderPath(order.id)}preview/`,
    { action: 'approve' },
    { enabled: order.abilities.approve },
  )
  const stock = data?.stock
    .filter(({ product }) => products.get(product)?.track_stock !== false)
    .toSorted((a, b) => a.after.available - b.after.available)
  return { stock, error }
}
