import type { Deployment } from '../../platform/deployment.ts'
import type { OwnerTx } from '../../platform/door.ts'
import { fail, found, invalid } from '../../platform/errors.ts'
import { prove } from '../../platform/operator.ts'
import type { Ctx, Input, Meta } from '../../platform/route.ts'
import { platformTenantId } from '../../platform/session.ts'
import { type Statement, sql } from '../../platform/sql.ts'
import { assertVersion } from '../../platform/version.ts'
import { type AuditEvent, record } from '../audit/record.ts'
import { asOwner, assertKnown } from './change.ts'
import type { CompanyReply } from './contract.ts'
import { companyRow } from './show.ts'

const purgeAfterDays = 30

/** Who changes a company's status; on the command line nobody who is known. */
export type By = {
  deployment: Deployment
  actor: { userId: number; username: string } | null
  meta: Meta
  ifMatch: Ctx['ifMatch']
}

/** A company as it is now, and the entry for the platform's own log: null where nothing changed. */
type Turned = { company: CompanyReply; event: AuditEvent | null }

type StatusChange = {
  action: 'company.suspended' | 'company.resumed' | 'company.deleted'
  isDone: (company: CompanyReply) => boolean
  set: Statement
}

/** Keeps everybody of a company out. */
export const suspension: StatusChange = {
  action: 'company.suspended',
  isDone: company => company.status === 'suspended',
  set: sql`status = 'suspended', suspended_at = now()`,
}

/** Lets a company work again, or for the first time; a planned purge is off. */
export const resumption: StatusChange = {
  action: 'company.resumed',
  isDone: company => company.status === 'active',
  set: sql`status = 'active', suspended_at = null, purge_at = null`,
}

const deletion: StatusChange = {
  action: 'company.deleted',
  isDone: company => company.purge_at !== null,
  set: sql`status = 'suspended', suspended_at = coalesce(suspended_at, now()),
    purge_at = now() + make_interval(days => ${purgeAfterDays}::int)`,
}

/** Keeps everybody of a company out; again is no change. Throws 404, 409 platform_stays, 412. */
export function suspendCompany(ctx: Ctx, { params: { id } }: Input<unknown>): Promise<CompanyReply> {
  return changeAsOperator(ctx, id, suspension)
}

/** Lets a company work again, and a registered one for the first time; a planned purge is off. Throws 404, 412. */
export function resumeCompany(ctx: Ctx, { params: { id } }: Input<unknown>): Promise<CompanyReply> {
  return changeAsOperator(ctx, id, resumption)
}

/**
 * Suspends a company and has it purged after 30 days, until which it can be resumed. Throws 404, 409 platform_stays, 412, and 400
 * for a purge at once: whoever asks for that must not believe that it was done.
 */
export async function deleteCompany(ctx: Ctx, { params: { id }, query }: Input<unknown>): Promise<null> {
  if (query.purge !== undefined) throw invalid('purge', 'A purge comes 30 days after the deletion; leave purge out.')
  await changeAsOperator(ctx, id, deletion)
  return null
}

/** The change itself, whichever door it comes through; `event` is the caller's to record for the platform. Throws 409 platform_stays, 412. */
export async function changeStatus(by: By, id: number, change: StatusChange): Promise<Turned> {
  const { deployment, actor, meta, ifMatch } = by
  if (id === platformTenantId) throw fail('platform_stays')
  return asOwner(deployment, id, tx => turn({ tx, tenantId: id, actor, meta, ifMatch }, change))
}

async function changeAsOperator(ctx: Ctx, id: number, change: StatusChange): Promise<CompanyReply> {
  await prove(ctx)
  await assertKnown(ctx, id)
  const { company, event } = await changeStatus(ctx, id, change)
  if (event) record(ctx, event)
  return company
}

type Inside = { tx: OwnerTx; tenantId: number } & Omit<By, 'deployment'>

async function turn(inside: Inside, { action, isDone, set }: StatusChange): Promise<Turned> {
  const { tx, tenantId } = inside
  const [, [row]] = await Promise.all([
    tx.rows(sql`select 1 as locked from platform.tenants where id = ${tenantId} for update`),
    tx.rows(companyRow(tenantId)),
  ])
  const before = found(row)
  assertVersion(before.version, inside.ifMatch)
  if (isDone(before)) return { company: before, event: null }
  tx.queue(sql`update platform.tenants set ${set} where id = ${tenantId}`)
  const after = found((await tx.rows(companyRow(tenantId)))[0])
  const object = { type: 'company', id: tenantId }
  const event = { action, object, before: { status: before.status }, after: { status: after.status } }
  record(inside, event)
  await tx.commit()
  return { company: after, event }
}
