import { queryOf } from '../../platform/list.ts'
import { namedCompanyQuery, readInNamed } from '../../platform/operator.ts'
import { route, routesOf } from '../../platform/route.ts'
import { AuditPage, ChainVerdict } from './contract.ts'
import { auditList, listAudit, verifyAudit } from './list.ts'

export const auditRoutes = routesOf('Audit', [
  route({
    method: 'GET',
    path: '/api/audit-logs/',
    permission: 'VIEW_AUDIT_LOGS',
    summary: 'The company’s audit log, newest first',
    query: queryOf(auditList),
    reply: { 200: AuditPage },
    handle: readInNamed(listAudit),
  }),
  route({
    method: 'GET',
    path: '/api/audit-logs/verify/',
    permission: 'VIEW_AUDIT_LOGS',
    summary: 'Whether the company’s chain of entries is whole',
    query: namedCompanyQuery,
    reply: { 200: ChainVerdict },
    handle: readInNamed(verifyAudit),
  }),
])
