import { createRoute } from '@tanstack/react-router'
import { page } from '../../app/page.ts'
import { consoleRoute } from '../../app/roots.tsx'
import { listSearch } from '../../lib/list.ts'

const counting = { permission: ['COUNT_STOCK', 'APPROVE_COUNT'] }

export const stockRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: 'stock',
  validateSearch: listSearch,
  staticData: { permission: 'VIEW_STOCK' },
}).lazy(page(() => import('./StockPage.tsx'), 'stock'))

export const countsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: 'counts',
  validateSearch: listSearch,
  staticData: counting,
}).lazy(page(() => import('./CountsPage.tsx'), 'stock'))

export const countRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: 'counts/$id',
  validateSearch: listSearch,
  staticData: counting,
}).lazy(page(() => import('./CountPage.tsx'), 'stock'))

export const scanRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: 'scan',
  validateSearch: listSearch,
  staticData: { permission: 'VIEW_PRODUCTS' },
}).lazy(page(() => import('./ScanPage.tsx'), 'stock'))

export const stockRoutes = [stockRoute, countsRoute, countRoute, scanRoute]
