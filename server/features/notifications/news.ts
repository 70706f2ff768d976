/** Pure: what an event of an order or a fall in stock says to whom. */
import type { OutboxEvent } from '../../platform/outbox.ts'
import type { NewsKind } from './contract.ts'
import { isManager, mayTouch, type Reader } from './readers.ts'

export type News = {
  eventId: number
  kind: NewsKind
  object: { type: 'order' | 'product'; id: number }
  title: string
  text: string
  isFor: (reader: Reader) => boolean
}

/** An order as it is when its event is delivered, which may be later than the event. */
export type TouchedOrder = {
  id: number
  number: number
  kind: 'sale' | 'restock'
  status: string
  /** null: the reorder rule. */
  created_by: number | null
  author: string
  customer_id: number | null
  assigned_to: number | null
  reason: string | null
}

export type FallenProduct = {
  id: number
  name: string
  sku: string
  available_milli: number
  reorder_point_milli: number
}

/** What happened to an order, for whom it concerns; null where nobody needs to hear of it. Nobody hears of their own deeds. */
export function newsOfOrder(event: OutboxEvent, order: TouchedOrder): News | null {
  const about = { eventId: event.id, object: { type: 'order', id: order.id } as const }
  const name = nameOf(order)
  const text = order.reason ?? ''
  const forParties = (reader: Reader) => isParty(reader, event, order)
  switch (event.type) {
    case 'order.placed': {
      if (order.status !== 'pending') return null
      const isFor = (reader: Reader) => decidesOn(reader, event, order)
      return {
        ...about,
        kind: 'order_waiting',
        title: `${name} by ${order.author} waits for your decision`,
        text: '',
        isFor,
      }
    }
    case 'order.assigned': {
      const isFor = (reader: Reader) => isAssigned(reader, event, order)
      return { ...about, kind: 'order_assigned', title: `${name} was assigned to you`, text: '', isFor }
    }
    case 'order.approved':
      return { ...about, kind: 'order_approved', title: `${name} was approved`, text: '', isFor: forParties }
    case 'order.rejected':
      return { ...about, kind: 'order_rejected', title: `${name} was rejected`, text, isFor: forParties }
    case 'order.fulfilled':
    case 'order.closed': {
      const partly = order.status === 'fulfilled' ? '' : 'partly '
      return { ...about, kind: 'order_fulfilled', title: `${name} was ${partly}fulfilled`, text: '', isFor: forParties }
    }
    case 'order.cancelled':
      return { ...about, kind: 'order_cancelled', title: `${name} was cancelled`, text, isFor: forParties }
    case 'order.expired':
      return { ...about, kind: 'order_cancelled', title: `${name} has expired`, text: letGo, isFor: forParties }
    default:
      return null
  }
}

/** A product that fell below its reorder point, for those who decide on restocks. */
export function newsOfProduct(eventId: number, product: FallenProduct): News {
  const [left, point] = [product.available_milli, product.reorder_point_milli].map(milli => String(milli / 1000))
  return {
    eventId,
    kind: 'stock_low',
    object: { type: 'product', id: product.id },
    title: `${product.name} is running low: ${left} left`,
    text: `${product.name} (${product.sku}) fell below its reorder point of ${point}.`,
    isFor: isManager,
  }
}

const letGo = 'It was not fulfilled in time, so its units were let go.'

function nameOf({ kind, number }: TouchedOrder): string {
  return `${kind === 'restock' ? 'Restock request' : 'Order'} ${number}`
}

function decidesOn(reader: Reader, { actor }: OutboxEvent, order: TouchedOrder): boolean {
  if (reader.userId === order.created_by || reader.userId === actor) return false
  return mayTouch(reader, order, 'VIEW_ORDERS', 'APPROVE_ORDER')
}

function isParty(reader: Reader, { actor }: OutboxEvent, order: TouchedOrder): boolean {
  if (reader.userId === actor) return false
  const isTheirs = reader.userId === order.created_by || reader.userId === order.customer_id
  return isTheirs && mayTouch(reader, order, 'VIEW_ORDERS')
}

function isAssigned(reader: Reader, { actor }: OutboxEvent, order: TouchedOrder): boolean {
  return reader.userId === order.assigned_to && reader.userId !== actor && mayTouch(reader, order, 'VIEW_ORDERS')
}
