import { type Actor, can } from '../../platform/actor.ts'
import { invalid } from '../../platform/errors.ts'
import { foldKey } from '../../platform/fold.ts'
import { contains } from '../../platform/list/search.ts'
import type { Input, Query, ReadCtx } from '../../platform/route.ts'
import { parseId } from '../../platform/schema.ts'
import { type Statement, sql } from '../../platform/sql.ts'
import type { NameReply } from './contract.ts'

const mostIds = 100
const mostFound = 20

/**
 * Who the people behind these ids are, or who is called so, as far as one may know them; any other is absent.
 * Throws 400 on `ids`, on `search`.
 */
export async function listNames({ tx, tenantId, actor }: ReadCtx, { query }: Input<unknown>) {
  if ((query.ids === undefined) === (query.search === undefined)) throw invalid('ids', 'Send either ids or search.')
  const wanted = query.ids === undefined ? called(tenantId, query) : sql`u.id = any(${readIds(query.ids)}::bigint[])`
  const results = await tx.rows(sql<NameReply>`
    select u.id, u.name, u.username, u.avatar_color from users u
    where u.tenant_id = ${tenantId} and ${wanted} and ${knownTo(tenantId, actor)}
    order by u.username_key limit ${query.ids === undefined ? mostFound : mostIds}`)
  return { results }
}

function readIds(text: unknown): number[] {
  const ids = typeof text === 'string' ? text.split(',').map(parseId) : []
  if (ids.length === 0 || ids.includes(null)) throw invalid('ids', 'Send ids, separated by commas.')
  if (ids.length > mostIds) throw invalid('ids', `Send at most ${mostIds} ids.`)
  return ids as number[]
}

/** Those who still work or buy here and whose name or user name has this in it. */
function called(tenantId: number, { search, works_here }: Query): Statement {
  if (typeof search !== 'string' || search.length > 200 || /\0/.test(search) || !search.isWellFormed())
    throw invalid('search', 'Send a part of a name, at most 200 characters.')
  const like = (key: string) => `%${key.replace(/[\\%_]/g, '\\$&')}%`
  const isCalled = sql`u.status = 'active'
    and (u.username_key like ${like(foldKey(search))} or ${contains('u.name')(search.trim())})`
  if (works_here === undefined) return isCalled
  const worksHere = sql`exists (select from user_roles ur join roles r on r.tenant_id = ${tenantId} and r.id = ur.role_id
    where ur.tenant_id = ${tenantId} and ur.user_id = u.id and not (r.built_in and r.name_key = 'customer'))`
  return works_here === 'true' ? sql`${isCalled} and ${worksHere}` : sql`${isCalled} and not ${worksHere}`
}

/** Whoever works with everybody's records knows everybody; anyone else oneself, and who takes part in one's own orders. */
function knownTo(tenantId: number, actor: Actor): Statement {
  if (knowsEverybody(actor)) return sql`true`
  const isSelf = sql`u.id = ${actor.userId}`
  if (!can(actor, 'VIEW_ORDERS')) return isSelf
  return sql`(${isSelf}
    or u.id in (select unnest(array[o.created_by, o.customer_id, o.assigned_to]) from orders o
      where o.tenant_id = ${tenantId} and o.deleted_at is null and (o.created_by = ${actor.userId} or o.customer_id = ${actor.userId})))`
}

function knowsEverybody(actor: Actor): boolean {
  const scopes = actor.permissions.get('VIEW_ORDERS')
  const seesOthersOrders = scopes?.has('all') || scopes?.has('assigned')
  return seesOthersOrders || (['VIEW_USERS', 'VIEW_STOCK', 'VIEW_AUDIT_LOGS'] as const).some(code => can(actor, code))
}
