import type { Tenant } from '../../platform/entrances.ts'
import { found } from '../../platform/errors.ts'
import type { ReadCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { showUser, userRows } from '../people/show.ts'
import { showTenant } from './account.ts'

/** Whoever is signed in, as of now. */
export async function showMe({ tx, tenantId, actor }: ReadCtx) {
  const [[user], [tenant], [sessions]] = await Promise.all([
    tx.rows(userRows(tenantId, sql`u.id = ${actor.userId}`)),
    tx.rows(tenantOf(tenantId)),
    tx.rows(countSessions(tenantId, actor.userId)),
  ])
  return {
    ...showUser(tenantId, found(user)),
    tenant_id: tenantId,
    tenant: showTenant(found(tenant)),
    permissions: [...actor.permissions.keys()],
    sessions: sessions?.count ?? 0,
  }
}

const tenantOf = (tenantId: number) => sql<Tenant>`
  select t.id, t.name, t.slug, t.placement,
    coalesce((select min(d.domain) from platform.domains d where d.tenant_id = t.id), '') as domain
  from platform.tenants t where t.id = ${tenantId}`

const countSessions = (tenantId: number, userId: number) => sql<{ count: number }>`
  select count(*) as count from sessions
  where tenant_id = ${tenantId} and user_id = ${userId} and ended_at is null and expires_at > now()`
