import { describe, expect, it } from 'vitest'
import type { PermissionCode } from '../../contracts.ts'
import type { Actor, Scope } from '../../platform/actor.ts'
import { Failure } from '../../platform/errors.ts'
import { grantsOf, settingsOf } from '../people/presets.ts'
import { states } from './contract.ts'
import { abilitiesOf, allowedActions, assertMay, assertMayChange, type OrderFacts } from './lifecycle.ts'

const rohan = actor(1, 'owner')
const meera = actor(2, 'manager')
const priya = actor(3, 'staff')
const rahul = actor(4, 'customer')
const stranger = actor(5, 'customer')

describe('the transition table', () => {
  it.each([
    ['pending', false, ['approve', 'reject', 'cancel']],
    ['approved', false, ['fulfill', 'cancel']],
    ['approved', true, ['fulfill']],
    ['rejected', false, []],
    ['fulfilled', true, []],
    ['cancelled', false, []],
  ] as const)('of an order that is %s (begun: %s) allows %j', (status, begun, allowed) => {
    expect(allowedActions({ status, begun })).toEqual(allowed)
  })

  it('refuses everything else with the state and what is legal now', () => {
    const order = ordered({ status: 'fulfilled', begun: true })
    for (const action of ['approve', 'reject', 'fulfill', 'cancel'] as const)
      expect(refusal(() => assertMay(meera, action, order))).toMatchObject({
        code: 'illegal_transition',
        data: { state: 'fulfilled', allowed: [] },
      })
  })
})

describe('who may do what with an order', () => {
  it.each([
    ['a manager, with a pending one', meera, {}, 'approve reject cancel update assign'],
    ['its author, with a pending one', rahul, {}, 'cancel update'],
    ['its customer, with a pending one that staff placed', rahul, { created_by: 3 }, 'cancel'],
    ['staff, with a customer’s pending one', priya, {}, 'assign'],
    ['a manager, with an approved one', meera, { status: 'approved' }, 'cancel fulfill assign'],
    ['its author, once somebody approved it', rahul, { status: 'approved' }, ''],
    ['its author, when it approved itself', rahul, { status: 'approved', approved_itself: true }, 'cancel'],
    ['its author, once fulfilment began', rahul, { status: 'approved', approved_itself: true, begun: true }, ''],
    ['a manager, once fulfilment began', meera, { status: 'approved', begun: true }, 'fulfill assign'],
    ['staff, with an approved one', priya, { status: 'approved' }, 'fulfill assign'],
    ['an owner, with a rejected one', rohan, { status: 'rejected' }, ''],
    ['an owner, with a fulfilled one', rohan, { status: 'fulfilled', begun: true }, ''],
    ['an owner, with a cancelled one', rohan, { status: 'cancelled' }, ''],
  ] as const)('%s: %s', (_who, who, facts, able) => {
    const abilities = Object.entries(abilitiesOf(ordered(facts), who)).filter(([, isAble]) => isAble)
    expect(abilities.map(([ability]) => ability).toSorted()).toEqual(able.split(' ').filter(Boolean).toSorted())
  })

  it('never promises an ability that the verb then refuses, nor the other way round', () => {
    for (const order of everyOrder())
      for (const who of [rohan, meera, priya, rahul, stranger])
        for (const action of ['approve', 'reject', 'fulfill', 'cancel'] as const)
          expect(isAllowed(() => assertMay(who, action, order))).toBe(
            isVisible(who, order) && abilitiesOf(order, who)[action],
          )
  })

  it('hides an order from whom its scope does not reach, before it says anything else', () => {
    expect(refusal(() => assertMay(stranger, 'cancel', ordered({ status: 'fulfilled' })))).toMatchObject({
      code: 'not_found',
    })
    expect(refusal(() => assertMayChange(stranger, 'UPDATE_ORDER', ordered({})))).toMatchObject({ code: 'not_found' })
  })

  it('answers who sees it and may not with 403, whatever the state', () => {
    for (const status of states)
      expect(refusal(() => assertMay(rahul, 'approve', ordered({ status })))).toMatchObject({
        code: 'permission_denied',
      })
  })

  it('lets nobody approve their own request where the company says so, but reject it', () => {
    const strict = { ...meera, settings: { ...meera.settings, approver_not_requester: true } }
    const own = ordered({ created_by: strict.userId })
    expect(refusal(() => assertMay(strict, 'approve', own))).toMatchObject({ code: 'self_approval' })
    expect(isAllowed(() => assertMay(strict, 'reject', own))).toBe(true)
    expect(isAllowed(() => assertMay(meera, 'approve', own))).toBe(true)
  })

  it('reaches what is assigned where that is the scope', () => {
    const helper = withScopes(9, { VIEW_ORDERS: 'assigned', FULFILL_ORDER: 'assigned' })
    expect(isAllowed(() => assertMay(helper, 'fulfill', ordered({ status: 'approved', assigned_to: 9 })))).toBe(true)
    expect(refusal(() => assertMay(helper, 'fulfill', ordered({ status: 'approved' })))).toMatchObject({
      code: 'not_found',
    })
  })

  it('locks an order for its author and managers once it is no longer pending', () => {
    for (const status of states.filter(state => state !== 'pending'))
      for (const who of [rahul, meera])
        expect(refusal(() => assertMayChange(who, 'UPDATE_ORDER', ordered({ status })))).toMatchObject({
          code: 'order_locked',
        })
    expect(refusal(() => assertMayChange(priya, 'UPDATE_ORDER', ordered({})))).toMatchObject({
      code: 'permission_denied',
    })
  })
})

function ordered(facts: Partial<OrderFacts>): OrderFacts {
  return {
    status: 'pending',
    created_by: 4,
    customer_id: 4,
    assigned_to: null,
    approved_itself: false,
    begun: false,
    ...facts,
  }
}

function everyOrder(): OrderFacts[] {
  return states.flatMap(status =>
    [false, true].flatMap(approved_itself =>
      [false, true].flatMap(begun => [3, 4].map(created_by => ordered({ status, approved_itself, begun, created_by }))),
    ),
  )
}

function isVisible(who: Actor, order: OrderFacts): boolean {
  return who !== stranger && (who !== rahul || [order.created_by, order.customer_id].includes(rahul.userId))
}

function actor(userId: number, role: 'owner' | 'manager' | 'staff' | 'customer'): Actor {
  const grants = grantsOf(2, 'store')[role]
  return withGrants(userId, new Map(grants.map(({ code, scope }) => [code, new Set([scope])])))
}

function withScopes(userId: number, scopes: Partial<Record<PermissionCode, Scope>>): Actor {
  return withGrants(
    userId,
    new Map(Object.entries(scopes).map(([code, scope]) => [code as PermissionCode, new Set([scope])])),
  )
}

function withGrants(userId: number, permissions: Actor['permissions']): Actor {
  return {
    tenantId: 2,
    userId,
    sessionId: 1,
    username: 'somebody',
    role: 'custom',
    roles: [],
    permissions,
    isPlatform: false,
    mustChangePassword: false,
    preset: 'store',
    settings: settingsOf('store'),
    version: 1,
  }
}

function refusal(attempt: () => void): Failure {
  try {
    attempt()
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
  throw new Error('nothing was refused')
}

function isAllowed(attempt: () => void): boolean {
  try {
    attempt()
    return true
  } catch {
    return false
  }
}
