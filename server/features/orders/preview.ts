import type { WriteTx } from '../../platform/door.ts'
import { Failure } from '../../platform/errors.ts'
import type { Ctx, ReadCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import type { Order, Preview, StockPreview } from './contract.ts'
import { approveOrder, cancelOrder, rejectOrder } from './decide.ts'
import { fulfilOrder } from './fulfil.ts'
import { orderForChange } from './holds.ts'
import type { Action } from './lifecycle.ts'
import { getOrder } from './show.ts'

/**
 * What a transition would do: the transition itself, run and rolled back. It throws what the deed would throw, save
 * that missing stock is told as `short`.
 */
export async function previewTransition(
  ctx: ReadCtx,
  { params, query }: { params: { id: number }; query: { action?: unknown } },
): Promise<Preview> {
  const order = await getOrder(ctx, { params })
  const action = query.action as Action
  try {
    return { action, ...(await rehearse(ctx, params.id, deeds[action])), short: [] }
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'insufficient_stock') throw error
    return { action, order, stock: [], short: error.data.lines as Preview['short'] }
  }
}

type Deed = (ctx: Ctx, input: { params: { id: number }; body: undefined }) => Promise<Order>

const deeds: Record<Action, Deed> = {
  approve: approveOrder,
  reject: rejectOrder,
  cancel: cancelOrder,
  fulfill: fulfilOrder,
}

type Outcome = Pick<Preview, 'order' | 'stock'>

class Rehearsed extends Error {
  readonly outcome: Outcome
  constructor(outcome: Outcome) {
    super('rehearsed')
    this.outcome = outcome
  }
}

/** Runs the deed in a transaction of its own, looks at the stock before and after, and rolls back. */
async function rehearse(ctx: ReadCtx, id: number, deed: Deed): Promise<Outcome> {
  try {
    return await ctx.deployment.door.write({ tenantId: ctx.tenantId }, async tx => {
      // The order first, then its stock: the order in which everybody locks.
      const [, before] = await Promise.all([
        tx.rows(orderForChange(ctx.tenantId, id)),
        tx.rows(stockOf(ctx.tenantId, id)),
      ])
      const order = await deed({ ...ctx, tx: uncommitted(tx), ifMatch: null }, { params: { id }, body: undefined })
      const after = await tx.rows(stockOf(ctx.tenantId, id))
      throw new Rehearsed({ order, stock: after.map((row, i) => showStock(before[i] as StockRow, row)) })
    })
  } catch (error) {
    if (error instanceof Rehearsed) return error.outcome
    throw error
  }
}

function uncommitted(tx: WriteTx): WriteTx {
  const flush = (...statements: Parameters<WriteTx['rows']>[0][]) =>
    Promise.all(statements.map(statement => tx.rows(statement)))
  return {
    rows: statement => tx.rows(statement),
    queue: statement => tx.queue(statement),
    afterCommit: () => {},
    commit: flush as WriteTx['commit'],
  }
}

type StockRow = {
  product: number
  name: string
  on_hand: number
  reserved: number
  incoming: number
  older_sales: number
  older_restocks: number
}

// In thousandths. The order's products, and what orders that wait longer ask of them.
const stockOf = (tenantId: number, orderId: number) => sql<StockRow>`
  select p.id as product, p.name, s.on_hand_milli as on_hand, s.reserved_milli as reserved, s.incoming_milli as incoming,
    coalesce(w.sales, 0)::bigint as older_sales, coalesce(w.restocks, 0)::bigint as older_restocks
  from products p
  join product_stock s on s.tenant_id = ${tenantId} and s.product_id = p.id
  left join lateral (
    select sum(i.quantity_milli) filter (where o.kind = 'sale' and i.tracked) as sales, sum(i.quantity_milli) filter (where o.kind = 'restock') as restocks
    from orders o join order_items i on i.tenant_id = ${tenantId} and i.order_id = o.id and i.product_id = p.id
    where o.tenant_id = ${tenantId} and o.status = 'pending' and o.deleted_at is null and o.id < ${orderId}) w on true
  where p.tenant_id = ${tenantId}
    and p.id in (select product_id from order_items where tenant_id = ${tenantId} and order_id = ${orderId})
  order by p.id for no key update of s`

/** A waiting sale holds its units already and takes them when it is fulfilled; a waiting restock brings its own. */
function showStock(before: StockRow, after: StockRow): StockPreview {
  const { older_sales, older_restocks } = after
  const afterOlder = {
    ...after,
    on_hand: after.on_hand + older_restocks - older_sales,
    reserved: after.reserved - older_sales,
  }
  return {
    product: after.product,
    name: after.name,
    before: numbersOf(before),
    after: numbersOf(after),
    older_waiting: { sale: older_sales / 1000, restock: older_restocks / 1000 },
    after_older: numbersOf(afterOlder),
  }
}

function numbersOf({ on_hand, reserved, incoming }: StockRow) {
  return {
    on_hand: on_hand / 1000,
    reserved: reserved / 1000,
    available: (on_hand - reserved) / 1000,
    incoming: incoming / 1000,
  }
}
