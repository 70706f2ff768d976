import { type Actor, can } from '../../platform/actor.ts'
import { type Statement, sql } from '../../platform/sql.ts'
import { inScope } from '../stock/reach.ts'

/** Which products `p` exist for the actor: live ones in the scope of VIEW_PRODUCTS, for mere customers active ones. */
export function inSight(actor: Actor, tenantId = actor.tenantId): Statement {
  const live = sql`p.tenant_id = ${tenantId} and p.deleted_at is null`
  const shown = seesInactive(actor) ? live : sql`${live} and p.is_active`
  return seesAll(actor) ? shown : sql`${shown} and ${inScope(actor)}`
}

export function seesAll(actor: Actor): boolean {
  return actor.permissions.get('VIEW_PRODUCTS')?.has('all') ?? false
}

/** By what one may do, not by the name of one's role: who neither keeps products nor sees stock is here to buy. */
export function seesInactive(actor: Actor): boolean {
  return (
    can(actor, 'CREATE_PRODUCT') ||
    can(actor, 'UPDATE_PRODUCT') ||
    can(actor, 'DELETE_PRODUCT') ||
    can(actor, 'VIEW_STOCK')
  )
}
