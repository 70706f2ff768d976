import { fail, found, invalid } from '../../platform/errors.ts'
import { nameKey } from '../../platform/fold.ts'
import { defineList, type Page, page } from '../../platform/list.ts'
import { companyFilter } from '../../platform/operator.ts'
import { Answer, type Ctx, type Input, type ReadCtx } from '../../platform/route.ts'
import { type Statement, sql } from '../../platform/sql.ts'
import { assertVersion } from '../../platform/version.ts'
import { record } from '../audit/record.ts'
import { type Access, lockAccess, touchAccess } from './access.ts'
import {
  type NewRoleBody,
  type PermissionAsked,
  type PermissionsOfRoleBody,
  Role,
  type RoleChangesBody,
  type RoleReply,
} from './contract.ts'
import { assertMayGrant, assertMayRegrant } from './escalation.ts'
import { bearersOf, grantsAsked, isSameSet, replaceGrants } from './grants.ts'
import type { Grant } from './presets.ts'

export const roleList = defineList({
  name: 'roles',
  id: 'r.id',
  orderings: { id: { column: 'r.id', type: 'id' }, name: { column: 'r.name_key', type: 'text' } },
  defaultOrdering: 'id',
  filters: {
    built_in: { column: 'r.built_in', type: 'bool' },
    name: { column: 'r.name_key', type: 'text', key: nameKey },
    company: companyFilter,
  },
  search: { matches: text => sql`r.name_key like ${`%${nameKey(text).replace(/[\\%_]/g, '\\$&')}%`}` },
  item: Role,
})

export function listRoles(ctx: ReadCtx, { query }: Input<unknown>): Promise<Page<RoleReply> | Answer> {
  const { tenantId } = ctx
  return page<RoleReply, RoleReply>(ctx, roleList, query, {
    select: roleColumns(tenantId),
    from: sql`roles r`,
    where: sql`r.tenant_id = ${tenantId}`,
    show: row => row,
  })
}

export async function getRole(ctx: ReadCtx, { params: { id } }: Input<unknown>): Promise<RoleReply> {
  const [role] = await ctx.tx.rows(roleRows(ctx.tenantId, sql`r.id = ${id}`))
  return found(role)
}

/** Makes a role. Throws 400 on a taken name or unknown permissions, 403 for permissions that one may not assign. */
export async function addRole(ctx: Ctx, { body }: Input<NewRoleBody>): Promise<Answer> {
  const { tx, tenantId } = ctx
  const [access, [ids], taken] = await Promise.all([
    lockAccess(ctx, 'CREATE_ROLE'),
    tx.rows(sql<{ id: number }>`select nextval('platform.roles_id') as id`),
    tx.rows(namesakes(tenantId, body.name)),
  ])
  assertNameFree(body.name, taken.length > 0)
  const { id } = found(ids)
  tx.queue(sql`insert into roles (tenant_id, id, name, name_key, description)
    values (${tenantId}, ${id}, ${body.name}, ${nameKey(body.name)}, ${body.description ?? ''})`)
  const grants = await grantsAsked(ctx, body.permissions ?? [])
  if (grants.length > 0)
    regrant(ctx, access, { id, permissions: [] }, { grants, bornByActor: false, heldByBearers: [] })
  touchAccess(ctx)
  const role = await reread(ctx, id)
  record(ctx, { action: 'role.created', object: { type: 'role', id }, after: shownInAudit(role) })
  await tx.commit()
  return new Answer(201, role)
}

/** Changes a role. Throws 409 built_in on a new name for a built-in one; else as `addRole`. */
export async function changeRole(ctx: Ctx, { params: { id }, body }: Input<RoleChangesBody>): Promise<RoleReply> {
  const { tx, tenantId } = ctx
  const { access, role, bearers } = await lockRole(ctx, id, 'UPDATE_ROLE')
  assertVersion(role.version, ctx.ifMatch, body.version)
  const { name = role.name, description = role.description } = body
  if (name !== role.name) await assertMayRename(ctx, role, name)
  const grants = body.permissions === undefined ? grantsOf(role) : await grantsAsked(ctx, body.permissions)
  const isRegranted = !isSameSet(grants, grantsOf(role))
  if (name === role.name && description === role.description && !isRegranted) return role
  if (isRegranted) regrant(ctx, access, role, { grants, ...bearers })
  tx.queue(sql`update roles set name = ${name}, name_key = ${nameKey(name)}, description = ${description}, version = version + 1
    where tenant_id = ${tenantId} and id = ${id}`)
  return finish(ctx, role, 'role.updated')
}

/** Replaces what a role allows. Throws 403 escalation, own_roles; 400 on unknown permissions. */
export async function assignPermissions(
  ctx: Ctx,
  { params: { id }, body }: Input<PermissionsOfRoleBody>,
): Promise<RoleReply> {
  const { access, role, bearers } = await lockRole(ctx, id, 'ASSIGN_PERMISSIONS')
  assertVersion(role.version, ctx.ifMatch)
  const grants = await grantsAsked(ctx, ...askedPermissions(body))
  if (isSameSet(grants, grantsOf(role))) return role
  regrant(ctx, access, role, { grants, ...bearers })
  ctx.tx.queue(sql`update roles set version = version + 1 where tenant_id = ${ctx.tenantId} and id = ${id}`)
  return finish(ctx, role, 'role.permissions_assigned')
}

