import { createRoute } from '@tanstack/react-router'
import { page } from '../../app/page.ts'
import { consoleRoute } from '../../app/roots.tsx'
import { firstAnswers, listSearch } from '../../lib/list.ts'
import { allCategories, askedOf, categoriesPath, productsPath } from './asked.ts'

export const productsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: 'products',
  validateSearch: listSearch,
  loader: ({ location }) =>
    firstAnswers([productsPath, askedOf(listSearch(location.search))], [categoriesPath, allCategories]),
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
