import { can } from '../../platform/actor.ts'
import { found } from '../../platform/errors.ts'
import { contains } from '../../platform/list/search.ts'
import { defineList, page } from '../../platform/list.ts'
import { companyFilter } from '../../platform/operator.ts'
import type { Ctx, Input, ReadCtx } from '../../platform/route.ts'
import { type Statement, sql } from '../../platform/sql.ts'
import { type Count, type CountLine, CountSummary, countStates } from './contract.ts'

export type CountRow = CountSummary

/** A line with the books as they are now; quantities in thousandths. */
export type CountLineRow = Pick<
  CountLine,
  'product' | 'product_name' | 'sku' | 'unit' | 'entered_by' | 'entered_at'
> & {
  on_hand_milli: number
  counted_milli: number | null
  expected_milli: number | null
  drifted: boolean
  moved_milli: number
}

export const countList = defineList({
  name: 'counts',
  id: 'c.id',
  orderings: { id: { column: 'c.id', type: 'id' } },
  defaultOrdering: '-id',
  filters: {
    status: { column: 'c.status', type: countStates },
    location: { column: 'c.location_id', type: 'id' },
    created_by: { column: 'c.created_by', type: 'id' },
    created_at: { column: 'c.created_at', type: 'time' },
    company: companyFilter,
  },
  search: { matches: contains('c.note') },
  item: CountSummary,
})

/** Stock counts, newest first, without their lines. */
export function listCounts(ctx: ReadCtx, { query }: Input<unknown>) {
  return page<CountRow, CountSummary>(ctx, countList, query, {
    select: columns(ctx),
    from: tables(ctx),
    where: sql`c.tenant_id = ${ctx.tenantId}`,
    show: row => row,
  })
}

/** Throws 404. */
export async function getCount(ctx: ReadCtx, { params }: Input<unknown>): Promise<Count> {
  const [[row], lines] = await Promise.all([
    ctx.tx.rows(countRow(ctx, params.id)),
    ctx.tx.rows(linesOf(ctx, params.id)),
  ])
  return showCount(ctx, found(row), lines)
}

export function showCount({ actor }: Pick<ReadCtx, 'actor'>, row: CountRow, lines: readonly CountLineRow[]): Count {
  const isOpen = row.status === 'open'
  const mayApprove = can(actor, 'APPROVE_COUNT')
  return {
    ...row,
    drifted_count: lines.filter(line => line.drifted).length,
    lines: lines.map(showLine),
    abilities: {
      enter: isOpen && can(actor, 'COUNT_STOCK'),
      approve: isOpen && mayApprove && row.entered_count > 0,
      cancel: isOpen && (mayApprove || row.created_by === actor.userId),
    },
  }
}

export const countRow = (ctx: ReadCtx | Ctx, id: number) => sql<CountRow>`
  select ${columns(ctx)} from ${tables(ctx)} where c.tenant_id = ${ctx.tenantId} and c.id = ${id}`

/** The lines; an open count's drift is as of now, a posted one's as of its posting. */
export const linesOf = ({ tenantId }: ReadCtx | Ctx, id: number) => sql<CountLineRow>`
  select l.product_id as product, p.name as product_name, p.sku, p.unit, v.on_hand_milli,
    l.counted_milli, l.expected_milli, l.entered_by, l.entered_at,
    coalesce(l.posted_moved_milli, v.on_hand_milli - l.opened_milli) as moved_milli,
    coalesce(l.posted_drifted, exists (
      select from moves m
      where m.tenant_id = ${tenantId} and m.product_id = l.product_id and m.id > l.opened_move_id
        and (m.from_location_id = c.location_id or m.to_location_id = c.location_id))) as drifted
  from count_lines l
  join counts c on c.tenant_id = ${tenantId} and c.id = l.count_id
  join products p on p.tenant_id = ${tenantId} and p.id = l.product_id
  cross join lateral (select ${onHand(tenantId, { product: sql`l.product_id`, location: sql`c.location_id` })} as on_hand_milli) v
  where l.tenant_id = ${tenantId} and l.count_id = ${id} order by l.product_id`

/**
 * What the books say is at a location, in thousandths. Not a join: among a thousand small companies the planner takes the levels of a location for
 * one or two and reads all of them for each product, which took a count of 60 products in a company of a million 6 seconds.
 */
export const onHand = (
  tenantId: number,
  { product, location }: { product: Statement; location: Statement | number },
) => sql`
  coalesce((
    select v.on_hand_milli from levels v
    where v.tenant_id = ${tenantId} and v.product_id = ${product} and v.location_id = ${location}), 0)`

const columns = ({ tenantId }: ReadCtx | Ctx) => sql`
  c.id, c.tenant_id as tenant, c.location_id as location, o.name as location_name, c.status, c.note, c.created_by, c.created_at,
  c.decided_by, c.decided_at, c.version,
  (select count(*) from count_lines l where l.tenant_id = ${tenantId} and l.count_id = c.id) as lines_count,
  (select count(l.counted_milli) from count_lines l where l.tenant_id = ${tenantId} and l.count_id = c.id) as entered_count`

const tables = ({ tenantId }: ReadCtx | Ctx) => sql`
  counts c join locations o on o.tenant_id = ${tenantId} and o.id = c.location_id`

function showLine({ on_hand_milli, counted_milli, expected_milli, moved_milli, ...line }: CountLineRow): CountLine {
  const isEntered = counted_milli !== null && expected_milli !== null
  return {
    ...line,
    on_hand: on_hand_milli / 1000,
    counted: isEntered ? counted_milli / 1000 : null,
    expected: isEntered ? expected_milli / 1000 : null,
    difference: isEntered ? (counted_milli - expected_milli) / 1000 : null,
    moved: moved_milli / 1000,
  }
}
