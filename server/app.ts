import cookie from '@fastify/cookie'
import type { FastifyInstance } from 'fastify'
import { accountRoutes } from './features/accounts/routes.ts'
import { adminRoutes } from './features/admin/routes.ts'
import { recordRefusal } from './features/audit/refusals.ts'
import { auditRoutes } from './features/audit/routes.ts'
import { productRoutes } from './features/catalog/routes.ts'
import { contactRoutes } from './features/contact/routes.ts'
import { dashboardRoutes } from './features/dashboard/routes.ts'
import { notificationRoutes } from './features/notifications/routes.ts'
import { orderRoutes } from './features/orders/routes.ts'
import { peopleRoutes } from './features/people/routes.ts'
import { installRealtime } from './features/realtime/socket.ts'
import { stockRoutes } from './features/stock/routes.ts'
import { storeRoutes } from './features/store/routes.ts'
import { companyRoutes } from './features/tenants/routes.ts'
import { installApiDocs } from './platform/apidocs.ts'
import type { Deployment } from './platform/deployment.ts'
import { resolveDomain } from './platform/domains.ts'
import { installGuards } from './platform/guards.ts'
import { installHealth } from './platform/health.ts'
import { addRoutes, openHttp } from './platform/http.ts'
import { installWeb } from './platform/web.ts'

const featureRoutes = [
  ...accountRoutes,
  ...companyRoutes,
  ...peopleRoutes,
  ...stockRoutes,
  ...productRoutes,
  ...orderRoutes,
  ...auditRoutes,
  ...notificationRoutes,
  ...dashboardRoutes,
  ...contactRoutes,
  ...storeRoutes,
]

/** Every endpoint that needs a company or a person, in dependency order. */
export const routes = [...featureRoutes, ...adminRoutes(featureRoutes)]

/** How the web application is served: as it was built, or while it is being developed. */
export type Web = (app: FastifyInstance) => Promise<void>

/** The whole server, installed in this order; it listens when its caller says so. */
export async function buildApp(deployment: Deployment, web: Web = installWeb): Promise<FastifyInstance> {
  const app = openHttp(deployment)
  await app.register(cookie, { hook: false })
  await installGuards(app, deployment)
  installHealth(app, deployment)
  app.addHook('onRequest', resolveDomain(deployment))
  await installApiDocs(app)
  await installRealtime(app, deployment)
  addRoutes(app, routes, deployment, recordRefusal)
  await web(app)
  return app
}
