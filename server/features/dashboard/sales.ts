/** What was sold since a day: summed up as it happened for who sees every order, from the orders themselves for who sees some. */
import { type Statement, sql } from '../../platform/sql.ts'
import type { CountByDay } from './days.ts'

type TopRow = { product: number; name: string; sku: string; quantity: number; total: number }

export type Sales = { byDay: Statement<CountByDay>; topProducts: Statement<TopRow> }

/** What cannot be told exactly is told as the largest that can. */
export const safeSum = (column: Statement) => sql`
  least(coalesce(sum(${column}), 0), ${Number.MAX_SAFE_INTEGER}::bigint)::bigint`

/** Of every order; `since` is the beginning of a day. */
export function ofAll(tenantId: number, since: Date): Sales {
  const rows = sql`sales_days s where s.tenant_id = ${tenantId} and s.day >= (${since}::timestamptz at time zone 'UTC')::date`
  return {
    byDay: sql<CountByDay>`
      select to_char(s.day, 'YYYY-MM-DD') as day, sum(s.orders)::bigint as count, ${safeSum(sql`s.total_minor`)} as sum
      from ${rows} group by s.day having sum(s.orders) > 0`,
    topProducts: topOf(
      tenantId,
      sql`select s.product_id, sum(s.ordered_milli)::bigint as quantity, ${safeSum(sql`s.total_minor`)} as total
        from ${rows} group by s.product_id having sum(s.lines) > 0`,
    ),
  }
}

/** Of the orders `o` that `within` says. */
export function ofSome(tenantId: number, { since, within }: { since: Date; within: Statement }): Sales {
  const sold = sql`orders o where o.tenant_id = ${tenantId} and o.created_at >= ${since} and o.kind = 'sale'
    and o.status in ('pending', 'approved', 'fulfilled') and o.deleted_at is null and ${within}`
  return {
    byDay: sql<CountByDay>`
      select to_char(s.day, 'YYYY-MM-DD') as day, count(*) as count, ${safeSum(sql`s.total_minor`)} as sum
      from (select (o.created_at at time zone 'UTC')::date as day, o.total_minor from ${sold}) s group by s.day`,
    topProducts: topOf(
      tenantId,
      sql`select i.product_id, sum(i.quantity_milli)::bigint as quantity, ${safeSum(sql`i.total_minor`)} as total
        from order_items i where i.tenant_id = ${tenantId} and i.order_id in (select o.id from ${sold}) group by i.product_id`,
    ),
  }
}

const topOf = (tenantId: number, byProduct: Statement) => sql<TopRow>`
  with top as (${byProduct} order by total desc, product_id limit 5)
  select p.id as product, p.name, p.sku, top.quantity, top.total
  from top join products p on p.tenant_id = ${tenantId} and p.id = top.product_id
  order by top.total desc, p.id`
