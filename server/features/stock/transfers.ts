import { found } from '../../platform/errors.ts'
import { defineList, page } from '../../platform/list.ts'
import { companyFilter } from '../../platform/operator.ts'
import type { Input, ReadCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { Transfer, transferStates } from './contract.ts'
import { isBounded, withinReach } from './reach.ts'
import { productMatches } from './search.ts'

export type TransferRow = Omit<Transfer, 'quantity' | 'received' | 'in_transit'> & {
  quantity_milli: number
  received_milli: number
}

export const transferList = defineList({
  name: 'transfers',
  id: 't.id',
  orderings: { id: { column: 't.id', type: 'id' } },
  defaultOrdering: '-id',
  filters: {
    id: { column: 't.id', type: 'id' },
    status: { column: 't.status', type: transferStates },
    product: { column: 't.product_id', type: 'id' },
    from_location: { column: 't.from_location_id', type: 'id' },
    to_location: { column: 't.to_location_id', type: 'id' },
    created_by: { column: 't.created_by', type: 'id' },
    created_at: { column: 't.created_at', type: 'time' },
    company: companyFilter,
  },
  search: { matches: productMatches('t.product_id') },
  item: Transfer,
})

/** Transfers that were sent off to be received later, the newest first. */
export function listTransfers(ctx: ReadCtx, { query }: Input<unknown>) {
  return page<TransferRow, Transfer>(ctx, transferList, query, {
    select: columns,
    from: tables(ctx.tenantId),
    where: sql`t.tenant_id = ${ctx.tenantId} and ${withinReach(ctx.actor)}`,
    ...(!isBounded(ctx.actor) && { from: sql`transfers t`, shown: joinsOf(ctx.tenantId) }),
    show: showTransfer,
  })
}

/** Throws 404. */
export async function getTransfer({ tx, tenantId, actor }: ReadCtx, { params }: Input<unknown>): Promise<Transfer> {
  const [row] = await tx.rows(sql<TransferRow>`${transferRow(tenantId, params.id)} and ${withinReach(actor)}`)
  return showTransfer(found(row))
}

export const transferRow = (tenantId: number, id: number) => sql<TransferRow>`
  select ${columns} from ${tables(tenantId)} where t.tenant_id = ${tenantId} and t.id = ${id}`

export function showTransfer({ quantity_milli, received_milli, ...row }: TransferRow): Transfer {
  return {
    ...row,
    quantity: quantity_milli / 1000,
    received: received_milli / 1000,
    in_transit: (quantity_milli - received_milli) / 1000,
  }
}

const columns = sql.raw(`t.id, t.tenant_id as tenant, t.product_id as product, p.name as product_name, p.sku, p.unit,
  t.from_location_id as from_location, f.name as from_name, t.to_location_id as to_location, o.name as to_name, t.status,
  t.quantity_milli, t.received_milli, t.reason, t.created_by, t.created_at, t.received_by, t.received_at, t.version`)

const tables = (tenantId: number) => sql`transfers t ${joinsOf(tenantId)}`

const joinsOf = (tenantId: number) => sql`
  join products p on p.tenant_id = ${tenantId} and p.id = t.product_id
  join locations f on f.tenant_id = ${tenantId} and f.id = t.from_location_id
  join locations o on o.tenant_id = ${tenantId} and o.id = t.to_location_id`
