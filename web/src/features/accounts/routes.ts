import { createRoute, redirect } from '@tanstack/react-router'
import { page } from '../../app/page.ts'
import { siteRoute } from '../../app/roots.tsx'
import { findMe } from '../../app/session.ts'
import { enterSearch, goOnIfSignedIn, nextOf } from './enter.ts'
import { placeOf } from './parts/whereTo.ts'
import { joinSearch, registerSearch, tokenSearch } from './search.ts'

const fillsWindow = { fillsWindow: true }

export const loginRoute = createRoute({
  getParentRoute: () => siteRoute,
  path: '/login',
  validateSearch: enterSearch,
  beforeLoad: goOnIfSignedIn,
  staticData: fillsWindow,
}).lazy(page(() => import('./LoginPage.tsx'), 'accounts'))

export const registerRoute = createRoute({
  getParentRoute: () => siteRoute,
  path: '/register',
  validateSearch: registerSearch,
  beforeLoad: goOnIfSignedIn,
  staticData: fillsWindow,
}).lazy(page(() => import('./RegisterPage.tsx'), 'accounts'))

export const joinRoute = createRoute({
  getParentRoute: () => siteRoute,
  path: '/join',
  validateSearch: joinSearch,
  beforeLoad: goOnIfSignedIn,
  staticData: fillsWindow,
}).lazy(page(() => import('./JoinPage.tsx'), 'accounts'))

export const forgotPasswordRoute = createRoute({
  getParentRoute: () => siteRoute,
  path: '/forgot-password',
  staticData: fillsWindow,
}).lazy(page(() => import('./ForgotPasswordPage.tsx'), 'accounts'))

export const resetPasswordRoute = createRoute({
  getParentRoute: () => siteRoute,
  path: '/reset-password',
  validateSearch: tokenSearch,
  staticData: fillsWindow,
}).lazy(page(() => import('./ResetPasswordPage.tsx'), 'accounts'))

export const firstSignInRoute = createRoute({
  getParentRoute: () => siteRoute,
  path: '/first-sign-in',
  validateSearch: enterSearch,
  beforeLoad: async ({ search }) => {
    const me = await findMe()
    if (!me) throw redirect({ to: '/login', search: nextOf(search) })
    if (!me.must_change_password) throw redirect({ href: placeOf(me, search.next) })
  },
  staticData: fillsWindow,
}).lazy(page(() => import('./FirstSignInPage.tsx'), 'accounts'))

export const accountRoutes = [
  loginRoute,
  registerRoute,
  joinRoute,
  forgotPasswordRoute,
  resetPasswordRoute,
  firstSignInRoute,
]
