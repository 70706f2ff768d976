/**
 * Requests a restock of what has fallen below its reorder point, by nobody's hand. Whoever drafts holds the product's row
 * in product_stock, so that of two who look at once the second finds the first one's draft waiting.
 */
import type { Deployment } from '../../platform/deployment.ts'
import type { ReadTx, WriteTx } from '../../platform/door.ts'
import { totalMinor } from '../../platform/money.ts'
import type { OutboxEvent } from '../../platform/outbox.ts'
import { sql } from '../../platform/sql.ts'
import { record } from '../audit/record.ts'
import { findDue, type LowStock, projectedMilli, quantityToOrder, reasonToOrder, runsLow } from '../stock/reorder.ts'
import { lockStock, lockTarget } from '../stock/sheet.ts'
import type { OrderState, Reasoning } from './contract.ts'
import { queueHistory } from './history.ts'
import { auditedLines, queueItems } from './place.ts'
import { type ItemRow, watchOf } from './show.ts'

/** Drafts restocks of what these events touched, in transactions of its own; answers how many. Events may come again. */
export async function restockFallen(
  { door, wakeOutbox }: Pick<Deployment, 'door' | 'wakeOutbox'>,
  tenantId: number,
  events: readonly Pick<OutboxEvent, 'products' | 'object_type' | 'object_id'>[],
): Promise<number> {
  const touched = productsOf(events)
  if (touched.length === 0) return 0
  const watched = await door.read({ tenantId }, tx => watchedAmong(tx, tenantId, touched))
  let drafted = 0
  for (let i = 0; i < watched.length; i += mostAtOnce) {
    const some = watched.slice(i, i + mostAtOnce)
    drafted += await door.write({ tenantId }, tx => draftRestocks(tx, tenantId, some))
  }
  if (drafted > 0) wakeOutbox(tenantId)
  return drafted
}

/**
 * Queues one pending restock for each of these products (at most 100) that is low and has no draft waiting; answers how
 * many. After a draft was turned down the next one comes when the product falls further, or falls anew.
 */
export async function draftRestocks(tx: WriteTx, tenantId: number, productIds: readonly number[]): Promise<number> {
  const books = { tx, tenantId, actor: null, meta }
  const [, place, lows, lasts] = await Promise.all([
    lockStock(books, productIds),
    lockTarget(books, null),
    findDue(tx, tenantId, productIds),
    tx.rows(lastDrafts(tenantId, productIds)),
  ])
  const lastOf = new Map(lasts.map(last => [last.productId, last]))
  const due = lows.filter(low => isDue(low, lastOf.get(low.productId)))
  const isLow = new Set(lows.map(low => low.productId))
  const recovered = lasts.filter(last => last.state !== 'pending' && !isLow.has(last.productId))
  queueForgotten(books, recovered)
  for (const low of lows) if (isNewlyRefused(lastOf.get(low.productId))) queueRefused(books, low)
  if (!place || due.length === 0) return 0
  await queueDrafts(books, due, place.id)
  return due.length
}

type Books = Parameters<typeof record>[0] & { actor: null }
type Ids = { orderId: number; itemId: number }
type Terms = Ids & { locationId: number; currency: string }
type LastDraft = { productId: number; state: OrderState | 'deleted'; refusedMilli: number | null }

const mostAtOnce = 100
const meta = { ip: '', userAgent: 'quartermaster restock', requestId: '' }

function productsOf(events: readonly Pick<OutboxEvent, 'products' | 'object_type' | 'object_id'>[]): number[] {
  const named = events.flatMap(({ products, object_type, object_id }) => {
    return products ?? (object_type === 'product' && object_id !== null ? [object_id] : [])
  })
  return [...new Set(named)].toSorted((a, b) => a - b)
}

/** Those that may be low, or had a draft; nothing is locked for the others. */
async function watchedAmong(tx: ReadTx, tenantId: number, productIds: readonly number[]): Promise<number[]> {
  const rows = await tx.rows(sql<{ id: number }>`
    select p.id from products p join product_stock s on s.tenant_id = ${tenantId} and s.product_id = p.id
    where p.tenant_id = ${tenantId} and p.id = any(${productIds}::bigint[]) and p.deleted_at is null and ${sql.raw(runsLow)}
    union select d.product_id from restock_drafts d where d.tenant_id = ${tenantId} and d.product_id = any(${productIds}::bigint[])
    order by id`)
  return rows.map(({ id }) => id)
}

const lastDrafts = (tenantId: number, productIds: readonly number[]) => sql<LastDraft>`
  select d.product_id as "productId", case when o.deleted_at is null then o.status else 'deleted' end as state,
    d.refused_milli as "refusedMilli"
  from restock_drafts d join orders o on o.tenant_id = ${tenantId} and o.id = d.order_id
  where d.tenant_id = ${tenantId} and d.product_id = any(${productIds}::bigint[])`

