import { type TObject, Type } from 'typebox'
import { queryOf } from '../../platform/list.ts'
import { namedCompanyQuery, readInNamed } from '../../platform/operator.ts'
import { route, routesOf } from '../../platform/route.ts'
import { Shape } from '../../platform/schema.ts'
import { changeOrder, deleteOrder } from './change.ts'
import {
  Assignment,
  Fulfilment,
  HistoryEntry,
  HistoryPage,
  NewNote,
  NewOrder,
  Order,
  OrderChanges,
  OrderPage,
  Preview,
  PreviewQuery,
  Refusal,
  Transition,
} from './contract.ts'
import { approveOrder, assignOrder, cancelOrder, rejectOrder } from './decide.ts'
import { fulfilOrder } from './fulfil.ts'
import { historyList, listHistory } from './history.ts'
import { listOrders, orderList } from './list.ts'
import { addNote } from './note.ts'
import { placeOrder } from './place.ts'
import { previewTransition } from './preview.ts'
import { printOrder, printOrderPdf, printStyle } from './print.ts'
import { getOrder } from './show.ts'

/** Any parameter is unknown. */
const noQuery: TObject = Shape({})

export const orderRoutes = routesOf('Orders', [
  route({
    method: 'GET',
    path: '/api/orders/',
    permission: 'VIEW_ORDERS',
    summary: 'List orders, the newest first',
    query: queryOf(orderList),
    reply: { 200: OrderPage },
    handle: readInNamed(listOrders),
  }),
  route({
    method: 'POST',
    path: '/api/orders/',
    permission: ['CREATE_ORDER', 'CREATE_RESTOCK'],
    summary: 'Place an order or request a restock',
    body: NewOrder,
    reply: { 201: Order },
    errors: ['insufficient_stock'],
    handle: placeOrder,
  }),
  route({
    method: 'GET',
    path: '/api/orders/:id/',
    permission: 'VIEW_ORDERS',
    summary: 'Get an order',
    query: namedCompanyQuery,
    reply: { 200: Order },
    errors: ['not_found'],
    handle: readInNamed(getOrder),
  }),
  route({
    method: ['PUT', 'PATCH'],
    path: '/api/orders/:id/',
    permission: 'UPDATE_ORDER',
    summary: 'Change a pending order',
    body: OrderChanges,
    reply: { 200: Order },
    errors: ['not_found', 'order_locked', 'insufficient_stock', 'version_mismatch'],
    handle: changeOrder,
  }),
  route({
    method: 'DELETE',
    path: '/api/orders/:id/',
    permission: 'DELETE_ORDER',
    summary: 'Delete a pending order',
    reply: { 204: null },
    errors: ['not_found', 'order_locked', 'version_mismatch'],
    handle: deleteOrder,
  }),
  route({
    method: 'POST',
    path: '/api/orders/:id/approve/',
    permission: 'APPROVE_ORDER',
    summary: 'Approve an order',
    body: Transition,
    reply: { 200: Order },
    errors: ['not_found', 'illegal_transition', 'self_approval', 'version_mismatch'],
    handle: approveOrder,
  }),
  route({
    method: 'POST',
    path: '/api/orders/:id/reject/',
    permission: 'APPROVE_ORDER',
    summary: 'Reject an order',
    body: Refusal,
    reply: { 200: Order },
    errors: ['not_found', 'illegal_transition', 'version_mismatch'],
    handle: rejectOrder,
  }),
  route({
    method: 'POST',
    path: '/api/orders/:id/cancel/',
    permission: 'VIEW_ORDERS',
    summary: 'Cancel an order',
    body: Refusal,
    reply: { 200: Order },
    errors: ['not_found', 'illegal_transition', 'version_mismatch'],
    handle: cancelOrder,
  }),
  ...(['/api/orders/:id/fulfill/', '/api/orders/:id/confirm/'] as const).map(path =>
    route({
      method: 'POST',
      path,
      permission: 'FULFILL_ORDER',
      summary: 'Fulfil an order, in full or in part',
      body: Fulfilment,
      reply: { 200: Order },
      errors: ['not_found', 'illegal_transition', 'version_mismatch'],
      handle: fulfilOrder,
    }),
  ),
  route({
    method: 'POST',
    path: '/api/orders/:id/assign/',
    permission: 'ASSIGN_ORDER',
    summary: 'Assign an order to a colleague',
    body: Assignment,
    reply: { 200: Order },
    errors: ['not_found', 'illegal_transition', 'version_mismatch'],
    handle: assignOrder,
  }),
  route({
    method: 'POST',
    path: '/api/orders/:id/notes/',
    permission: 'VIEW_ORDERS',
    summary: 'Add a note to an order’s history',
    body: NewNote,
    reply: { 201: HistoryEntry },
    errors: ['not_found'],
    handle: addNote,
  }),
  route({
    method: 'GET',
    path: '/api/orders/:id/preview/',
    permission: 'VIEW_ORDERS',
    summary: 'What an action would do to the order and the stock',
    query: PreviewQuery,
    reply: { 200: Preview },
    errors: ['not_found', 'illegal_transition', 'self_approval'],
    handle: previewTransition,
  }),
  route({
    method: 'GET',
    path: '/api/orders/:id/history/',
    permission: 'VIEW_ORDERS',
    summary: 'What happened to an order',
    query: queryOf(historyList),
    reply: { 200: HistoryPage },
    errors: ['not_found'],
    handle: readInNamed(listHistory),
  }),
  route({
    method: 'GET',
    path: '/api/orders/:id/print/',
    permission: 'VIEW_ORDERS',
    summary: 'The order as a page to print',
    query: noQuery,
    reply: { 200: Type.String({ contentMediaType: 'text/html' }) },
    errors: ['not_found'],
    handle: printOrder,
  }),
  route({
    method: 'GET',
    path: '/api/orders/:id/pdf/',
    permission: 'VIEW_ORDERS',
    summary: 'The order as a PDF file',
    query: noQuery,
    reply: { 200: Type.String({ contentMediaType: 'application/pdf' }) },
    errors: ['not_found'],
    handle: printOrderPdf,
  }),
  route({
    method: 'GET',
    path: '/api/orders/print.css/',
    public: 'the look of printed orders, the same for everybody',
    summary: 'The style of the page to print',
    query: noQuery,
    reply: { 200: Type.String({ contentMediaType: 'text/css' }) },
    handle: printStyle,
  }),
])
