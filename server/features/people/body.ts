import { invalid } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/route.ts'

/** Throws 400 on `tenant` when a body that was sent back names another company than the row's. */
export function assertOwnTenant({ tenantId }: Pick<Ctx, 'tenantId'>, { tenant }: { tenant?: unknown }): void {
  if (tenant !== undefined && String(tenant) !== String(tenantId))
    throw invalid('tenant', 'A record stays in its company.')
}
