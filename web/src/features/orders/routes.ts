import { createRoute } from '@tanstack/react-router'
import { page } from '../../app/page.ts'
import { consoleRoute } from '../../app/roots.tsx'
import { listSearch } from '../../lib/list.ts'
import { approvalsSearch, newOrderSearch, orderSearch } from './search.ts'

const seesOrders = { permission: 'VIEW_ORDERS' }

export const ordersRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: 'orders',
  validateSearch: listSearch,
  staticData: seesOrders,
}).lazy(page(() => import('./OrdersPage.tsx'), 'orders'))

export const newOrderRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: 'orders/new',
  validateSearch: newOrderSearch,
  staticData: { permission: ['CREATE_ORDER', 'CREATE_RESTOCK'] },
}).lazy(page(() => import('./NewOrderPage.tsx'), 'orders'))

export const orderRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: 'orders/$id',
  validateSearch: orderSearch,
  staticData: seesOrders,
}).lazy(page(() => import('./OrderPage.tsx'), 'orders'))

export const editOrderRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: 'orders/$id/edit',
  staticData: { permission: 'UPDATE_ORDER' },
}).lazy(page(() => import('./EditOrderPage.tsx'), 'orders'))

export const printOrderRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: 'orders/$id/print',
  staticData: seesOrders,
}).lazy(page(() => import('./PrintOrderPage.tsx'), 'orders'))

export const approvalsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: 'approvals',
  validateSearch: approvalsSearch,
  staticData: { permission: 'APPROVE_ORDER' },
}).lazy(page(() => import('./ApprovalsPage.tsx'), 'orders'))

export const orderRoutes = [ordersRoute, newOrderRoute, orderRoute, editOrderRoute, printOrderRoute, approvalsRoute]
