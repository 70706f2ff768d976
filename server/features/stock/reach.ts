/**
 * Stock tells of products, so the scope of VIEW_PRODUCTS bounds it too: what lies outside is not there. Who does not browse
 * products at all works with the stock of all of them.
 */
import { type Actor, can, reaches } from '../../platform/actor.ts'
import { fail } from '../../platform/errors.ts'
import { type Statement, sql } from '../../platform/sql.ts'
import type { ProductFacts, Sheet } from './sheet.ts'

/** Which products `p` there are for the actor, in a condition. */
export function withinReach(actor: Actor): Statement {
  return isBounded(actor) ? inScope(actor) : sql`true`
}

/** Whether there are products that are not there for the actor. */
export function isBounded(actor: Actor): boolean {
  return can(actor, 'VIEW_PRODUCTS') && !actor.permissions.get('VIEW_PRODUCTS')?.has('all')
}

/** Whether there is this product for the actor. */
export function isWithinReach(
  actor: Actor,
  { createdBy, assignedTo }: Pick<ProductFacts, 'createdBy' | 'assignedTo'>,
): boolean {
  return !can(actor, 'VIEW_PRODUCTS') || reaches(actor, 'VIEW_PRODUCTS', { owners: [createdBy], assignedTo })
}

/** Throws 404 for what concerns a product that there is not for the actor. */
export function assertWithinReach(actor: Actor, { products }: Sheet, productId: number): void {
  const product = products.get(productId)
  if (product && !isWithinReach(actor, product)) throw fail('not_found')
}

/** Which products `p` the scopes `own` and `assigned` of VIEW_PRODUCTS reach. */
export function inScope({ permissions, userId }: Actor): Statement {
  const scopes = permissions.get('VIEW_PRODUCTS')
  const own = scopes?.has('own') ? sql`p.created_by = ${userId}` : sql`false`
  const assigned = scopes?.has('assigned') ? sql`p.assigned_to = ${userId}` : sql`false`
  return sql`(${own} or ${assigned})`
}
