import { type Statement, sql } from '../../platform/sql.ts'
import type { CompanyReply } from './contract.ts'

/** A company as the API shows it; asked inside that company. */
export const companyRow = (tenantId: number): Statement<CompanyReply> => sql<CompanyReply>`
  select t.id, t.name, t.slug, t.placement, t.preset, t.status, t.created_at, t.purge_at,
    coalesce((select min(d.domain) from platform.domains d where d.tenant_id = t.id), '') as domain,
    s."values" as settings, s.version,
    (select count(*) from users u where u.tenant_id = ${tenantId} and u.status <> 'inactive') as users_count
  from platform.tenants t join settings s on s.tenant_id = ${tenantId} where t.id = ${tenantId}`
