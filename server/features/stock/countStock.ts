import { can } from '../../platform/actor.ts'
import { fail, found, invalid } from '../../platform/errors.ts'
import { unitMilliOf } from '../../platform/money.ts'
import type { Ctx, Input } from '../../platform/route.ts'
import { type Statement, sql } from '../../platform/sql.ts'
import { assertVersion } from '../../platform/version.ts'
import { record } from '../audit/record.ts'
import { getTarget } from './adjust.ts'
import type { Count, CountDecision, CountEntry, NewCount } from './contract.ts'
import { type CountRow, countRow, linesOf, onHand, showCount } from './counts.ts'
import { columns } from './entries.ts'
import { withinReach } from './reach.ts'
import { lockTarget } from './sheet.ts'

const mostLines = 500

/** Opens a count of these products, or of everything that has been at the location. Throws 400 by field. */
export async function openCount(ctx: Ctx, { body }: Input<NewCount>): Promise<Count> {
  const { tx, tenantId, actor } = ctx
  const [target, id, products] = await Promise.all([
    lockTarget(ctx, body.location ?? null),
    nextCountId(ctx),
    tx.rows(productsToCount(ctx, body)),
  ])
  const location = getTarget(target, 'location')
  assertCountable(body, products)
  tx.queue(sql`insert into counts (tenant_id, id, location_id, note, created_by)
    values (${tenantId}, ${id}, ${location.id}, ${body.note ?? ''}, ${actor.userId})`)
  tx.queue(insertLines(ctx, { id, location: location.id, products: products.map(product => product.id) }))
  record(ctx, {
    action: 'count.opened',
    object: { type: 'count', id },
    after: { location: location.id, lines: products.length },
  })
  return commitAndShow(ctx, id)
}

/** Writes down what was found. What the books say at this moment is what it is compared with. Throws 404, 412, 409, 400 by field. */
export async function enterCount(ctx: Ctx, { params, body }: Input<CountEntry>): Promise<Count> {
  const ids = body.lines.map(line => line.product)
  const [row, products] = await Promise.all([lockCount(ctx, params.id), ctx.tx.rows(activeProducts(ctx, ids))])
  assertOpen(row)
  assertVersion(row.version, ctx.ifMatch, body.version)
  const lines = readLines(body, products)
  ctx.tx.queue(insertLines(ctx, { id: row.id, location: row.location, products: ids }))
  ctx.tx.queue(enterLines(ctx, row, lines))
  ctx.tx.queue(sql`update counts set version = version + 1 where tenant_id = ${ctx.tenantId} and id = ${row.id}`)
  record(ctx, { action: 'count.entered', object: { type: 'count', id: row.id }, after: { lines: body.lines } })
  return commitAndShow(ctx, row.id)
}

/** Throws the count away: whoever opened it, or who approves counts. Throws 404, 403, 409, 412. */
export async function cancelCount(ctx: Ctx, { params, body }: Input<CountDecision | undefined>): Promise<Count> {
  const row = await lockCount(ctx, params.id)
  if (row.created_by !== ctx.actor.userId && !can(ctx.actor, 'APPROVE_COUNT')) throw fail('permission_denied')
  assertOpen(row)
  assertVersion(row.version, ctx.ifMatch, body?.version)
  queueDecision(ctx, row, 'cancelled')
  record(ctx, { action: 'count.cancelled', object: { type: 'count', id: row.id } })
  return commitAndShow(ctx, row.id)
}

/** The count, locked until the commit; joins the flush of its tick. Throws 404. */
export async function lockCount(ctx: Ctx, id: number): Promise<CountRow> {
  const [, [row]] = await Promise.all([
    ctx.tx.rows(sql`select id from counts where tenant_id = ${ctx.tenantId} and id = ${id} for no key update`),
    ctx.tx.rows(countRow(ctx, id)),
  ])
  return found(row)
}

export function assertOpen({ status }: CountRow): void {
  if (status !== 'open') throw fail('count_closed', { state: status })
}

