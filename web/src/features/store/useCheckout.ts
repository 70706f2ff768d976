import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import type { Order } from '../../../../server/features/orders/contract.ts'
import { ApiError, api } from '../../lib/api.ts'
import { newKey } from '../../lib/key.ts'
import { invalidatePaths, useQueryClient } from '../../lib/query.ts'
import { useCart } from './cart.ts'
import type { CartLine, OrderBody, Sent } from './cartLines.ts'
import { type Goods, useMember, useShop } from './shop.ts'

export type SoldLine = { line: CartLine; goods: Goods }

/** What the server said to single lines, by product. */
export type LineRefusal = { available?: number; message?: string }

/** `because`: the server's answer, or that a price is not what was shown any more. */
export type Refused = { because: ApiError | 'prices'; lines: ReadonlyMap<number, LineRefusal> }

type Short = { product: number; available: number }

const touched = ['/api/orders/', '/api/store/', '/api/products/']

/**
 * Places the cart as an order, at the prices that are shown: `look` asks for today's first. What is sent is kept with its key until an
 * answer arrives, through reloads too: asking again after a lost answer places it once.
 */
export function useCheckout(look: () => Promise<ReadonlyMap<number, Goods>>) {
  const { slug } = useShop()
  const me = useMember(slug)
  const router = useRouter()
  const client = useQueryClient()
  const { cart, setSent, takeOrdered } = useCart(slug)
  const [isSending, setSending] = useState(false)
  const [refused, setRefused] = useState<Refused | null>(null)

  async function place(sold: readonly SoldLine[]): Promise<void> {
    if (!me || isSending) return
    const waiting = cart.sent?.by === me.id ? cart.sent : null
    setSending(true)
    setRefused(null)
    try {
      if (!waiting && (await hasNewPrices(sold))) return setRefused({ because: 'prices', lines: new Map() })
      await send(waiting ?? { by: me.id, once: newKey(), body: bodyOf(sold, cart.note) })
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      setRefused({ because: reason, lines: new Map() })
    } finally {
      setSending(false)
      void invalidatePaths(touched)
    }
  }

  /** Whether a price has changed since it was shown. What is no longer sold at all, the order's answer says. */
  async function hasNewPrices(sold: readonly SoldLine[]): Promise<boolean> {
    const now = await look()
    return sold.some(({ goods }) => (now.get(goods.id)?.price ?? goods.price) !== goods.price)
  }

  async function send(sent: Sent): Promise<void> {
    setSent(sent)
    try {
      const order = await api.post<Order>('/api/orders/', sent.body, { once: sent.once })
      client.setQueryData([`/api/orders/${order.id}/`], order)
      takeOrdered(sent.body.items.map(({ product }) => product))
      const params = { slug, id: String(order.id) }
      await router.navigate({ to: '/store/$slug/orders/$id', params, search: { placed: true } })
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      take(reason, sent)
    }
  }

  /** An answer ends the waiting for it; none, or one that says nothing of the order, does not. */
  function take(error: ApiError, sent: Sent): void {
    if (!isLost(error)) setSent(null)
    setRefused({ because: error, lines: linesOf(error, sent.body) })
  }

  return {
    place,
    isSending,
    refused,
    /** Sent, but no answer came. */
    isLost: useUnderWay() && !isSending,
    /** Goes back to the cart: the order may have been placed or not, the own orders tell. */
    giveUp: () => {
      setSent(null)
      setRefused(null)
    },
    forget: () => setRefused(null),
  }
}

export type Checkout = ReturnType<typeof useCheckout>

/** Whether an order of this cart waits for its answer. Signed out, it is not known whose it is: then the cart rests too. */
export function useUnderWay(): boolean {
  const { slug } = useShop()
  const me = useMember(slug)
  const { sent } = useCart(slug).cart
  return sent !== null && (me === null || sent.by === me.id)
}

const bodyOf = (sold: readonly SoldLine[], note: string): OrderBody => ({
  kind: 'sale',
  items: sold.map(({ line: { id, quantity } }) => ({ product: id, quantity })),
  note: note.trim(),
})

/** The same key still under way (409) is no answer either. */
const isLost = ({ status, code }: ApiError): boolean => status === 0 || status >= 500 || code === 'idempotency_running'

function linesOf(error: ApiError, { items }: OrderBody): ReadonlyMap<number, LineRefusal> {
  if (error.code === 'insufficient_stock')
    return new Map((error.body.lines as Short[]).map(({ product, available }) => [product, { available }]))
  const said = Object.entries(error.fields).flatMap(([name, messages]): [number, LineRefusal][] => {
    const [, index] = /^items\.(\d+)(\.|$)/.exec(name) ?? []
    const item = index === undefined ? undefined : items[Number(index)]
    return item ? [[item.product, { message: messages.join(' ') }]] : []
  })
  return new Map(said)
}
