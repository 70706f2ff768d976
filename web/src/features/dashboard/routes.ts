import { createRoute } from '@tanstack/react-router'
import { page } from '../../app/page.ts'
import { consoleRoute } from '../../app/roots.tsx'
import { listSearch } from '../../lib/list.ts'

export const dashboardRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/',
  validateSearch: listSearch,
}).lazy(page(() => import('./HomePage.tsx'), 'dashboard', 'orders'))

export const reportsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: 'reports/$report',
  validateSearch: listSearch,
  staticData: { permission: 'VIEW_REPORTS' },
}).lazy(page(() => import('./ReportPage.tsx'), 'dashboard'))

export const dashboardRoutes = [dashboardRoute, reportsRoute]
