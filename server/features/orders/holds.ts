import { found } from '../../platform/errors.ts'
import { type Statement, sql } from '../../platform/sql.ts'
import { type Expectation, queueExpect, queueRelease } from '../stock/ledger.ts'
import type { Line } from '../stock/plan.ts'
import { type Books, type Held, heldBy, lockStock, type Sheet } from '../stock/sheet.ts'
import type { OrderFacts } from './lifecycle.ts'
import { factsOf, type ItemRow, itemsOf, type OrderRow, orderColumns } from './show.ts'

/** An order that nobody else changes until the commit, with its products' stock and what it holds of it. */
export type LockedOrder = { order: OrderRow; facts: OrderFacts; items: ItemRow[]; sheet: Sheet; held: Held[] }

/** Locks an order, then the stock of its products, and of `more` ones; one flush. Throws 404 when it is absent or deleted. */
export async function lockOrder(books: Books, id: number, more: Statement = sql.empty): Promise<LockedOrder> {
  const { tx, tenantId } = books
  const products = sql`select product_id from order_items where tenant_id = ${tenantId} and order_id = ${id} ${more}`
  const [[row], items, sheet, held] = await Promise.all([
    tx.rows(orderForChange(tenantId, id)),
    tx.rows(itemsOf(tenantId, id)),
    lockStock(books, products),
    tx.rows(heldBy(tenantId, id)),
  ])
  const order = found(row)
  return { order, facts: factsOf(order, items), items, sheet, held }
}

/** The row of an order that lives, locked until the commit. */
export const orderForChange = (tenantId: number, id: number) => sql<OrderRow>`
  select ${orderColumns} from orders where tenant_id = ${tenantId} and id = ${id} and deleted_at is null for no key update`

/** Gives back whatever the order still holds of stock, or expects. */
export function queueLetGo(books: Books, { order, items, sheet, held }: LockedOrder): void {
  queueRelease(books, held)
  if (order.kind === 'restock' && order.status === 'approved')
    queueExpect(
      books,
      sheet,
      expectationsOf(order.location_id, items).map(one => ({ ...one, quantityMilli: -one.quantityMilli })),
    )
}

/** The lines that hold stock, for the plan. */
export function heldLinesOf(items: readonly ItemRow[]): Line[] {
  return items
    .filter(item => item.tracked)
    .map(item => ({ orderItem: item.id, productId: item.product_id, quantityMilli: item.quantity_milli }))
}

/** What is still to arrive of an approved restock, and where. */
export function expectationsOf(locationId: number | null, items: readonly ItemRow[]): Expectation[] {
  return items
    .map(item => ({
      productId: item.product_id,
      locationId: locationId as number,
      quantityMilli: item.quantity_milli - item.fulfilled_milli,
    }))
    .filter(({ quantityMilli }) => quantityMilli > 0)
}