/** Removes a role that nobody has. Throws 409 built_in, in_use; 403 escalation. */
export async function deleteRole(ctx: Ctx, { params: { id } }: Input<unknown>): Promise<null> {
  const { access, role } = await lockRole(ctx, id, 'DELETE_ROLE')
  assertVersion(role.version, ctx.ifMatch)
  if (role.built_in) throw fail('built_in')
  if (role.users_count > 0) throw fail('in_use')
  assertMayGrant(access.actor, grantsOf(role))
  ctx.tx.queue(sql`delete from roles where tenant_id = ${ctx.tenantId} and id = ${id}`)
  touchAccess(ctx)
  record(ctx, { action: 'role.deleted', object: { type: 'role', id }, before: shownInAudit(role) })
  await ctx.tx.commit()
  return null
}

const roleColumns = (tenantId: number) => sql`
  r.id, r.name, r.description, r.built_in, r.version,
  (select coalesce(json_agg(json_build_object('id', p.id, 'code', rp.code, 'scope', rp.scope) order by p.id), '[]')
    from role_permissions rp join platform.permissions p on p.code = rp.code
    where rp.tenant_id = ${tenantId} and rp.role_id = r.id) as permissions,
  (select count(*) from user_roles ur where ur.tenant_id = ${tenantId} and ur.role_id = r.id) as users_count`

const roleRows = (tenantId: number, condition: Statement) => sql<RoleReply>`
  select ${roleColumns(tenantId)} from roles r where r.tenant_id = ${tenantId} and ${condition}`

const namesakes = (tenantId: number, name: string, exceptId = 0) => sql`
  select 1 as taken from roles where tenant_id = ${tenantId} and name_key = ${nameKey(name)} and id <> ${exceptId}`

/** Names that stand for something else wherever a role is named. */
const reserved = new Set(['admin', 'platform_admin', 'none'])

function assertNameFree(name: string, isTaken: boolean): void {
  if (nameKey(name) === '') throw invalid('name', 'Send a name with visible characters.')
  if (/^[0-9]+$/.test(nameKey(name))) throw invalid('name', 'A number would be read as an id. Add a letter.')
  if (isTaken || reserved.has(nameKey(name))) throw invalid('name', 'A role with that name already exists.')
}

async function lockRole(ctx: Ctx, id: number, code: 'UPDATE_ROLE' | 'DELETE_ROLE' | 'ASSIGN_PERMISSIONS') {
  const [access, [role], bearers] = await Promise.all([
    lockAccess(ctx, code),
    ctx.tx.rows(roleRows(ctx.tenantId, sql`r.id = ${id}`)),
    bearersOf(ctx, id),
  ])
  return { access, role: found(role), bearers }
}

async function assertMayRename({ tx, tenantId }: Ctx, role: RoleReply, name: string): Promise<void> {
  if (role.built_in) throw fail('built_in')
  assertNameFree(name, (await tx.rows(namesakes(tenantId, name, role.id))).length > 0)
}

type Regrant = { grants: Grant[]; bornByActor: boolean; heldByBearers: Grant[] }

function regrant(
  ctx: Ctx,
  { actor }: Access,
  role: Pick<RoleReply, 'id' | 'permissions'>,
  { grants, ...bearers }: Regrant,
): void {
  if (!actor.held.has('ASSIGN_PERMISSIONS')) throw fail('permission_denied')
  assertMayRegrant(actor, { ...bearers, before: grantsOf(role) }, grants)
  replaceGrants(ctx, role.id, grants)
}

function grantsOf({ permissions }: Pick<RoleReply, 'permissions'>): Grant[] {
  return permissions.map(({ code, scope }) => ({ code, scope }) as Grant)
}

function askedPermissions({
  permissions,
  permission_ids,
}: PermissionsOfRoleBody): readonly [PermissionAsked[], string] {
  if (permissions && permission_ids) throw invalid('permission_ids', 'Send either permissions or permission_ids.')
  if (permissions) return [permissions, 'permissions']
  if (permission_ids) return [permission_ids, 'permission_ids']
  throw invalid('permissions', 'This field is required.')
}

async function finish(
  ctx: Ctx,
  before: RoleReply,
  action: 'role.updated' | 'role.permissions_assigned',
): Promise<RoleReply> {
  touchAccess(ctx)
  const after = await reread(ctx, before.id)
  record(ctx, {
    action,
    object: { type: 'role', id: before.id },
    before: shownInAudit(before),
    after: shownInAudit(after),
  })
  await ctx.tx.commit()
  return after
}

async function reread({ tx, tenantId }: Ctx, id: number): Promise<RoleReply> {
  const [role] = await tx.rows(roleRows(tenantId, sql`r.id = ${id}`))
  return found(role)
}

function shownInAudit({ name, description, permissions }: RoleReply) {
  return {
    name,
    description,
    permissions: permissions.map(({ code, scope }) => (scope === 'all' ? code : `${code}:${scope}`)),
  }
}
