import { createRoute } from '@tanstack/react-router'
import { page } from '../../app/page.ts'
import { consoleRoute } from '../../app/roots.tsx'

export const settingsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: 'settings',
  staticData: { permission: ['VIEW_SETTINGS', 'UPDATE_SETTINGS'] },
}).lazy(page(() => import('./SettingsPage.tsx'), 'tenants'))

export const companyRoutes = [settingsRoute]
