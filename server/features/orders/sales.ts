/**
 * The figures of sales by day and product, changed in the transaction that changes the order. Only for orders whose
 * products are locked (stock/sheet.ts): whoever writes a product's figures holds its row in product_stock.
 */
import { sql } from '../../platform/sql.ts'
import { columns } from '../stock/entries.ts'
import type { Books } from '../stock/sheet.ts'
import type { OrderKind, OrderState } from './contract.ts'
import type { ItemRow } from './show.ts'

type Lines = Pick<ItemRow, 'id' | 'product_id' | 'quantity_milli' | 'fulfilled_milli' | 'total_minor'>

/** An order's lines before and after a change, as far as they count as sold. */
export type Change = { before: readonly Lines[]; after: readonly Lines[] }

/** Whether an order of this kind and state counts as sold. */
export function isSold(kind: OrderKind, status: OrderState): boolean {
  return kind === 'sale' && (status === 'pending' || status === 'approved' || status === 'fulfilled')
}

/** Queues what a change makes of the figures of the day on which the order was placed: `placedAt`, null for now. */
export function queueSales({ tx, tenantId }: Books, placedAt: string | null, { before, after }: Change): void {
  const changes = differences(figuresOf(before), figuresOf(after))
  if (changes.length === 0) return
  const column = columns(changes)
  tx.queue(sql`
    insert into sales_days (tenant_id, day, product_id, orders, lines, filled_lines, ordered_milli, fulfilled_milli, total_minor)
    select ${tenantId}, (coalesce(${placedAt}::timestamptz, now()) at time zone 'UTC')::date, product_id, orders, lines, filled_lines,
      ordered, fulfilled, total
    from unnest(${column('productId')}::bigint[], ${column('orders')}::bigint[], ${column('lines')}::bigint[],
      ${column('filledLines')}::bigint[], ${column('orderedMilli')}::bigint[], ${column('fulfilledMilli')}::bigint[],
      ${column('totalMinor')}::bigint[]) as c (product_id, orders, lines, filled_lines, ordered, fulfilled, total)
    on conflict (tenant_id, day, product_id) do update set orders = sales_days.orders + excluded.orders,
      lines = sales_days.lines + excluded.lines, filled_lines = sales_days.filled_lines + excluded.filled_lines,
      ordered_milli = sales_days.ordered_milli + excluded.ordered_milli,
      fulfilled_milli = sales_days.fulfilled_milli + excluded.fulfilled_milli,
      total_minor = sales_days.total_minor + excluded.total_minor`)
}

type Figures = {
  productId: number
  orders: number
  lines: number
  filledLines: number
  orderedMilli: number
  fulfilledMilli: number
  totalMinor: number
}

/** By product; an order is counted at the product of its first line. */
function figuresOf(items: readonly Lines[]): Map<number, Figures> {
  const firstId = Math.min(...items.map(item => item.id))
  const byProduct = Map.groupBy(items, item => item.product_id)
  return new Map(Array.from(byProduct, ([productId, lines]) => [productId, sumOf(productId, lines, firstId)]))
}

function sumOf(productId: number, lines: readonly Lines[], firstId: number): Figures {
  const sum = (amountOf: (line: Lines) => number) => lines.reduce((total, line) => total + amountOf(line), 0)
  return {
    productId,
    orders: sum(({ id }) => Number(id === firstId)),
    lines: lines.length,
    filledLines: sum(({ quantity_milli, fulfilled_milli }) => Number(quantity_milli === fulfilled_milli)),
    orderedMilli: sum(line => line.quantity_milli),
    fulfilledMilli: sum(line => line.fulfilled_milli),
    totalMinor: sum(line => line.total_minor ?? 0),
  }
}

const none = { orders: 0, lines: 0, filledLines: 0, orderedMilli: 0, fulfilledMilli: 0, totalMinor: 0 }

function differences(before: ReadonlyMap<number, Figures>, after: ReadonlyMap<number, Figures>): Figures[] {
  const ids = [...new Set([...before.keys(), ...after.keys()])].toSorted((a, b) => a - b)
  return ids
    .map(id => less(after.get(id) ?? { productId: id, ...none }, before.get(id) ?? { productId: id, ...none }))
    .filter(({ productId: _, ...changes }) => Object.values(changes).some(change => change !== 0))
}

function less(after: Figures, before: Figures): Figures {
  return {
    productId: after.productId,
    orders: after.orders - before.orders,
    lines: after.lines - before.lines,
    filledLines: after.filledLines - before.filledLines,
    orderedMilli: after.orderedMilli - before.orderedMilli,
    fulfilledMilli: after.fulfilledMilli - before.fulfilledMilli,
    totalMinor: after.totalMinor - before.totalMinor,
  }
}
