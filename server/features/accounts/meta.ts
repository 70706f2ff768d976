import packageJson from '../../../package.json' with { type: 'json' }
import type { TenantSettings } from '../../platform/actor.ts'
import type { Tenant } from '../../platform/entrances.ts'
import { found } from '../../platform/errors.ts'
import { currencies, decimalsOf } from '../../platform/money.ts'
import { passwordPolicies } from '../../platform/passwords/policy.ts'
import type { PublicCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import type { Meta } from './contract.ts'

const names = new Intl.DisplayNames('en', { type: 'currency' })
const listed = currencies.map(code => ({ code, name: names.of(code) ?? code, decimals: decimalsOf(code) }))

/** What anybody may know before signing in, also of the company on whose own domain they are. */
export async function showMeta(ctx: PublicCtx): Promise<Meta> {
  const { config } = ctx.deployment
  return {
    name: 'Quartermaster',
    version: packageJson.version,
    password_policy: passwordPolicies[config.passwordPolicy],
    signup: config.signup,
    base_domain: config.baseDomain,
    currencies: listed,
    company: await companyHere(ctx),
  }
}

/** A company that is not active shows nothing, whatever its setting says. */
async function companyHere({ domainTenantId, request, deployment }: PublicCtx): Promise<Meta['company']> {
  const here = domainTenantId === null ? null : await deployment.entrances.byDomain(request.hostname)
  if (!here) return null
  const { tenantId, tenant, read } = here
  const [rules] = await read(tx => tx.rows(rulesOf(tenantId)))
  const { status, settings } = found(rules)
  const isOpen = status === 'active' && settings.storefront === 'public'
  const { customer_signup, currency } = settings
  const { name, slug } = tenant
  return { name, slug, status, storefront: isOpen ? 'public' : 'closed', customer_signup, currency }
}

const rulesOf = (tenantId: number) => sql<{ status: Tenant['status']; settings: TenantSettings }>`
  select t.status, s."values" as settings
  from settings s join platform.tenants t on t.id = ${tenantId} where s.tenant_id = ${tenantId}`
