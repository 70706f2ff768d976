/** What may happen to an order, by its state and by whom. Pure: nothing here asks the database. */

import type { PermissionCode } from '../../contracts.ts'
import { type Actor, reaches } from '../../platform/actor.ts'
import { fail } from '../../platform/errors.ts'
import type { Abilities, OrderState } from './contract.ts'

const transitions = {
  approve: { from: ['pending'], to: 'approved' },
  reject: { from: ['pending'], to: 'rejected' },
  fulfill: { from: ['approved'], to: 'fulfilled' },
  cancel: { from: ['pending', 'approved'], to: 'cancelled' },
} as const satisfies Record<string, { from: readonly OrderState[]; to: OrderState }>

export type Action = keyof typeof transitions

/** Whose order it is: what scopes look at. */
export type Parties = { created_by: number | null; customer_id: number | null; assigned_to: number | null }

/** What of an order decides who may do what. `begun`: something of it has been fulfilled. */
export type OrderFacts = Parties & { status: OrderState; approved_itself: boolean; begun: boolean }

/** The actions that the order's state allows now, to whomever. */
export function allowedActions({ status, begun }: Pick<OrderFacts, 'status' | 'begun'>): Action[] {
  const actions = Object.keys(transitions) as Action[]
  const legal = actions.filter(action => (transitions[action].from as readonly OrderState[]).includes(status))
  return begun ? legal.filter(action => action !== 'cancel') : legal
}

/** Throws 404 for who may not see the order, 403 for who may not do this, 409 when the state does not allow it. */
export function assertMay(actor: Actor, action: Action, order: OrderFacts): void {
  assertVisible(actor, order)
  if (!may[action](actor, order)) throw fail('permission_denied')
  assertLegal(order, action)
  if (action === 'approve' && isSelfApproval(actor, order)) throw fail('self_approval')
}

/** Throws 404, 403, or 409 `order_locked`; a pending order is changed by its author or by who could approve it. */
export function assertMayChange(actor: Actor, code: 'UPDATE_ORDER' | 'DELETE_ORDER', order: OrderFacts): void {
  assertVisible(actor, order)
  if (!isChanger(actor, code, order)) throw fail('permission_denied')
  if (order.status !== 'pending') throw fail('order_locked')
}

/** Throws 404, 403, or 409 once the order is done with. */
export function assertMayAssign(actor: Actor, order: OrderFacts): void {
  assertVisible(actor, order)
  if (!holds(actor, 'ASSIGN_ORDER', order)) throw fail('permission_denied')
  if (!isOpen(order)) throw illegal(order)
}

/** Throws 404, or 403 for who only looks on. */
export function assertMayNote(actor: Actor, order: Parties): void {
  assertVisible(actor, order)
  const codes = ['UPDATE_ORDER', 'APPROVE_ORDER', 'FULFILL_ORDER', 'ASSIGN_ORDER'] as const
  if (!isParty(actor, order) && !codes.some(code => holds(actor, code, order))) throw fail('permission_denied')
}

/** Throws 404: absent, foreign, deleted and out of scope look alike. */
export function assertVisible(actor: Actor, order: Parties): void {
  if (!holds(actor, 'VIEW_ORDERS', order)) throw fail('not_found')
}

/** What this person may do to the order as it is. */
export function abilitiesOf(order: OrderFacts, actor: Actor): Abilities {
  const legal = allowedActions(order)
  const able = (action: Action) => legal.includes(action) && may[action](actor, order)
  return {
    approve: able('approve') && !isSelfApproval(actor, order),
    reject: able('reject'),
    cancel: able('cancel'),
    fulfill: able('fulfill'),
    update: order.status === 'pending' && isChanger(actor, 'UPDATE_ORDER', order),
    assign: isOpen(order) && holds(actor, 'ASSIGN_ORDER', order),
  }
}

/** The refusal of an action that the order's state does not allow. */
export function illegal(order: OrderFacts) {
  return fail('illegal_transition', { state: order.status, allowed: allowedActions(order) })
}

const may: Record<Action, (actor: Actor, order: OrderFacts) => boolean> = {
  approve: (actor, order) => holds(actor, 'APPROVE_ORDER', order),
  reject: (actor, order) => holds(actor, 'APPROVE_ORDER', order),
  fulfill: (actor, order) => holds(actor, 'FULFILL_ORDER', order),
  cancel: (actor, order) => holds(actor, 'APPROVE_ORDER', order) || isWithdrawal(actor, order),
}

function assertLegal(order: OrderFacts, action: Action): void {
  if (!allowedActions(order).includes(action)) throw illegal(order)
}

// Its author or customer takes back what nobody has approved yet; once a person has, only approvers cancel.
function isWithdrawal(actor: Actor, order: OrderFacts): boolean {
  return isParty(actor, order) && (order.status !== 'approved' || order.approved_itself)
}

function isParty(actor: Actor, order: Parties): boolean {
  return order.created_by === actor.userId || order.customer_id === actor.userId
}

function isChanger(actor: Actor, code: 'UPDATE_ORDER' | 'DELETE_ORDER', order: OrderFacts): boolean {
  return holds(actor, code, order) && (order.created_by === actor.userId || holds(actor, 'APPROVE_ORDER', order))
}

function isSelfApproval(actor: Actor, order: OrderFacts): boolean {
  return actor.settings.approver_not_requester && order.created_by === actor.userId
}

function isOpen({ status }: OrderFacts): boolean {
  return status === 'pending' || status === 'approved'
}

function holds(actor: Actor, code: PermissionCode, order: Parties): boolean {
  return reaches(actor, code, { owners: [order.created_by, order.customer_id], assignedTo: order.assigned_to })
}
