import { createRoute } from '@tanstack/react-router'
import { page } from '../../app/page.ts'
import { storeRoute } from '../../app/roots.tsx'
import { orderSearch, ordersSearch, storeSearch } from './search.ts'

export const shelfRoute = createRoute({
  getParentRoute: () => storeRoute,
  path: '/',
  validateSearch: storeSearch,
}).lazy(page(() => import('./ShelfPage.tsx'), 'store'))

export const storeProductRoute = createRoute({
  getParentRoute: () => storeRoute,
  path: 'product/$id',
}).lazy(page(() => import('./ProductPage.tsx'), 'store', 'store/buying'))

export const cartRoute = createRoute({
  getParentRoute: () => storeRoute,
  path: 'cart',
}).lazy(page(() => import('./CartPage.tsx'), 'store', 'store/buying'))

export const ownOrdersRoute = createRoute({
  getParentRoute: () => storeRoute,
  path: 'orders',
  validateSearch: ordersSearch,
}).lazy(page(() => import('./OwnOrdersPage.tsx'), 'store', 'store/buying'))

export const ownOrderRoute = createRoute({
  getParentRoute: () => storeRoute,
  path: 'orders/$id',
  validateSearch: orderSearch,
}).lazy(page(() => import('./OwnOrderPage.tsx'), 'store', 'store/buying'))

export const printOwnOrderRoute = createRoute({
  getParentRoute: () => storeRoute,
  path: 'orders/$id/print',
}).lazy(page(() => import('./PrintOwnOrderPage.tsx'), 'store', 'store/buying'))

export const ownProfileRoute = createRoute({
  getParentRoute: () => storeRoute,
  path: 'profile',
}).lazy(page(() => import('./OwnProfilePage.tsx'), 'accounts', 'store', 'store/buying'))

export const ownSessionsRoute = createRoute({
  getParentRoute: () => storeRoute,
  path: 'sessions',
}).lazy(page(() => import('./OwnSessionsPage.tsx'), 'accounts', 'store', 'store/buying'))

const nothingRoute = createRoute({
  getParentRoute: () => storeRoute,
  path: '$',
}).lazy(page(() => import('./NothingPage.tsx'), 'store'))

export const storeRoutes = [
  shelfRoute,
  storeProductRoute,
  cartRoute,
  ownOrdersRoute,
  ownOrderRoute,
  printOwnOrderRoute,
  ownProfileRoute,
  ownSessionsRoute,
  nothingRoute,
]
