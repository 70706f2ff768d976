import { createRoute } from '@tanstack/react-router'
import { page } from '../../app/page.ts'
import { consoleRoute } from '../../app/roots.tsx'
import { firstPage, listSearch } from '../../lib/list.ts'
import { askedOf } from './asked.ts'

export const productsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: 'products',
  validateSearch: listSearch,
  loader: ({ location }) => firstPage('/api/products/', askedOf(listSearch(location.search))),
  staleTime: Number.POSITIVE_INFINITY,
  staticData: { permission: 'VIEW_PRODUCTS' },
}).lazy(page(() => import('./ProductsPage.tsx'), 'catalog'))

export const productRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: 'products/$id',
  validateSearch: listSearch,
  staticData: { permission: 'VIEW_PRODUCTS' },
}).lazy(page(() => import('./ProductPage.tsx'), 'catalog'))

export const categoriesRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: 'categories',
  validateSearch: listSearch,
  staticData: { permission: 'VIEW_PRODUCTS' },
}).lazy(page(() => import('./CategoriesPage.tsx'), 'catalog'))

export const catalogRoutes = [productsRoute, productRoute, categoriesRoute]
