import { createRoute } from '@tanstack/react-router'
import { page } from '../../app/page.ts'
import { consoleRoute } from '../../app/roots.tsx'
import { listSearch } from '../../lib/list.ts'

export const auditRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: 'audit',
  validateSearch: listSearch,
  staticData: { permission: 'VIEW_AUDIT_LOGS' },
}).lazy(page(() => import('./AuditPage.tsx'), 'audit'))

export const auditRoutes = [auditRoute]
