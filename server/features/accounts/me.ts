import type { Tenant } from '../../platform/entrances.ts'
import { found } from '../../platform/errors.ts'
import type { ReadCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { showUser, userRows } from '../people/show.ts'
import { showTenant } from './account.ts'

/** Whoever is signed in, as of now. */
export async function showMe({ tx, tenantId, actor }: ReadCtx) {
  const [[user], [tenant], [own]] = await Promise.all([
    tx.rows(userRows(tenantId, sql`u.id = ${actor.userId}`)),
    tx.rows(tenantOf(tenantId)),
    tx.rows(ownOf(tenantId, actor.userId)),
  ])
  return {
    ...showUser(tenantId, found(user)),
    ...found(own),
    tenant_id: tenantId,
    tenant: { ...showTenant(found(tenant)), currency: actor.settings.currency },
    permissions: [...actor.permissions.keys()],
  }
}

const tenantOf = (tenantId: number) => sql<Tenant>`
  select t.id, t.name, t.slug, t.placement,
    coalesce((select min(d.domain) from platform.domains d where d.tenant_id = t.id), '') as domain
  from platform.tenants t where t.id = ${tenantId}`

type Own = { locale: string | null; avatar_color: string | null; sessions: number }

const ownOf = (tenantId: number, userId: number) => sql<Own>`
  select u.locale, u.avatar_color,
    (select count(*) from sessions s
      where s.tenant_id = ${tenantId} and s.user_id = u.id and s.ended_at is null and s.expires_at > now()) as sessions
  from users u where u.tenant_id = ${tenantId} and u.id = ${userId}`
