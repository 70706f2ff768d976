import { reaches } from '../../platform/actor.ts'
import { fail, invalid } from '../../platform/errors.ts'
import { contains } from '../../platform/list/search.ts'
import { defineList, page } from '../../platform/list.ts'
import { companyFilter } from '../../platform/operator.ts'
import type { Input, ReadCtx } from '../../platform/route.ts'
import { parseId } from '../../platform/schema.ts'
import { type Statement, sql } from '../../platform/sql.ts'
import { causes, Move } from './contract.ts'
import { isBounded, withinReach } from './reach.ts'
import { productMatches } from './search.ts'

export type MoveRow = Omit<Move, 'quantity' | 'change'> & { quantity_milli: number }

const filters = {
  location: { description: 'location it left or reached', where: atLocation },
  from_location: { column: 'm.from_location_id', type: 'id' },
  to_location: { column: 'm.to_location_id', type: 'id' },
  cause_type: { column: 'm.cause_type', type: causes },
  cause_id: { column: 'm.cause_id', type: 'id', nullable: true },
  actor: { column: 'm.actor_id', type: 'id', nullable: true },
  reverses: { column: 'm.reverses_id', type: 'id', nullable: true },
  at: { column: 'm.at', type: 'time' },
} as const

const orderings = {
  id: { column: 'm.id', type: 'id' },
  at: { column: 'm.at', type: 'time' },
} as const

export const moves = defineList({
  name: 'moves',
  id: 'm.id',
  orderings,
  defaultOrdering: '-id',
  timeOrderings: ['at'],
  filters: {
    id: { column: 'm.id', type: 'id' },
    product: { column: 'm.product_id', type: 'id' },
    ...filters,
    company: companyFilter,
  },
  search: { matches: productMatches('m.product_id') },
  item: Move,
})

export const productHistory = defineList({
  name: 'product-history',
  id: 'm.id',
  orderings: { id: orderings.id },
  defaultOrdering: '-id',
  filters: { ...filters, company: companyFilter },
  search: { matches: contains('m.reason') },
  item: Move,
})

/** The ledger, newest first. */
export function listMoves(ctx: ReadCtx, { query }: Input<unknown>) {
  const where = sql`m.tenant_id = ${ctx.tenantId} and ${withinReach(ctx.actor)}`
  const source = sourceOf(ctx, where)
  const alone = { from: sql`moves m`, shown: joinsOf(ctx.tenantId) }
  return page<MoveRow, Move>(ctx, moves, query, isBounded(ctx.actor) ? source : { ...source, ...alone })
}

/** What moved of one product, newest first. Throws 404 for a product that is not in the actor's sight. */
export async function listProductHistory(ctx: ReadCtx, { params, query }: Input<unknown>) {
  const ofProduct = sql`m.tenant_id = ${ctx.tenantId} and m.product_id = ${params.id}`
  const [, history] = await Promise.all([
    assertProductInSight(ctx, params.id),
    page<MoveRow, Move>(ctx, productHistory, query, sourceOf(ctx, ofProduct)),
  ])
  return history
}

/** Throws 404 for a product that is absent, foreign, deleted or out of scope. */
export async function assertProductInSight({ tx, tenantId, actor }: ReadCtx, productId: number): Promise<void> {
  const [product] = await tx.rows(sql<{ created_by: number | null; assigned_to: number | null }>`
    select created_by, assigned_to from products where tenant_id = ${tenantId} and id = ${productId} and deleted_at is null`)
  if (!product || !reaches(actor, 'VIEW_PRODUCTS', { owners: [product.created_by], assignedTo: product.assigned_to }))
    throw fail('not_found')
}

/** Moves as replies show them. */
export function movesWhere(ctx: Pick<ReadCtx, 'tenantId'>, where: Statement): Statement<MoveRow> {
  const { select, from } = sourceOf(ctx, where)
  return sql<MoveRow>`select ${select} from ${from} where ${where} order by m.id`
}

export function showMove({ quantity_milli, ...move }: MoveRow): Move {
  return { ...move, quantity: quantity_milli / 1000, change: changeOf(move) * (quantity_milli / 1000) }
}

function sourceOf({ tenantId }: Pick<ReadCtx, 'tenantId'>, where: Statement) {
  return {
    select: sql`m.id, m.product_id as product, p.name as product_name, p.sku,
      m.from_location_id as from_location, f.name as from_name, f.kind as from_kind,
      m.to_location_id as to_location, t.name as to_name, t.kind as to_kind,
      m.quantity_milli, m.reason, m.cause_type, m.cause_id, m.reverses_id as reverses,
      m.actor_id as actor, u.username as actor_username, m.at`,
    from: sql`moves m ${joinsOf(tenantId)}`,
    where,
    show: showMove,
  }
}

const joinsOf = (tenantId: number) => sql`
  join products p on p.tenant_id = ${tenantId} and p.id = m.product_id
  join locations f on f.tenant_id = ${tenantId} and f.id = m.from_location_id
  join locations t on t.tenant_id = ${tenantId} and t.id = m.to_location_id
  left join users u on u.tenant_id = ${tenantId} and u.id = m.actor_id`

function atLocation(text: string, _ctx: unknown, name: string): Statement {
  const id = parseId(text)
  if (id === null) throw invalid(name, 'Send an id: a positive whole number.')
  return sql`(m.from_location_id = ${id} or m.to_location_id = ${id})`
}

function changeOf({ from_kind, to_kind }: Pick<Move, 'from_kind' | 'to_kind'>): -1 | 0 | 1 {
  if (from_kind === to_kind) return 0
  if (to_kind === 'internal') return 1
  return from_kind === 'internal' ? -1 : 0
}
