import type { PermissionCode } from '../../contracts.ts'
import { invalid } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/route.ts'
import { parseId } from '../../platform/schema.ts'
import { sql } from '../../platform/sql.ts'
import type { PermissionAsked } from './contract.ts'
import { listed } from './permissions.ts'
import type { Grant } from './presets.ts'

/** The grants that a body names by code, id or both, each once. Throws 400 on `field`. */
export async function grantsAsked(
  { tx }: Ctx,
  asked: readonly PermissionAsked[],
  field = 'permissions',
): Promise<Grant[]> {
  if (asked.length === 0) return []
  const known = await tx.rows(listed)
  const byCode = new Map(known.map(permission => [permission.code, permission]))
  const byId = new Map(known.map(permission => [permission.id, permission]))
  const grants = new Map<string, Grant>()
  for (const one of asked) {
    const { code, id, scope = 'all' } = partsOf(one)
    const permission = code === undefined ? byId.get(id ?? 0) : byCode.get(code)
    if (!permission || (id !== undefined && id !== permission.id))
      throw invalid(field, `There is no permission ${code ?? id ?? ''}.`)
    if (scope !== 'all' && !permission.scoped) throw invalid(field, `${permission.code} has no scope but all.`)
    if ((grants.get(permission.code)?.scope ?? scope) !== scope)
      throw invalid(field, `${permission.code} is named with two scopes.`)
    grants.set(permission.code, { code: permission.code as PermissionCode, scope })
  }
  return [...grants.values()]
}

/** Whether two sets of grants are the same. */
export function isSameSet(some: readonly Grant[], others: readonly Grant[]): boolean {
  const keys = new Set(some.map(({ code, scope }) => `${code} ${scope}`))
  return some.length === others.length && others.every(({ code, scope }) => keys.has(`${code} ${scope}`))
}

/** Whether the actor has the role, and what everybody who has it holds altogether. Call behind `lockAccess`, in the same tick. */
export async function bearersOf(
  { tx, tenantId, actor }: Ctx,
  roleId: number,
): Promise<{ bornByActor: boolean; heldByBearers: Grant[] }> {
  const [own, heldByBearers] = await Promise.all([
    tx.rows(sql`select 1 as own from user_roles
      where tenant_id = ${tenantId} and role_id = ${roleId} and user_id = ${actor.userId}`),
    tx.rows(sql<Grant>`
      select distinct p.code, p.scope from (
        select distinct other.role_id from user_roles bearer
        join user_roles other on other.tenant_id = ${tenantId} and other.user_id = bearer.user_id
        where bearer.tenant_id = ${tenantId} and bearer.role_id = ${roleId}) held
      join role_permissions p on p.tenant_id = ${tenantId} and p.role_id = held.role_id`),
  ])
  return { bornByActor: own.length > 0, heldByBearers }
}

/** Queues the replacement of what a role allows. */
export function replaceGrants(
  { tx, tenantId }: Pick<Ctx, 'tx' | 'tenantId'>,
  roleId: number,
  grants: readonly Grant[],
): void {
  tx.queue(sql`delete from role_permissions where tenant_id = ${tenantId} and role_id = ${roleId}`)
  tx.queue(sql`insert into role_permissions (tenant_id, role_id, code, scope)
    select ${tenantId}, ${roleId}, g.code, g.scope
    from unnest(${grants.map(g => g.code)}::text[], ${grants.map(g => g.scope)}::text[]) as g (code, scope)`)
}

function partsOf(asked: PermissionAsked): { code?: string; id?: number; scope?: Grant['scope'] } {
  if (typeof asked === 'object') return asked
  if (typeof asked === 'number') return { id: asked }
  const id = parseId(asked)
  return id === null ? { code: asked } : { id }
}
