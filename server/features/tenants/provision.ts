/**
 * How a company comes to be, whichever door it comes through: one transaction of the owner makes all of it or nothing.
 * Repeating it makes no second one, because the name is taken.
 */
import type { TenantSettings } from '../../platform/actor.ts'
import type { Deployment } from '../../platform/deployment.ts'
import type { OwnerTx } from '../../platform/door.ts'
import type { Tenant } from '../../platform/entrances.ts'
import { Invalid, invalid } from '../../platform/errors.ts'
import { foldKey, nameKey, slugOf } from '../../platform/fold.ts'
import { migrateTenantSchema } from '../../platform/migrate.ts'
import type { Meta } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { record } from '../audit/record.ts'
import { type NewPerson, personRows } from '../people/person.ts'
import { companyRows, directoryRows } from './firstRows.ts'
import { assertSlugIsFree, freeSlug } from './slug.ts'

export type NewTenant = {
  name: string
  slug?: string
  preset: Tenant['preset']
  placement: Tenant['placement']
  status?: 'active' | 'pending_approval'
  settings?: SettingsGiven
  owner?: Omit<NewPerson, 'role' | 'status' | 'createdBy'>
  /** Who makes it; null: its owner does so by registering. */
  by: { userId: number; username: string } | null
  meta: Meta
  /** Under which fields refusals are reported: the name's, and the object around the owner's, if there is one. */
  blame?: { name?: string; owner?: string }
  /** Joins the transaction before its audit entries: a welcome mail, more people, the first session. */
  also?: (tx: OwnerTx, made: Provisioned) => unknown
}

export type SettingsGiven = Partial<Omit<TenantSettings, 'order_approval'>> & {
  order_approval?: Partial<TenantSettings['order_approval']>
}

export type Provisioned = { tenant: Tenant; ownerId: number | null }

export type Provisioner = { door: Deployment['door']; config: Pick<Deployment['config'], 'baseDomain'> }

/** Makes a company. Throws 400 on the field whose name, slug or login name is taken. */
export function provisionTenant(deployment: Provisioner, wanted: NewTenant): Promise<Provisioned> {
  return untilUnique(async () => {
    const tenantId = await nextTenantId(deployment)
    return provisionAs(tenantId, deployment, wanted)
  })
}

/** Makes a company under a given id, which only the platform's own has from the start. */
export async function provisionAs(
  tenantId: number,
  { door, config }: Provisioner,
  wanted: NewTenant,
): Promise<Provisioned> {
  const schema = wanted.placement === 'shared' ? 'shared' : `t_${tenantId}`
  return door.owner(
    async tx => {
      const { slug, ownerId } = await claimNames(tx, wanted)
      const { name, placement, preset, status = 'active', owner } = wanted
      const tenant: Tenant = {
        id: tenantId,
        name,
        slug,
        placement,
        preset,
        status,
        domain: `${slug}.${config.baseDomain}`,
      }
      const made = { tenant, ownerId: owner ? ownerId : null }
      if (placement === 'schema') await migrateTenantSchema(tx, schema)
      for (const statement of [...directoryRows(tenant), ...companyRows(tenant, wanted.settings)]) tx.queue(statement)
      if (owner) for (const statement of personRows(tenantId, ownerId, { ...owner, role: 'owner' })) tx.queue(statement)
      await wanted.also?.(tx, made)
      recordAll(tx, made, wanted)
      return made
    },
    { tenantId, schema },
  )
}

function nextTenantId({ door }: Provisioner): Promise<number> {
  return door.directory.write(async tx => {
    const [row] = await tx.rows(sql<{ id: number }>`select nextval('platform.tenants_id') as id`)
    return (row as { id: number }).id
  })
}

const attempts = 5

/** Names are looked at first, to name the field; when another takes one meanwhile (23505), looking again finds it. */
export async function untilUnique<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if ((error as { code?: string }).code !== '23505' || attempt === attempts) throw error
    }
  }
}

async function claimNames(tx: OwnerTx, wanted: NewTenant): Promise<{ slug: string; ownerId: number }> {
  const [named, slugs, logins, [ids]] = await Promise.all([
    tx.rows(sql`select 1 as taken from platform.tenants where name_key = ${nameKey(wanted.name)}`),
    tx.rows(slugsLike(wanted.slug ?? slugOf(wanted.name))),
    tx.rows(loginsOf(wanted.owner?.username ?? '')),
    tx.rows(sql<{ owner_id: number }>`select nextval('platform.users_id') as owner_id`),
  ])
  assertNameIsFree(wanted, named.length > 0)
  assertLoginIsFree(wanted, logins.length > 0)
  const taken = new Set(slugs.map(row => row.slug))
  const slug = wanted.slug === undefined ? freeSlug(wanted.name, taken) : assertSlugIsFree(wanted.slug, taken)
  return { slug, ownerId: (ids as { owner_id: number }).owner_id }
}

const slugsLike = (base: string) => sql<{ slug: string }>`
  select slug from platform.tenants where slug = ${base} or slug like ${`${base.replace(/[^a-z0-9-]/g, '')}-%`}`

// Also where it is somebody's e-mail: it would catch that person's sign-ins.
const loginsOf = (username: string) => sql`
  select 1 as taken from platform.logins where login_key = ${foldKey(username)} or email_key = ${foldKey(username)} limit 1`

const invisible = 'Send a name with visible characters.'

function assertNameIsFree({ name, blame }: NewTenant, isTaken: boolean): void {
  const field = blame?.name ?? 'name'
  if (nameKey(name) === '') throw invalid(field, invisible)
  if (isTaken) throw invalid(field, 'A company with that name already exists.')
}

function assertLoginIsFree({ owner, blame }: NewTenant, isTaken: boolean): void {
  if (!owner || (!isTaken && foldKey(owner.username) !== '')) return
  const complaint = { username: [isTaken ? 'A user with that username already exists.' : invisible] }
  throw new Invalid(blame?.owner ? { [blame.owner]: complaint } : complaint)
}

function recordAll(tx: OwnerTx, { tenant, ownerId }: Provisioned, { owner, by, meta }: NewTenant): void {
  const { id, name, slug, placement, preset, status } = tenant
  const actor = by ?? (owner && ownerId !== null ? { userId: ownerId, username: owner.username } : null)
  const recorder = { tx, tenantId: id, actor, meta }
  const company = { name, slug, placement, preset, status }
  record(recorder, { action: 'company.created', object: { type: 'company', id }, after: company })
  if (!owner) return
  const { username, email } = owner
  record(recorder, {
    action: 'user.created',
    object: { type: 'user', id: ownerId },
    after: { username, email, role: 'owner' },
  })
}
