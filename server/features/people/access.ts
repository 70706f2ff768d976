/**
 * Who may do what in a company changes one transaction at a time: each locks the settings row first, judges by what it
 * reads after that, and raises `settings.version`, which makes every node look anew at the next request.
 */
import type { PermissionCode } from '../../contracts.ts'
import type { TenantSettings } from '../../platform/actor.ts'
import { fail, found } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { type Authority, heldFrom, type Subject } from './escalation.ts'
import type { Grant } from './presets.ts'
import { type UserRow, userRows } from './show.ts'

/** What was found under the lock. */
export type Access = { actor: Authority; settings: TenantSettings }

/**
 * Locks the company's access rules until the commit, and answers what the actor holds now: it may have changed while
 * waiting. Statements asked for after this one, also in the same tick, see what the lock protects. Throws 403 unless
 * the actor still has `code`.
 */
export async function lockAccess(ctx: Ctx, code: PermissionCode): Promise<Access> {
  const { tx, tenantId, actor } = ctx
  const locked = tx.rows(sql<{ settings: TenantSettings }>`
    select "values" as settings from settings where tenant_id = ${tenantId} for update`)
  const own = tx.rows(sql<Grant>`
    ${grantsOfUser(tenantId, actor.userId)}
      and exists (select from users u where u.tenant_id = ${tenantId} and u.id = ${actor.userId} and u.status = 'active')`)
  const [[rules], grants] = await Promise.all([locked, own])
  const isGuest = actor.tenantId !== tenantId
  const held = isGuest ? actor.permissions : heldFrom(grants)
  if (!held.has(code)) throw fail('permission_denied')
  return { actor: { userId: actor.userId, held }, settings: found(rules).settings }
}

/** Raises `settings.version`; every change of what session.ts believes does: settings, roles, permissions, who a person is. */
export function touchAccess({ tx, tenantId }: Ctx): void {
  tx.queue(sql`update settings set version = version + 1 where tenant_id = ${tenantId}`)
}

/** A user about to be changed, and what the rules need to know; call in the same tick as `lockAccess`, behind it. Throws not found. */
export async function getSubject(
  ctx: Ctx,
  userId: number,
): Promise<{ row: UserRow; subject: Subject; owners: number[] }> {
  const { tx, tenantId } = ctx
  const [[row], grants, owners] = await Promise.all([
    tx.rows(userRows(tenantId, sql`u.id = ${userId}`)),
    tx.rows(grantsOfUser(tenantId, userId)),
    tx.rows(activeOwners(tenantId)),
  ])
  const ids = owners.map(owner => owner.user_id)
  return { row: found(row), subject: { userId, grants, isActiveOwner: ids.includes(userId) }, owners: ids }
}

/** What a user's roles allow together. */
const grantsOfUser = (tenantId: number, userId: number) => sql<Grant>`
  select distinct p.code as code, p.scope as scope
  from user_roles ur join role_permissions p on p.tenant_id = ${tenantId} and p.role_id = ur.role_id
  where ur.tenant_id = ${tenantId} and ur.user_id = ${userId}`

const activeOwners = (tenantId: number) => sql<{ user_id: number }>`
  select ur.user_id from roles r
  join user_roles ur on ur.tenant_id = ${tenantId} and ur.role_id = r.id
  join users u on u.tenant_id = ${tenantId} and u.id = ur.user_id
  where r.tenant_id = ${tenantId} and r.built_in and r.name_key = 'owner' and u.status = 'active'`
