import { type AnyRoute, type AnyRouter, createRoute, createRouter, redirect } from '@tanstack/react-router'
import { accountRoutes } from '../features/accounts/routes.ts'
import { contactRoutes } from '../features/contact/routes.ts'
import { siteRoutes } from '../features/site/routes.ts'
import { storeRoutes } from '../features/store/routes.ts'
import { page } from './page.ts'
import { rootRoute, siteRoute, storeRoute } from './roots.tsx'
import { findMe } from './session.ts'

/** Every part of the kit in every state; for whoever works on it. */
const kitRoutes = import.meta.env.DEV
  ? [createRoute({ getParentRoute: () => rootRoute, path: 'kit' }).lazy(page(() => import('../ui/KitPage.tsx')))]
  : []

const publicRoutes = [
  siteRoute.addChildren([...siteRoutes, ...accountRoutes, ...contactRoutes]),
  storeRoute.addChildren(storeRoutes),
  ...kitRoutes,
]

/**
 * The router with the pages that the address is among. Where those are a console's, who is signed in is asked, and the page's
 * files travel, before anything is drawn; what cannot be had is told by the page that needs it.
 */
export async function startRouter(): Promise<AnyRouter> {
  const isConsole = /^\/(app|admin)(\/|$)/.test(location.pathname)
  if (isConsole) findMe().catch(() => {})
  const consoles = isConsole ? await loadConsoles().catch(() => null) : null
  const router = newRouter(consoles ?? [])
  loadChunks(router)
  return router
}

/** Makes the first page ready, so that it is drawn once. The texts must be there: the page's own are added to them. */
export async function loadFirstPage(router: AnyRouter): Promise<void> {
  const stop = router.history.subscribe(router.load)
  await router.load()
  stop()
}

function loadChunks(router: AnyRouter): void {
  const routes: Record<string, AnyRoute> = router.routesById
  for (const { routeId } of router.matchRoutes(router.latestLocation))
    router.loadRouteChunk(routes[routeId] as AnyRoute)?.catch(() => {})
}

// Not registered as the type of every link: the union of all our routes made each `to` cost seconds of type checking.
function newRouter(consoles: readonly AnyRoute[]): AnyRouter {
  const router: AnyRouter = createRouter({
    routeTree: rootRoute.addChildren([...publicRoutes, ...(consoles.length > 0 ? consoles : doors(openConsoles))]),
    defaultPreload: 'intent',
    defaultPreloadDelay: 60,
    scrollRestoration: true,
    defaultStructuralSharing: true,
  })
  return router

  async function openConsoles(): Promise<void> {
    rootRoute.addChildren([...publicRoutes, ...(await loadConsoles())])
    router.setRoutes(router.buildRouteTree())
  }
}

/** They stand for the consoles until somebody goes there. */
function doors(openConsoles: () => Promise<void>): AnyRoute[] {
  return ['app/$', 'admin/$'].map(path =>
    createRoute({
      getParentRoute: () => rootRoute,
      path,
      beforeLoad: async ({ location }) => {
        await openConsoles()
        throw redirect({ href: location.href, replace: true })
      },
    }),
  )
}

const loadConsoles = (): Promise<readonly AnyRoute[]> => import('./consoles.ts').then(({ consoles }) => consoles)
