import { isDeepStrictEqual } from 'node:util'
import type { Static } from 'typebox'
import { fail, found, invalid } from '../../platform/errors.ts'
import { nameKey } from '../../platform/fold.ts'
import { defineList, page } from '../../platform/list.ts'
import { companyFilter } from '../../platform/operator.ts'
import type { Ctx, Input, ReadCtx } from '../../platform/route.ts'
import { Answer } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { assertVersion } from '../../platform/version.ts'
import { record } from '../audit/record.ts'
import { assertOwnTenant } from '../people/body.ts'
import { Location, type LocationChanges, type NewLocation } from './contract.ts'

export const locations = defineList({
  name: 'locations',
  id: 'l.id',
  orderings: {
    id: { column: 'l.id', type: 'id' },
    name: { column: 'l.name_key', type: 'text' },
  },
  defaultOrdering: 'id',
  filters: {
    name: { column: 'l.name_key', type: 'text', key: nameKey },
    is_active: { column: 'l.is_active', type: 'bool' },
    is_default: { column: 'l.is_default', type: 'bool' },
    company: companyFilter,
  },
  search: { matches: text => sql`strpos(l.name_key, ${nameKey(text)}) > 0` },
  item: Location,
})

/** The places where stock can be. */
export function listLocations(ctx: ReadCtx, { query }: Input<unknown>) {
  return page<Location, Location>(ctx, locations, query, {
    select: columns,
    from: sql`locations l`,
    where: sql`l.tenant_id = ${ctx.tenantId} and l.kind = 'internal' and l.deleted_at is null`,
    show: row => row,
  })
}

/** Throws 404. */
export async function getLocation(ctx: ReadCtx, { params }: Input<unknown>): Promise<Location> {
  const [row] = await ctx.tx.rows(locationRow(ctx, params.id))
  return found(row)
}

/** Throws 400 on a name that is taken, or a default one that is not active. */
export async function createLocation(ctx: Ctx, { body }: Input<Static<typeof NewLocation>>): Promise<Location> {
  const { tx, tenantId } = ctx
  const { is_default = false, is_active = true } = body
  if (is_default && !is_active) throw inactiveDefault()
  const [[next], sameName] = await Promise.all([
    tx.rows(sql<{ id: number }>`select nextval('platform.locations_id') as id`),
    tx.rows(namedLike(ctx, body.name, 0)),
    tx.rows(changing(ctx, 0)),
  ])
  assertFreeName(body.name, sameName)
  const { id } = next as { id: number }
  if (is_default) queueOldDefault(ctx, id)
  tx.queue(sql`insert into locations (tenant_id, id, name, name_key, kind, is_default, is_active)
    values (${tenantId}, ${id}, ${body.name}, ${nameKey(body.name)}, 'internal', ${is_default}, ${is_active})`)
  record(ctx, {
    action: 'location.created',
    object: { type: 'location', id },
    after: { name: body.name, is_default, is_active },
  })
  return commitAndRead(ctx, id)
}

/** Throws 404, 412, 400 on a name that is taken or another company, 409 default_location or location_in_use. */
export async function updateLocation(
  ctx: Ctx,
  { params, body }: Input<Static<typeof LocationChanges>>,
): Promise<Location> {
  assertOwnTenant(ctx, body)
  const lock = body.is_active === false ? closing : changing
  const [, [known], held, sameName] = await Promise.all([
    ctx.tx.rows(lock(ctx, params.id)),
    ctx.tx.rows(locationRow(ctx, params.id)),
    ctx.tx.rows(somethingAt(ctx, params.id)),
    ctx.tx.rows(namedLike(ctx, body.name ?? '', params.id)),
  ])
  const row = found(known)
  assertVersion(row.version, ctx.ifMatch, body.version)
  if (body.name !== undefined) assertFreeName(body.name, sameName)
  const before = settingsOf(row)
  const after = { ...before, ...settingsOf(body) }
  assertCanBecome(row, after, held.length > 0)
  if (isDeepStrictEqual(before, after)) return row
  queueUpdate(ctx, row, after)
  record(ctx, { action: 'location.updated', object: { type: 'location', id: row.id }, before, after })
  return commitAndRead(ctx, row.id)
}

