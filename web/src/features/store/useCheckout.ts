import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import type { Order } from '../../../../server/features/orders/contract.ts'
import { ApiError, api } from '../../lib/api.ts'
import { invalidatePaths, useQueryClient } from '../../lib/query.ts'
import { useCart } from './cart.ts'
import type { CartLine, OrderBody, Sent } from './cartLines.ts'
import { useMember, useShop } from './shop.ts'

/** What the server said to single lines, by product. */
export type LineRefusal = { available?: number; message?: string }

type Refused = { error: ApiError; lines: ReadonlyMap<number, LineRefusal> }

type Short = { product: number; available: number }

const touched = ['/api/orders/', '/api/store/', '/api/products/']

/**
 * Places the cart as an order. What is sent is kept with its key until an answer arrives, through reloads too: asking again after a
 * lost answer places it once.
 */
export function useCheckout() {
  const { slug } = useShop()
  const me = useMember(slug)
  const router = useRouter()
  const client = useQueryClient()
  const { cart, setSent, clear } = useCart(slug)
  const [isSending, setSending] = useState(false)
  const [refused, setRefused] = useState<Refused | null>(null)

  async function place(lines: readonly CartLine[]): Promise<void> {
    if (!me || isSending) return
    const sent =
      cart.sent?.by === me.id ? cart.sent : { by: me.id, once: crypto.randomUUID(), body: bodyOf(lines, cart.note) }
    setSent(sent)
    setSending(true)
    setRefused(null)
    try {
      const order = await api.post<Order>('/api/orders/', sent.body, { once: sent.once })
      client.setQueryData([`/api/orders/${order.id}/`], order)
      clear()
      const params = { slug, id: String(order.id) }
      await router.navigate({ to: '/store/$slug/orders/$id', params, search: { placed: true } })
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      take(reason, sent)
    } finally {
      setSending(false)
      void invalidatePaths(touched)
    }
  }

  /** An answer ends the waiting for it; none, or one that says nothing of the order, does not. */
  function take(error: ApiError, sent: Sent): void {
    if (!isLost(error)) setSent(null)
    setRefused({ error, lines: linesOf(error, sent.body) })
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

const bodyOf = (lines: readonly CartLine[], note: string): OrderBody => ({
  kind: 'sale',
  items: lines.map(({ id, quantity }) => ({ product: id, quantity })),
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
