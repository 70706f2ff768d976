/** The four parts of the application; features hang their routes below them. */
import { createRootRoute, createRoute, redirect } from '@tanstack/react-router'
import { wasSignedIn } from '../lib/tokens.ts'
import { page } from './page.ts'
import { Root, RootError, RootNotFound } from './Root.tsx'
import { findMe } from './session.ts'

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Pages are shown to those who hold one of these. */
    permission?: string | string[]
    /** Public pages that fill the window by themselves: no header, no footer. */
    fillsWindow?: boolean
  }
}

export const rootRoute = createRootRoute({
  component: Root,
  errorComponent: RootError,
  notFoundComponent: RootNotFound,
})

/** What anybody may see: the public site, sign-in, registration. */
export const siteRoute = createRoute({ getParentRoute: () => rootRoute, id: 'site' }).lazy(
  page(() => import('./SiteShell.tsx'), 'site'),
)

/** A company's storefront, by its slug. */
export const storeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'store/$slug',
  beforeLoad: async () => {
    await findMe()
  },
}).lazy(page(() => import('../features/store/StoreShell.tsx'), 'store'))

/** A company's console. */
export const consoleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'app',
  beforeLoad: async ({ location }) => {
    const me = await signedIn(location.href)
    if (me.role === 'platform_admin') throw redirect({ to: '/admin' })
  },
}).lazy(page(() => import('./ConsoleShell.tsx'), 'console', 'table'))

/** The platform's console. */
export const platformRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'admin',
  beforeLoad: async ({ location }) => {
    const me = await signedIn(location.href)
    if (me.role !== 'platform_admin') throw redirect({ to: '/app' })
  },
}).lazy(page(() => import('./PlatformShell.tsx'), 'admin', 'console', 'table'))

async function signedIn(next: string) {
  const me = await findMe()
  if (!me) throw redirect({ to: '/login', search: { next, ...(wasSignedIn() && { why: 'expired' }) } })
  if (me.must_change_password) throw redirect({ to: '/first-sign-in', search: { next } })
  return me
}
