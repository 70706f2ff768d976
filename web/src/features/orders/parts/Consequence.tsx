import clsx from 'clsx'
import { isLow } from '../../../ui/index.ts'
import type { Order, Product } from '../orders.ts'
import { Headline } from './Headline.tsx'
import { usePreview } from './usePreview.ts'
import './decision.css'

/** What approving would do, in one sentence; its line is there before the words are. */
export function Consequence({ order, products }: { order: Order; products: ReadonlyMap<number, Product> }) {
  const { stock } = usePreview(order, products)
  if (!order.abilities.approve) return null
  const isTight = stock?.some(({ product, after }) => {
    const reorder = products.get(product)?.reorder_point ?? null
    return order.kind === 'sale' && isLow({ free: after.available, incoming: after.incoming, reorder })
  })
  return (
    <p className={clsx('consequence', isTight && 'is-tight')}>
      {stock && <Headline order={order} stock={stock} unitOf={id => products.get(id)?.unit} />}
    </p>
  )
}