export function queueDecision({ tx, tenantId, actor }: Ctx, { id }: CountRow, status: 'posted' | 'cancelled'): void {
  tx.queue(sql`update counts set status = ${status}, decided_by = ${actor.userId}, decided_at = now(), version = version + 1
    where tenant_id = ${tenantId} and id = ${id}`)
}

export async function commitAndShow(ctx: Ctx, id: number): Promise<Count> {
  const [[row], lines] = await ctx.tx.commit(countRow(ctx, id), linesOf(ctx, id))
  return showCount(ctx, found(row), lines)
}

type ProductRow = { id: number; unit: string }
type Entered = { product: number; countedMilli: number }

async function nextCountId({ tx }: Ctx): Promise<number> {
  const [next] = await tx.rows(sql<{ id: number }>`select nextval('platform.counts_id') as id`)
  return (next as { id: number }).id
}

function productsToCount(ctx: Ctx, { products, location }: NewCount): Statement<ProductRow> {
  if (products) return activeProducts(ctx, products)
  const { tenantId, actor } = ctx
  return sql<ProductRow>`
    select p.id, p.unit from levels v
    join products p on p.tenant_id = ${tenantId} and p.id = v.product_id and p.deleted_at is null and p.is_active
      and ${withinReach(actor)}
    where v.tenant_id = ${tenantId} and v.location_id = (
      select o.id from locations o where o.tenant_id = ${tenantId} and o.kind = 'internal'
        and ${location == null ? sql`o.is_default` : sql`o.id = ${location}`})
    order by v.product_id limit ${mostLines + 1}`
}

const activeProducts = ({ tenantId, actor }: Ctx, ids: readonly number[]) => sql<ProductRow>`
  select p.id, p.unit from products p
  where p.tenant_id = ${tenantId} and p.id = any(${ids}::bigint[]) and p.deleted_at is null and p.is_active and ${withinReach(actor)}`

function assertCountable({ products }: NewCount, found: readonly ProductRow[]): void {
  if (products && new Set(products).size > found.length) throw invalid('products', 'There is no such product.')
  if (found.length === 0)
    throw invalid('products', 'Nothing has ever been at this location. Name the products to count.')
  if (found.length > mostLines)
    throw invalid('products', `There are more than ${mostLines} products here. Name those to count.`)
}

function readLines({ lines }: CountEntry, products: readonly ProductRow[]): Entered[] {
  const units = new Map(products.map(product => [product.id, product.unit]))
  if (new Set(lines.map(line => line.product)).size < lines.length) throw invalid('lines', 'Name each product once.')
  if (lines.some(line => !units.has(line.product))) throw invalid('lines', 'There is no such product.')
  return lines.map(({ product, counted }) => ({
    product,
    countedMilli: unitMilliOf(counted, units.get(product) as string, 'lines'),
  }))
}

/** Lines that are not there yet, with the books as they are now. */
function insertLines(
  { tenantId }: Ctx,
  { id, location, products }: { id: number; location: number; products: number[] },
) {
  return sql`
    insert into count_lines (tenant_id, count_id, product_id, opened_milli, opened_move_id)
    select ${tenantId}, ${id}, p.id, ${onHand(tenantId, { product: sql`p.id`, location })},
      coalesce((select max(m.id) from moves m where m.tenant_id = ${tenantId} and m.product_id = p.id), 0)
    from products p
    where p.tenant_id = ${tenantId} and p.id = any(${products}::bigint[])
    on conflict (tenant_id, count_id, product_id) do nothing`
}

function enterLines({ tenantId, actor }: Ctx, { id, location }: CountRow, lines: readonly Entered[]): Statement {
  const column = columns(lines)
  return sql`
    update count_lines l set counted_milli = e.counted, entered_by = ${actor.userId}, entered_at = now(),
      expected_milli = ${onHand(tenantId, { product: sql`l.product_id`, location })}
    from unnest(${column('product')}::bigint[], ${column('countedMilli')}::bigint[]) as e (product_id, counted)
    where l.tenant_id = ${tenantId} and l.count_id = ${id} and l.product_id = e.product_id`
}