const currencyOf = (tenantId: number) => sql<{ currency: string }>`
  select "values" ->> 'currency' as currency from settings where tenant_id = ${tenantId}`

const idsFor = (count: number) => sql<Ids>`
  select nextval('platform.orders_id') as "orderId", nextval('platform.order_items_id') as "itemId"
  from generate_series(1, ${count})`

const refusals: readonly LastDraft['state'][] = ['rejected', 'cancelled', 'deleted']

function isDue(low: LowStock, last: LastDraft | undefined): boolean {
  if (!last) return true
  if (last.state === 'pending') return false
  if (!refusals.includes(last.state)) return true
  return last.refusedMilli !== null && projectedMilli(low) < last.refusedMilli
}

function isNewlyRefused(last: LastDraft | undefined): boolean {
  return last !== undefined && refusals.includes(last.state) && last.refusedMilli === null
}

function queueForgotten({ tx, tenantId }: Books, recovered: readonly LastDraft[]): void {
  if (recovered.length === 0) return
  const ids = recovered.map(last => last.productId)
  tx.queue(sql`delete from restock_drafts where tenant_id = ${tenantId} and product_id = any(${ids}::bigint[])`)
}

function queueRefused({ tx, tenantId }: Books, low: LowStock): void {
  tx.queue(sql`update restock_drafts set refused_milli = ${projectedMilli(low)}
    where tenant_id = ${tenantId} and product_id = ${low.productId}`)
}

async function queueDrafts(books: Books, due: readonly LowStock[], locationId: number): Promise<void> {
  const { tx, tenantId } = books
  const [ids, [settings]] = await Promise.all([tx.rows(idsFor(due.length)), tx.rows(currencyOf(tenantId))])
  const terms = { locationId, currency: settings?.currency ?? '' }
  for (const [i, low] of due.entries()) queueDraft(books, low, { ...terms, ...(ids[i] as Ids) })
}

function queueDraft(books: Books, low: LowStock, terms: Terms): void {
  const { tx, tenantId } = books
  const { orderId } = terms
  const item = itemOf(low, terms)
  const reasoning = reasoningOf(low)
  queueItems(books, orderId, [item])
  queueHistory(books, orderId, { action: 'placed', from: null, to: 'pending', reason: 'below the reorder point' })
  record(books, placedEvent({ terms, item, reasoning }), { orders: 1 })
  // The number comes from the head, which the audit entry queued before has just moved on.
  tx.queue(sql`
    insert into orders (tenant_id, id, number, kind, status, location_id, currency, total_minor, reasoning)
    select ${tenantId}, ${orderId}, order_number, 'restock', 'pending', ${terms.locationId}, ${terms.currency},
      ${item.total_minor ?? 0}, ${reasoning}::jsonb
    from heads where tenant_id = ${tenantId}`)
  tx.queue(sql`
    insert into restock_drafts (tenant_id, product_id, order_id) values (${tenantId}, ${low.productId}, ${orderId})
    on conflict (tenant_id, product_id) do update set order_id = excluded.order_id, refused_milli = null`)
}

/** At the product's cost, unless the sum is more than a number holds exactly. */
function itemOf(low: LowStock, { itemId }: Terms): ItemRow {
  const quantityMilli = quantityToOrder(low)
  const total = low.costMinor === null ? null : totalMinor(low.costMinor, quantityMilli)
  const isPriced = total !== null && Number.isSafeInteger(total)
  return {
    id: itemId,
    product_id: low.productId,
    name: low.name,
    sku: low.sku,
    tracked: true,
    quantity_milli: quantityMilli,
    fulfilled_milli: 0,
    unit_price_minor: isPriced ? low.costMinor : null,
    total_minor: isPriced ? total : null,
  }
}

function placedEvent({ terms, item, reasoning }: { terms: Terms; item: ItemRow; reasoning: Reasoning }) {
  const after = {
    kind: 'restock',
    status: 'pending',
    location: terms.locationId,
    items: auditedLines([item]),
    reasoning,
  }
  const watch = watchOf({ customer_id: null, created_by: null, assigned_to: null }, [item])
  return { action: 'order.placed', object: { type: 'order', id: terms.orderId }, after, watch } as const
}

/** In units, as the numbers were when the draft was made. */
function reasoningOf(low: LowStock): Reasoning {
  return {
    text: reasonToOrder(low),
    on_hand: low.onHandMilli / 1000,
    reserved: low.reservedMilli / 1000,
    incoming: low.incomingMilli / 1000,
    waiting: low.waitingMilli / 1000,
    projected: projectedMilli(low) / 1000,
    reorder_point: low.reorderPointMilli / 1000,
    reorder_quantity: low.reorderQuantityMilli === null ? null : low.reorderQuantityMilli / 1000,
    quantity: quantityToOrder(low) / 1000,
  }
}
