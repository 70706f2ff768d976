/** Pure: what an event of the outbox tells whom. */
import type { PermissionCode } from '../../contracts.ts'
import type { Scope } from '../../platform/actor.ts'
import type { OutboxEvent } from '../../platform/outbox.ts'

/** What a socket is sent: ids and words, never a row. Ids grow; after any of them a client can resume. */
export type Frame = { id: number; type: string; at: string; data: Record<string, unknown> }

/** Who looks: a user and what they may do as of `version`. */
export type Viewer = { userId: number; permissions: ReadonlyMap<PermissionCode, ReadonlySet<Scope>>; version: number }

/** The frames of an event that this viewer may see. */
export function framesFor(viewer: Viewer, event: OutboxEvent): Frame[] {
  // Whoever was refused has changed nothing, whatever they named.
  if (event.type === 'access.denied') return []
  return [...orderFrames(viewer, event), ...stockFrames(viewer, event), ...notificationFrames(viewer, event)]
}

// One event makes several frames, and a connection may break between any two: so each has an id of its own.
const idsPerEvent = 8
const slots = { order: 0, stock: 1, notification: 2 } as const

/** The id after which nothing of this event is left to tell. */
export function lastIdOf(eventId: number): number {
  return eventId * idsPerEvent + idsPerEvent - 1
}

/** The newest event that was told whole to whoever saw this id last. */
export function lastEventTold(frameId: number): number {
  return Math.floor((frameId + 1) / idsPerEvent) - 1
}

function orderFrames(viewer: Viewer, event: OutboxEvent): Frame[] {
  if (event.object_type !== 'order' || !seesOrder(viewer, event)) return []
  return [frame(event, 'order', { order: event.object_id, action: event.type })]
}

const countSeers = ['COUNT_STOCK', 'APPROVE_COUNT'] as const

function stockFrames({ permissions }: Viewer, event: OutboxEvent): Frame[] {
  const changed = event.products ?? (event.object_type === 'product' ? [event.object_id] : [])
  const products = permissions.get('VIEW_PRODUCTS')?.has('all') ? changed : []
  const isCount = event.object_type === 'count' && countSeers.some(code => permissions.has(code))
  if (products.length === 0 && !isCount) return []
  return [frame(event, 'stock', { products, ...(isCount && { count: event.object_id }), action: event.type })]
}

function notificationFrames({ userId }: Viewer, event: OutboxEvent): Frame[] {
  if (event.object_type !== 'notification' || !event.concerns?.includes(userId)) return []
  return [{ ...frame(event, 'notification', { notification: event.object_id }), type: event.type }]
}

function seesOrder({ userId, permissions }: Viewer, { concerns = [], assigned_to = null }: OutboxEvent): boolean {
  const scopes = permissions.get('VIEW_ORDERS')
  if (!scopes) return false
  return (
    scopes.has('all') ||
    (scopes.has('own') && concerns.includes(userId)) ||
    (scopes.has('assigned') && assigned_to === userId)
  )
}

function frame(event: OutboxEvent, noun: keyof typeof slots, data: Record<string, unknown>): Frame {
  return { id: event.id * idsPerEvent + slots[noun], type: `${noun}.changed`, at: event.at, data }
}
