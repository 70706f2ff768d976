/** The pages of both consoles: nobody else loads so much as their addresses. */
import './consoleTexts.ts'
import { accountConsoleRoutes } from '../features/accounts/consoleRoutes.ts'
import { adminRoutes } from '../features/admin/routes.ts'
import { auditRoutes } from '../features/audit/routes.ts'
import { catalogRoutes } from '../features/catalog/routes.ts'
import { dashboardRoutes } from '../features/dashboard/routes.ts'
import { notificationRoutes } from '../features/notifications/routes.ts'
import { orderRoutes } from '../features/orders/routes.ts'
import { peopleRoutes } from '../features/people/routes.ts'
import { stockRoutes } from '../features/stock/routes.ts'
import { companyRoutes } from '../features/tenants/routes.ts'
import { consoleRoute, platformRoute } from './roots.tsx'

export const consoles = [
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
]
