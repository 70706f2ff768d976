import type { PermissionCode } from '../../contracts.ts'
import type { Actor } from '../../platform/actor.ts'
import { invalid } from '../../platform/errors.ts'
import { foldKey } from '../../platform/fold.ts'
import { begins, wordsOf } from '../../platform/list/search.ts'
import { defineList, type Filter, type ListCtx, page } from '../../platform/list.ts'
import { companyFilter } from '../../platform/operator.ts'
import type { Query, ReadCtx } from '../../platform/route.ts'
import { type Statement, sql } from '../../platform/sql.ts'
import { kinds, Order, states } from './contract.ts'
import { type ItemRow, type OrderRow, showOrder } from './show.ts'

const mineFilter: Filter = {
  description: 'true: those that one made, is the customer of, or is assigned; false: the others',
  where: (text, { actor }, name) => {
    if (text !== 'true' && text !== 'false') throw invalid(name, 'Send true or false.')
    const id = actor.userId
    const isMine = sql`(o.created_by = ${id} or o.customer_id = ${id} or o.assigned_to = ${id})`
    return text === 'true' ? isMine : sql`${isMine} is not true`
  },
}

/** The queue of an approver; where nobody approves their own, one's own wait for somebody else. */
const awaitsFilter: Filter = {
  description: '`me`: waits for a decision that one may make; `others`: one’s own, which somebody else must approve',
  where: (text, { actor }, name) => {
    if (text !== 'me' && text !== 'others') throw invalid(name, 'Send one of: me, others.')
    const waits = sql`o.status = 'pending' and ${ordersWithin(actor, 'APPROVE_ORDER')}`
    const isOwn = actor.settings.approver_not_requester ? sql`o.created_by = ${actor.userId}` : sql`false`
    return text === 'me' ? sql`${waits} and (${isOwn}) is not true` : sql`${waits} and ${isOwn}`
  },
}

export const orderList = defineList({
  name: 'orders',
  id: 'o.id',
  orderings: {
    id: { column: 'o.id', type: 'id' },
    number: { column: 'o.number', type: 'int' },
    created_at: { column: 'o.created_at', type: 'time' },
    status: { column: 'o.status', type: 'text' },
  },
  defaultOrdering: '-created_at',
  filters: {
    id: { column: 'o.id', type: 'id' },
    status: { column: 'o.status', type: states },
    kind: { column: 'o.kind', type: kinds },
    customer: { column: 'o.customer_id', type: 'id', nullable: true },
    created_by: { column: 'o.created_by', type: 'id' },
    assigned_to: { column: 'o.assigned_to', type: 'id', nullable: true },
    number: { column: 'o.number', type: 'int' },
    created_at: { column: 'o.created_at', type: 'time' },
    mine: mineFilter,
    awaits: awaitsFilter,
    company: companyFilter,
  },
  search: { matches: matchesSearch },
  item: Order,
})

/** The orders one may see: all, or those one made, is the customer of, or is assigned. */
export async function listOrders(ctx: ReadCtx, { query }: { query: Query }) {
  const { tenantId } = ctx
  return page(ctx, orderList, query, {
    select: sql`o.*, ${itemsColumn(tenantId)} as items`,
    from: sql`orders o`,
    where: sql`o.tenant_id = ${tenantId} and o.deleted_at is null and ${ordersWithin(ctx.actor, 'VIEW_ORDERS')}`,
    show: ({ items, ...order }: OrderRow & { items: ItemRow[] }) => showOrder(ctx.actor, order, items),
  })
}

/** The lines of an order `o`, as one column. */
export const itemsColumn = (tenantId: number): Statement => sql`
  (select json_agg(json_build_object('id', i.id, 'product_id', i.product_id, 'name', i.name, 'sku', i.sku, 'quantity_milli', i.quantity_milli,
      'fulfilled_milli', i.fulfilled_milli, 'unit_price_minor', i.unit_price_minor, 'total_minor', i.total_minor) order by i.id)
    from order_items i where i.tenant_id = ${tenantId} and i.order_id = o.id)`

/** Which orders `o` a permission reaches: all, those one made or is the customer of, those one is assigned. */
export function ordersWithin(actor: Actor, code: PermissionCode): Statement {
  const scopes = actor.permissions.get(code)
  if (scopes?.has('all')) return sql`true`
  const conditions = [
    ...(scopes?.has('own') ? [sql`o.created_by = ${actor.userId}`, sql`o.customer_id = ${actor.userId}`] : []),
    ...(scopes?.has('assigned') ? [sql`o.assigned_to = ${actor.userId}`] : []),
  ]
  return conditions.length > 0 ? sql`(${sql.join(conditions, ' or ')})` : sql`false`
}

/** It begins the customer's user name, or every word is the order's number or begins that name or a word of a product. */
function matchesSearch(text: string, { tenantId }: ListCtx): Statement {
  const [name, words] = [foldKey(text), wordsOf(text)]
  const each = words.map(word => sql`(${matchesWord(tenantId, word)})`)
  const byWords = words.length === 0 ? sql`false` : sql`(${sql.join(each, ' and ')})`
  const saysNoMore = name === '' || (words.length === 1 && words[0] === name)
  return saysNoMore ? byWords : sql`${isForCustomer(tenantId, name)} or ${byWords}`
}

function matchesWord(tenantId: number, word: string): Statement {
  const number = /^[0-9]{1,15}$/.test(word) ? Number(word) : 0
  return sql`o.number = ${number}
    or ${isForCustomer(tenantId, word)}
    or o.id in (select i.order_id from product_terms t join order_items i on i.tenant_id = ${tenantId} and i.product_id = t.product_id
      where t.tenant_id = ${tenantId} and ${begins('t.term', word)})`
}

function isForCustomer(tenantId: number, name: string): Statement {
  return sql`o.customer_id in (select u.id from users u where u.tenant_id = ${tenantId}
    and ${begins('u.username_key collate "C"', name)})`
}
