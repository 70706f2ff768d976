import { can } from '../../platform/actor.ts'
import { invalid } from '../../platform/errors.ts'
import { defineList, page } from '../../platform/list.ts'
import { moneyText } from '../../platform/money.ts'
import { companyFilter } from '../../platform/operator.ts'
import type { Input, Query, ReadCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { parseTime } from '../../platform/time.ts'
import { Level } from './contract.ts'
import { withinReach } from './reach.ts'
import { productMatches } from './search.ts'
import type { Level as LevelMilli } from './sheet.ts'
import { shareMinor } from './value.ts'

type NamedRow = Pick<Level, 'id' | 'product' | 'product_name' | 'sku' | 'unit' | 'location' | 'location_name'>
type PastRow = NamedRow & { on_hand_milli: number }
type LevelRow = PastRow & { reserved_milli: number; incoming_milli: number; value_minor: number; total_milli: number }

export const levels = defineList({
  name: 'stock',
  id: 'v.id',
  orderings: {
    id: { column: 'v.id', type: 'id' },
    product: { column: 'v.product_id', type: 'id' },
    location: { column: 'v.location_id', type: 'id' },
  },
  defaultOrdering: 'product,location',
  filters: {
    product: { column: 'v.product_id', type: 'id' },
    location: { column: 'v.location_id', type: 'id' },
    on_hand: { column: 'v.on_hand_milli', type: 'quantity' },
    reserved: { column: 'v.reserved_milli', type: 'quantity' },
    incoming: { column: 'v.incoming_milli', type: 'quantity' },
    available: { column: '(v.on_hand_milli - v.reserved_milli)', type: 'quantity' },
    as_of: { description: 'a past moment: what was on hand then', where: () => sql`true` },
    company: companyFilter,
  },
  search: { matches: productMatches('v.product_id') },
  item: Level,
})

/** What is where: one row for each product and location it has ever been at; with `as_of`, what was on hand then. */
export function listLevels(ctx: ReadCtx, { query }: Input<unknown>) {
  const asOf = readMoment(query)
  return asOf === null ? listPresent(ctx, query) : listPast(ctx, query, asOf)
}

/** A level in units, as replies show it after a change. */
export function showLevel({ productId, locationId, onHandMilli, reservedMilli, incomingMilli }: LevelMilli) {
  return {
    product: productId,
    location: locationId,
    on_hand: onHandMilli / 1000,
    reserved: reservedMilli / 1000,
    available: (onHandMilli - reservedMilli) / 1000,
    incoming: incomingMilli / 1000,
  }
}

const names = sql`v.id, v.product_id as product, p.name as product_name, p.sku, p.unit, v.location_id as location, l.name as location_name`

function listPresent(ctx: ReadCtx, query: Query) {
  return page<LevelRow, Level>(ctx, levels, query, {
    select: sql`${names}, v.on_hand_milli, v.reserved_milli, v.incoming_milli, s.value_minor, s.on_hand_milli as total_milli`,
    from: sql`${tables(ctx)} join product_stock s on s.tenant_id = ${ctx.tenantId} and s.product_id = v.product_id`,
    where: sql`v.tenant_id = ${ctx.tenantId} and ${withinReach(ctx.actor)}`,
    show: row => showPresent(ctx, row),
  })
}

function listPast(ctx: ReadCtx, query: Query, asOf: Date) {
  const { tenantId } = ctx
  return page<PastRow, Level>(ctx, levels, query, {
    select: sql`${names}, (
      select coalesce(sum(case when m.to_location_id = v.location_id then m.quantity_milli else -m.quantity_milli end), 0)::bigint
      from moves m
      where m.tenant_id = ${tenantId} and m.product_id = v.product_id and m.at < ${justAfter(asOf)}
        and (m.to_location_id = v.location_id or m.from_location_id = v.location_id)) as on_hand_milli`,
    from: tables(ctx),
    where: sql`v.tenant_id = ${tenantId} and ${withinReach(ctx.actor)}`,
    show: showPast,
  })
}

const tables = ({ tenantId }: ReadCtx) => sql`levels v
  join products p on p.tenant_id = ${tenantId} and p.id = v.product_id and p.deleted_at is null
  join locations l on l.tenant_id = ${tenantId} and l.id = v.location_id and l.deleted_at is null`

const knownNow = /^(on_hand|reserved|incoming|available)(__|$)/

/** Throws 400 on a moment that is none or has not come, or when it is asked together with numbers that are known only now. */
function readMoment(query: Query): Date | null {
  if (!query.as_of) return null
  const asOf = parseTime(String(query.as_of))
  if (!asOf) throw invalid('as_of', 'Send a time as 2026-11-21 or 2026-11-21T14:07:34Z.')
  if (asOf.getTime() > Date.now()) throw invalid('as_of', 'Send a moment that has passed.')
  const other = Object.keys(query).find(name => query[name] !== '' && knownNow.test(name))
  if (other !== undefined) throw invalid(other, 'This filter knows the present only. Leave it out, or leave out as_of.')
  return asOf
}

// Times are shown in whole milliseconds and kept finer.
function justAfter(moment: Date): Date {
  return new Date(moment.getTime() + 1)
}

function showPresent({ actor }: ReadCtx, row: LevelRow): Level {
  const { on_hand_milli, reserved_milli, incoming_milli, value_minor, total_milli, ...named } = row
  const cost = (partMilli: number) =>
    can(actor, 'VIEW_COST') ? moneyText(shareMinor(value_minor, partMilli, total_milli), actor.settings.currency) : null
  return {
    ...named,
    on_hand: on_hand_milli / 1000,
    reserved: reserved_milli / 1000,
    available: (on_hand_milli - reserved_milli) / 1000,
    incoming: incoming_milli / 1000,
    average_cost: total_milli > 0 ? cost(1000) : null,
    value: cost(on_hand_milli),
  }
}

function showPast({ on_hand_milli, ...named }: PastRow): Level {
  const unknown = { reserved: null, available: null, incoming: null, average_cost: null, value: null }
  return { ...named, on_hand: on_hand_milli / 1000, ...unknown }
}
