/** Changes to a company itself. The directory's rows are the owner's to write, so all of it runs on the owner's connection. */
import { can } from '../../platform/actor.ts'
import type { Deployment } from '../../platform/deployment.ts'
import type { OwnerTx } from '../../platform/door.ts'
import { fail, found, Invalid, invalid } from '../../platform/errors.ts'
import { nameKey } from '../../platform/fold.ts'
import { isOperator, prove } from '../../platform/operator.ts'
import type { Ctx, Input } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { assertVersion } from '../../platform/version.ts'
import { record } from '../audit/record.ts'
import { type Access, lockAccess, touchAccess } from '../people/access.ts'
import { assertMayRegrant } from '../people/escalation.ts'
import { bearersOf, replaceGrants } from '../people/grants.ts'
import { type Grant, grantsOf } from '../people/presets.ts'
import type { CompanyChangesBody, CompanyReply } from './contract.ts'
import { untilUnique } from './provision.ts'
import { companyRow } from './show.ts'
import { assertSlugIsFree } from './slug.ts'

/** Changes a company; who may change settings alone changes nothing else of it. Throws 400 on a taken name or slug, 403, 404, 412. */
export async function changeCompany(
  ctx: Ctx,
  { params: { id }, body }: Input<CompanyChangesBody>,
): Promise<CompanyReply> {
  await prove(ctx)
  if (id !== ctx.tenantId && !isOperator(ctx.actor)) throw fail('not_found')
  return untilUnique(() => inCompany(ctx, id, inside => change(inside, body)))
}

/** Runs work on one company's rows and the directory's. Throws not found. */
export async function inCompany<T>(ctx: Ctx, id: number, work: (ctx: OwnerCtx) => Promise<T>): Promise<T> {
  await assertKnown(ctx, id)
  return asOwner(ctx.deployment, id, tx => work({ ...ctx, tx, tenantId: id }))
}

/** Throws not found where there is no such company. */
export async function assertKnown({ tx }: Pick<Ctx, 'tx'>, id: number): Promise<void> {
  const known = await tx.rows(sql`select 1 as known from platform.tenants where id = ${id}`)
  if (known.length === 0) throw fail('not_found')
}

/** One transaction of the owner in a company that is there; afterwards every node looks at it anew. */
export async function asOwner<T>(
  { door, wakeOutbox }: Pick<Deployment, 'door' | 'wakeOutbox'>,
  tenantId: number,
  work: (tx: OwnerTx) => Promise<T>,
): Promise<T> {
  const answer = await door.owner(work, { tenantId })
  wakeOutbox(tenantId)
  return answer
}

export type OwnerCtx = Omit<Ctx, 'tx'> & { tx: OwnerTx }

async function change(ctx: OwnerCtx, body: CompanyChangesBody): Promise<CompanyReply> {
  const { tx, tenantId } = ctx
  const code = can(ctx.actor, 'UPDATE_COMPANY') ? 'UPDATE_COMPANY' : 'UPDATE_SETTINGS'
  const [access, [row]] = await Promise.all([lockAccess(ctx, code), tx.rows(companyRow(tenantId))])
  const before = found(row)
  assertVersion(before.version, ctx.ifMatch, body.version)
  if (body.placement !== undefined && body.placement !== before.placement)
    throw invalid('placement', 'A company moves by the command `quartermaster tenant move`.')
  const { name = before.name, slug = before.slug, preset = before.preset } = body
  const wanted = { ...before, name, slug, preset, settings: merged(before.settings, body.settings) }
  const changed = differences(before, wanted)
  if (changed.length === 0) return before
  if (code === 'UPDATE_SETTINGS' && changed.some(field => field !== 'settings')) throw fail('permission_denied')
  if (changed.includes('name')) await rename(ctx, name)
  if (changed.includes('slug')) await moveDomain(ctx, before, slug)
  if (changed.includes('preset')) await adoptPreset(ctx, access, preset)
  if (wanted.settings.currency !== before.settings.currency) await assertNoMoney(ctx)
  tx.queue(sql`update settings set "values" = ${wanted.settings} where tenant_id = ${tenantId}`)
  touchAccess(ctx)
  const pick = (company: CompanyReply) => Object.fromEntries(changed.map(field => [field, company[field]]))
  const object = { type: 'company', id: tenantId }
  record(ctx, { action: 'company.updated', object, before: pick(before), after: pick(wanted) })
  const [[after]] = await tx.commit(companyRow(tenantId))
  return found(after)
}

function merged(
  settings: CompanyReply['settings'],
  given: CompanyChangesBody['settings'] = {},
): CompanyReply['settings'] {
  return { ...settings, ...given, order_approval: { ...settings.order_approval, ...given.order_approval } }
}

function differences(before: CompanyReply, wanted: CompanyReply) {
  const fields = ['name', 'slug', 'preset', 'settings'] as const
  return fields.filter(field => JSON.stringify(before[field]) !== JSON.stringify(wanted[field]))
}

async function rename({ tx, tenantId }: OwnerCtx, name: string): Promise<void> {
  const key = nameKey(name)
  const taken = await tx.rows(
    sql`select 1 as taken from platform.tenants where name_key = ${key} and id <> ${tenantId}`,
  )
  if (taken.length > 0) throw invalid('name', 'A company with that name already exists.')
  if (key === '') throw invalid('name', 'Send a name with visible characters.')
  tx.queue(sql`update platform.tenants set name = ${name}, name_key = ${key} where id = ${tenantId}`)
}

async function moveDomain({ tx, tenantId, deployment }: OwnerCtx, before: CompanyReply, slug: string): Promise<void> {
  const rows = await tx.rows(sql<{ slug: string }>`select slug from platform.tenants where slug = ${slug}`)
  assertSlugIsFree(slug, new Set(rows.map(row => row.slug)))
  const domain = `${slug}.${deployment.config.baseDomain}`
  tx.queue(sql`update platform.tenants set slug = ${slug} where id = ${tenantId}`)
  tx.queue(
    sql`update platform.domains set domain = ${domain} where tenant_id = ${tenantId} and domain = ${before.domain}`,
  )
}

/** What `staff` may do follows the preset; what the company decided otherwise, in its settings, stays. */
async function adoptPreset(ctx: OwnerCtx, { actor }: Access, preset: CompanyReply['preset']): Promise<void> {
  const { tx, tenantId } = ctx
  if (!actor.held.has('ASSIGN_PERMISSIONS')) throw fail('permission_denied')
  const [staff] = await tx.rows(sql<{ id: number }>`
    select id from roles where tenant_id = ${tenantId} and built_in and name_key = 'staff'`)
  const { id } = found(staff)
  const [bearers, before] = await Promise.all([
    bearersOf(ctx, id),
    tx.rows(sql<Grant>`select code, scope from role_permissions where tenant_id = ${tenantId} and role_id = ${id}`),
  ])
  const after = grantsOf(tenantId, preset).staff
  assertMayRegrant(actor, { ...bearers, before }, after)
  replaceGrants(ctx, id, after)
  tx.queue(sql`update platform.tenants set preset = ${preset} where id = ${tenantId}`)
}

/** Amounts are kept in the currency's minor units: they would change their worth with it. */
async function assertNoMoney({ tx, tenantId }: OwnerCtx): Promise<void> {
  const [head] = await tx.rows(sql<{ used: boolean }>`
    select products_count > 0 or order_number > 0 as used from heads where tenant_id = ${tenantId}`)
  const stays = 'The currency stays as it is once there are products or orders.'
  if (head?.used) throw new Invalid({ settings: { currency: [stays] } })
}
