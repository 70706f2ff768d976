/**
 * A store is entered by whoever names it, without a sign-in: so only while its company is active and its setting
 * `storefront` is public, looked at anew each time. Otherwise it answers exactly as a store that never was.
 */
import type { Actor, TenantSettings } from '../../platform/actor.ts'
import type { ReadTx } from '../../platform/door.ts'
import type { Tenant } from '../../platform/entrances.ts'
import { fail, found } from '../../platform/errors.ts'
import type { PublicCtx, ReadCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'

/** A visitor in a store. */
export type StoreCtx = ReadCtx & { tenant: Tenant }

/** Runs a read in the store that the path names. Throws 404 for one that is not open, or not at home on this domain. */
export async function inStore<T>(ctx: PublicCtx, work: (ctx: StoreCtx) => Promise<T>): Promise<T> {
  const { slug } = ctx.request.params as { slug: string }
  if (!/^[a-z0-9-]{1,63}$/i.test(slug)) throw fail('not_found')
  const { tenant, tenantId, read } = found(await ctx.deployment.entrances.bySlug(slug.toLowerCase()))
  if (ctx.domainTenantId !== null && ctx.domainTenantId !== tenantId) throw fail('not_found')
  const enter = <R>(then: (tx: ReadTx, rules: Rules) => Promise<R>) =>
    read(async tx => then(tx, openRules(await tx.rows(rulesOf(tenantId)))))
  return enter((tx, rules) =>
    work({ ...ctx, tx, tenant, tenantId, actor: visitorOf(tenantId, rules), reenter: again => enter(again) }),
  )
}

type Rules = { status: Tenant['status']; settings: TenantSettings; version: number; preset: Actor['preset'] }

function openRules([rules]: Rules[]): Rules {
  if (rules?.status !== 'active' || rules.settings.storefront !== 'public') throw fail('not_found')
  return rules
}

const rulesOf = (tenantId: number) => sql<Rules>`
  select t.status, t.preset, s."values" as settings, s.version
  from settings s join platform.tenants t on t.id = ${tenantId} where s.tenant_id = ${tenantId}`

/** Nobody, who may nothing: whatever is decided by an actor's permissions decides against them. */
function visitorOf(tenantId: number, { settings, version, preset }: Rules): Actor {
  return {
    tenantId,
    userId: 0,
    sessionId: 0,
    username: '',
    role: 'none',
    roles: [],
    permissions: new Map(),
    isPlatform: false,
    mustChangePassword: false,
    preset,
    settings,
    version,
  }
}
