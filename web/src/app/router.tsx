import { type AnyRoute, createRoute, createRouter, redirect } from '@tanstack/react-router'
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

/** They stand for the consoles until somebody goes there. */
const doors = ['app/$', 'admin/$'].map(path =>
  createRoute({
    getParentRoute: () => rootRoute,
    path,
    beforeLoad: async ({ location }) => {
      await openConsoles()
      throw redirect({ href: location.href, replace: true })
    },
  }),
)

// Not registered as the type of every link: the union of all our routes made each `to` cost seconds of type checking.
export const router = createRouter({
  routeTree: rootRoute.addChildren([...publicRoutes, ...doors]),
  defaultPreload: 'intent',
  defaultPreloadDelay: 60,
  scrollRestoration: true,
  defaultStructuralSharing: true,
})

/**
 * Knows the consoles' pages from the start where the address is one of theirs. Who is signed in is asked, and the page's
 * files travel, before anything is drawn; what cannot be had is told by the page that needs it.
 */
export async function startRoutes(): Promise<void> {
  if (/^\/(app|admin)(\/|$)/.test(location.pathname)) {
    findMe().catch(() => {})
    await openConsoles().catch(() => {})
  }
  const routes: Record<string, AnyRoute> = router.routesById
  for (const { routeId } of router.matchRoutes(router.latestLocation)) {
    router.loadRouteChunk(routes[routeId] as AnyRoute)?.catch(() => {})
  }
}

async function openConsoles(): Promise<void> {
  const { consoles } = await import('./consoles.ts')
  rootRoute.addChildren([...publicRoutes, ...consoles])
  router.setRoutes(router.buildRouteTree())
}
