import { contains } from '../../platform/list/search.ts'
import { defineList, page } from '../../platform/list.ts'
import { companyFilter } from '../../platform/operator.ts'
import type { Input, ReadCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { inSight } from '../catalog/sight.ts'
import { productMatches } from '../stock/search.ts'
import { FillRateRow, LeadTimeRow } from './contract.ts'
import { type Period, periodFilters, readPeriod } from './period.ts'

export const fillRateList = defineList({
  name: 'fill-rate',
  id: 'f.product_id',
  orderings: {
    product: { column: 'f.product_id', type: 'id' },
    ordered: { column: 'f.ordered', type: 'quantity' },
  },
  defaultOrdering: 'product',
  filters: {
    product: { column: 'f.product_id', type: 'id' },
    category: { column: 'p.category_id', type: 'id', nullable: true },
    company: companyFilter,
    ...periodFilters,
  },
  search: { matches: productMatches('p.id') },
  item: FillRateRow,
})

export const leadTimeList = defineList({
  name: 'approval-lead-time',
  id: 'd.approver',
  orderings: {
    approver: { column: 'd.approver', type: 'id' },
    decisions: { column: 'd.decisions', type: 'int' },
  },
  defaultOrdering: 'approver',
  filters: { approver: { column: 'd.approver', type: 'id' }, company: companyFilter, ...periodFilters },
  search: { matches: contains('u.username') },
  item: LeadTimeRow,
})

type FillRow = Omit<FillRateRow, 'fill_rate'>

/** How much of what was ordered in a period has been delivered, by product. Throws 400 on `from` or `to`. */
export async function reportFillRate(ctx: ReadCtx, { query }: Input<unknown>) {
  const { tenantId, actor } = ctx
  const period = readPeriod(query)
  const sold = period.isWhole ? soldOnDays(tenantId, period) : soldBetween(tenantId, period)
  return page(ctx, fillRateList, query, {
    select: sql`p.id as product, p.name, p.sku, p.unit, f.lines, f.filled_lines, f.ordered, f.fulfilled`,
    from: sql`(${sold}) f
      join products p on p.tenant_id = ${tenantId} and p.id = f.product_id`,
    where: sql`p.tenant_id = ${tenantId} and ${inSight(actor)}`,
    show: ({ ordered, fulfilled, ...row }: FillRow): FillRateRow => ({
      ...row,
      ordered: ordered / 1000,
      fulfilled: fulfilled / 1000,
      fill_rate: Math.round((fulfilled / ordered) * 10_000) / 10_000,
    }),
  })
}

/** Of whole days, as it was summed up when it happened. */
const soldOnDays = (tenantId: number, { from, to }: Period) => sql`
  select s.product_id, sum(s.lines)::bigint as lines, sum(s.filled_lines)::bigint as filled_lines,
    sum(s.ordered_milli)::bigint as ordered, sum(s.fulfilled_milli)::bigint as fulfilled
  from sales_days s
  where s.tenant_id = ${tenantId} and s.day >= (${from}::timestamptz at time zone 'UTC')::date
    and s.day <= ((${to}::timestamptz - interval '1 microsecond') at time zone 'UTC')::date
  group by s.product_id having sum(s.lines) > 0`

// Orders of a period lie together, and so do their lines: one stretch of an index, found by the smallest id.
const soldBetween = (tenantId: number, { from, to }: Period) => sql`
  with sold as materialized (
    select o.id from orders o
    where o.tenant_id = ${tenantId} and o.created_at >= ${from} and o.created_at < ${to} and o.kind = 'sale'
      and o.status in ('pending', 'approved', 'fulfilled') and o.deleted_at is null)
  select i.product_id, count(*) as lines, count(*) filter (where i.fulfilled_milli = i.quantity_milli) as filled_lines,
    sum(i.quantity_milli)::bigint as ordered, sum(i.fulfilled_milli)::bigint as fulfilled
  from order_items i
  where i.tenant_id = ${tenantId} and i.order_id >= (select min(id) from sold) and i.order_id in (select id from sold)
  group by i.product_id`

type LeadRow = Pick<LeadTimeRow, 'approver' | 'username' | 'decisions' | 'approved' | 'rejected'> & {
  median_s: number
  mean_s: number
  longest_s: number
}

/** How long requests placed in a period waited for each approver’s decision. Throws 400 on `from` or `to`. */
export async function reportApprovalLeadTime(ctx: ReadCtx, { query }: Input<unknown>) {
  const { tenantId } = ctx
  return page(ctx, leadTimeList, query, {
    select: sql`d.approver, u.username, d.decisions, d.approved, d.rejected, d.mean_s, d.longest_s,
      (select percentile_cont(0.5) within group (order by w.s) from unnest(d.waits) as w (s))::bigint as median_s`,
    from: sql`(${decisionsOf(tenantId, readPeriod(query))}) d
      join users u on u.tenant_id = ${tenantId} and u.id = d.approver`,
    where: sql`u.tenant_id = ${tenantId}`,
    show: ({ median_s, mean_s, longest_s, ...row }: LeadRow): LeadTimeRow => ({
      ...row,
      median_minutes: minutes(median_s),
      mean_minutes: minutes(mean_s),
      longest_minutes: minutes(longest_s),
    }),
  })
}

// The median is taken of an approver's waits alone: sorting all decisions by approver first costs as much again.
const decisionsOf = (tenantId: number, { from, to }: Period) => sql`
  select h.actor_id as approver, count(*) as decisions, count(*) filter (where h.action = 'approved') as approved,
    count(*) filter (where h.action = 'rejected') as rejected, max(h.waited_s) as longest_s,
    avg(h.waited_s)::bigint as mean_s, array_agg(h.waited_s) as waits
  from order_history h
  where h.tenant_id = ${tenantId} and h.placed_at >= ${from} and h.placed_at < ${to} and h.waited_s is not null
  group by h.actor_id`

function minutes(seconds: number): number {
  return Math.round(seconds / 6) / 10
}
