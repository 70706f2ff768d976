import { createRoute, createRouter } from '@tanstack/react-router'
import { accountConsoleRoutes, accountRoutes } from '../features/accounts/routes.ts'
import { adminRoutes } from '../features/admin/routes.ts'
import { auditRoutes } from '../features/audit/routes.ts'
import { catalogRoutes } from '../features/catalog/routes.ts'
import { contactRoutes } from '../features/contact/routes.ts'
import { dashboardRoutes } from '../features/dashboard/routes.ts'
import { notificationRoutes } from '../features/notifications/routes.ts'
import { orderRoutes } from '../features/orders/routes.ts'
import { peopleRoutes } from '../features/people/routes.ts'
import { siteRoutes } from '../features/site/routes.ts'
import { stockRoutes } from '../features/stock/routes.ts'
import { storeRoutes } from '../features/store/routes.ts'
import { companyRoutes } from '../features/tenants/routes.ts'
import { page } from './page.ts'
import { consoleRoute, platformRoute, rootRoute, siteRoute, storeRoute } from './roots.tsx'

/** Every part of the kit in every state; for whoever works on it. */
const kitRoutes = import.meta.env.DEV
  ? [createRoute({ getParentRoute: () => rootRoute, path: 'kit' }).lazy(page(() => import('../ui/KitPage.tsx')))]
  : []

const routeTree = rootRoute.addChildren([
  siteRoute.addChildren([...siteRoutes, ...accountRoutes, ...contactRoutes]),
  storeRoute.addChildren(storeRoutes),
  consoleRoute.addChildren([
    ...dashboardRoutes,
    ...orderRoutes,
    ...catalogRoutes,
    ...stockRoutes,
    ...peopleRoutes,
    ...auditRoutes,
    ...companyRoutes,
    ...notificationRoutes,
    ...accountConsoleRoutes,
  ]),
  platformRoute.addChildren(adminRoutes),
  ...kitRoutes,
])

// Not registered as the type of every link: the union of all our routes made each `to` cost seconds of type checking.
export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPreloadDelay: 60,
  scrollRestoration: true,
  defaultStructuralSharing: true,
})