/** Its moves keep referring to it; lists and paths no longer know it. Throws 404, 412, 409 default_location or location_in_use. */
export async function deleteLocation(ctx: Ctx, { params }: Input<unknown>): Promise<Answer> {
  const [, [known], held] = await Promise.all([
    ctx.tx.rows(closing(ctx, params.id)),
    ctx.tx.rows(locationRow(ctx, params.id)),
    ctx.tx.rows(somethingAt(ctx, params.id)),
  ])
  const row = found(known)
  assertVersion(row.version, ctx.ifMatch)
  if (row.is_default) throw fail('default_location')
  if (held.length > 0) throw fail('location_in_use')
  ctx.tx.queue(sql`update locations set is_active = false, deleted_at = now(), updated_at = now(), version = version + 1
    where tenant_id = ${ctx.tenantId} and id = ${row.id}`)
  record(ctx, { action: 'location.deleted', object: { type: 'location', id: row.id }, before: { name: row.name } })
  await ctx.tx.commit()
  return new Answer(204, null)
}

const columns = sql`l.id, l.tenant_id as tenant, l.name, l.is_default, l.is_active, l.created_at, l.updated_at, l.version`

/** Waits for stock that is on its way here (lockTarget) and keeps more from coming; only then is looked whether there is any. */
const closing = ({ tenantId }: Ctx, id: number) => sql`
  select id from locations where tenant_id = ${tenantId} and id = ${id} for update`

/** With the default one, so that two changes of the default come one after the other. */
const changing = ({ tenantId }: Ctx, id: number) => sql`
  select id from locations where tenant_id = ${tenantId} and (id = ${id} or is_default) order by id for no key update`

const locationRow = ({ tenantId }: ReadCtx | Ctx, id: number) => sql<Location>`
  select ${columns} from locations l
  where l.tenant_id = ${tenantId} and l.id = ${id} and l.kind = 'internal' and l.deleted_at is null`

/**
 * Something of what is there, or is on its way there; units of a deleted product only if somebody still waits for them, for nobody
 * can take them away. Ordered as the index by location is, or all the company's levels might be looked through.
 */
const somethingAt = ({ tenantId }: Ctx, id: number) => sql`
  select v.product_id from levels v join products p on p.tenant_id = ${tenantId} and p.id = v.product_id
  where v.tenant_id = ${tenantId} and v.location_id = ${id}
    and (v.reserved_milli > 0 or v.incoming_milli > 0 or (v.on_hand_milli > 0 and p.deleted_at is null))
  order by v.product_id limit 1`

const namedLike = ({ tenantId }: Ctx, name: string, exceptId: number) => sql`
  select id from locations
  where tenant_id = ${tenantId} and name_key = ${nameKey(name)} and kind = 'internal' and deleted_at is null and id <> ${exceptId}`

/** Two who take one name at once: the second is told what it would have been told a moment later. */
async function commitAndRead(ctx: Ctx, id: number): Promise<Location> {
  try {
    const [[row]] = await ctx.tx.commit(locationRow(ctx, id))
    return found(row)
  } catch (error) {
    throw (error as { code?: string }).code === '23505' ? nameTaken() : error
  }
}

function queueOldDefault({ tx, tenantId }: Pick<Ctx, 'tx' | 'tenantId'>, newDefaultId: number): void {
  tx.queue(sql`update locations set is_default = false, updated_at = now(), version = version + 1
    where tenant_id = ${tenantId} and is_default and id <> ${newDefaultId}`)
}

type Settings = Pick<Location, 'name' | 'is_default' | 'is_active'>

function settingsOf<T extends Partial<Settings>>({ name, is_default, is_active }: T) {
  const given = Object.entries({ name, is_default, is_active }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given) as Pick<T, keyof Settings>
}

function queueUpdate({ tx, tenantId }: Ctx, row: Location, { name, is_default, is_active }: Settings): void {
  if (is_default && !row.is_default) queueOldDefault({ tx, tenantId }, row.id)
  tx.queue(sql`update locations set name = ${name}, name_key = ${nameKey(name)}, is_default = ${is_default}, is_active = ${is_active},
    updated_at = now(), version = version + 1 where tenant_id = ${tenantId} and id = ${row.id}`)
}

function assertCanBecome(row: Location, { is_default, is_active }: Settings, isUsed: boolean): void {
  if (row.is_default && !(is_default && is_active)) throw fail('default_location')
  if (is_default && !is_active) throw inactiveDefault()
  if (!is_active && isUsed) throw fail('location_in_use')
}

function assertFreeName(name: string, sameName: unknown[]): void {
  if (nameKey(name) === '') throw invalid('name', 'Send a name with visible characters.')
  if (sameName.length > 0) throw nameTaken()
}

function inactiveDefault() {
  return invalid('is_active', 'The default location has to be active.')
}

function nameTaken() {
  return invalid('name', 'Another location has this name.')
}
