import type { Explanation, OrderShare } from '../../../../../server/features/stock/contract.ts'
import { useCan } from '../../../app/session.ts'
import { useFormat } from '../../../lib/format.ts'
import { useGet } from '../../../lib/query.ts'
import type { Order, Preview } from '../orders.ts'
import { PlaceLink } from './PlaceLink.tsx'
import { Sentence } from './Sentence.tsx'

type HeadlineProps = {
  order: Order
  /** What is counted, the tightest first. */
  stock: Preview['stock']
  unitOf: (productId: number) => string | undefined
}

/** "After this: 3 left. Order #1042 waits for 5." */
export function Headline({ order, stock, unitOf }: HeadlineProps) {
  const { quantity } = useFormat()
  const [line] = stock
  const others = useOthers(order, line?.product)
  if (!line) return <Sentence of={`after.uncounted.${order.kind}`} />
  const units = (value: number) => <b>{quantity(value, unitOf(line.product))}</b>
  const values = { units: units(line.after.available), incoming: units(line.after.incoming), name: line.name }
  const named = stock.length > 1 ? 'Of' : ''
  return (
    <>
      <Sentence of={`after.${order.kind}${named}`} {...values} />
      {others && (
        <>
          {' '}
          <Other {...others} units={units(others.quantity)} />
        </>
      )}
    </>
  )
}

type Others = { share: OrderShare | null; count: number; quantity: number }

function Other({ share, count, units }: Omit<Others, 'quantity'> & { units: React.ReactNode }) {
  if (!share) return <Sentence of="after.othersHold" count={count} units={units} />
  const link = share.order === null ? null : <PlaceLink to={`/app/orders/${share.order}`}>#{share.number}</PlaceLink>
  return link ? (
    <Sentence of={share.status === 'pending' ? 'after.otherWaits' : 'after.otherHolds'} order={link} units={units} />
  ) : (
    <Sentence of="after.othersHold" count={1} units={units} />
  )
}

/** Who else has a share of the tightest product of a sale; null when nobody has. */
function useOthers(order: Order, productId: number | undefined): Others | null {
  const seesStock = useCan()('VIEW_STOCK')
  const { data } = useGet<Explanation>(`/api/products/${productId}/explain/`, undefined, {
    enabled: seesStock && productId !== undefined && order.kind === 'sale',
  })
  const shares = data?.reserved.orders.filter(share => share.order !== order.id) ?? []
  if (shares.length === 0) return null
  const quantity = shares.reduce((all, share) => all + share.quantity, 0)
  return { share: shares.length === 1 ? (shares[0] ?? null) : null, count: shares.length, quantity }
}
