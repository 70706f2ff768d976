/**
 * The models that the platform's console can browse. A model names the list that shows it; its fields, filters, forms and
 * actions are read from the routes that serve it, so what is said here is said nowhere else.
 */
import type { List } from '../../platform/list.ts'
import { auditList } from '../audit/list.ts'
import { categories } from '../catalog/categories.ts'
import { products } from '../catalog/list.ts'
import { contactList } from '../contact/list.ts'
import { outboxList } from '../notifications/mailOutbox.ts'
import { orderList } from '../orders/list.ts'
import { userList } from '../people/list.ts'
import { permissionList } from '../people/listPermissions.ts'
import { roleList } from '../people/roles.ts'
import { countList } from '../stock/counts.ts'
import { levels } from '../stock/levels.ts'
import { locations } from '../stock/locations.ts'
import { moves } from '../stock/moves.ts'
import { transferList } from '../stock/transfers.ts'
import { companyList } from '../tenants/list.ts'
import { rowsPath, type Shown } from './table.ts'
import * as tables from './tables.ts'

export type Declared = {
  name: string
  label: string
  group: string
  path: string
  list: List
  key: string
  title: string
  /** The noun of its audit entries. */
  object?: string
  appendOnly?: true
  /** Its ids lead into their company by themselves. */
  anywhere?: true
  /** What it shows: PostgreSQL's tables, by schema and name. */
  tables: readonly string[]
}

type Named = Pick<Declared, 'label' | 'group' | 'title' | 'tables'> & Partial<Declared>

export const models: readonly Declared[] = [
  of('companies', '/api/companies/', companyList, {
    label: 'Companies',
    group: 'Companies',
    title: 'name',
    object: 'company',
    tables: ['platform.tenants', 'shared.settings'],
  }),
  rows(tables.domains, { label: 'Domains', group: 'Companies', title: 'domain', tables: ['platform.domains'] }),
  of('users', '/api/users/', userList, {
    label: 'Users',
    group: 'People',
    title: 'username',
    object: 'user',
    anywhere: true,
    tables: ['shared.users', 'shared.user_roles'],
  }),
  of('roles', '/api/roles/', roleList, {
    label: 'Roles',
    group: 'People',
    title: 'name',
    object: 'role',
    tables: ['shared.roles', 'shared.role_permissions'],
  }),
  of('permissions', '/api/permissions/', permissionList, {
    label: 'Permissions',
    group: 'People',
    title: 'code',
    tables: ['platform.permissions'],
  }),
  rows(tables.sessions, {
    label: 'Sessions',
    group: 'People',
    title: 'id',
    object: 'session',
    tables: ['shared.sessions'],
  }),
  rows(tables.logins, { label: 'Login directory', group: 'People', title: 'username', tables: ['platform.logins'] }),
  rows(tables.loginAttempts, {
    label: 'Failed sign-ins',
    group: 'People',
    title: 'login_key',
    tables: ['platform.login_attempts'],
  }),
  of('products', '/api/products/', products, {
    label: 'Products',
    group: 'Catalog',
    title: 'name',
    object: 'product',
    tables: ['shared.products'],
  }),
  of('categories', '/api/categories/', categories, {
    label: 'Categories',
    group: 'Catalog',
    title: 'name',
    object: 'category',
    tables: ['shared.categories'],
  }),
  rows(tables.productImages, {
    label: 'Product images',
    group: 'Catalog',
    title: 'product',
    tables: ['shared.product_images'],
  }),
  of('locations', '/api/locations/', locations, {
    label: 'Locations',
    group: 'Stock',
    title: 'name',
    object: 'location',
    tables: ['shared.locations'],
  }),
  of('levels', '/api/stock/', levels, {
    label: 'Stock levels',
    group: 'Stock',
    title: 'product_name',
    tables: ['shared.levels'],
  }),
  rows(tables.stockTotals, {
    label: 'Stock by product',
    group: 'Stock',
    title: 'product',
    tables: ['shared.product_stock'],
  }),
  of('moves', '/api/stock/moves/', moves, {
    label: 'Stock moves',
    group: 'Stock',
    title: 'id',
    appendOnly: true,
    tables: ['shared.moves'],
  }),
  of('counts', '/api/stock/counts/', countList, {
    label: 'Stock counts',
    group: 'Stock',
    title: 'id',
    object: 'count',
    tables: ['shared.counts', 'shared.count_lines'],
  }),
  of('transfers', '/api/stock/transfers/', transferList, {
    label: 'Transfers in transit',
    group: 'Stock',
    title: 'id',
    tables: ['shared.transfers'],
  }),
  rows(tables.reservations, { label: 'Reservations', group: 'Stock', title: 'id', tables: ['shared.reservations'] }),
  rows(tables.lowStock, { label: 'Low stock', group: 'Stock', title: 'product', tables: ['shared.low_stock'] }),
  rows(tables.restockDrafts, {
    label: 'Restock drafts',
    group: 'Stock',
    title: 'product',
    tables: ['shared.restock_drafts'],
  }),
  of('orders', '/api/orders/', orderList, {
    label: 'Orders',
    group: 'Orders',
    title: 'number',
    object: 'order',
    tables: ['shared.orders'],
  }),
  rows(tables.orderItems, { label: 'Order lines', group: 'Orders', title: 'name', tables: ['shared.order_items'] }),
  rows(tables.orderHistory, {
    label: 'Order history',
    group: 'Orders',
    title: 'action',
    appendOnly: true,
    tables: ['shared.order_history'],
  }),
  rows(tables.notifications, {
    label: 'Notifications',
    group: 'Messages',
    title: 'title',
    tables: ['shared.notifications'],
  }),
  of('mail', '/api/outbox/', outboxList, {
    label: 'Mail outbox',
    group: 'Messages',
    title: 'subject',
    object: 'mail',
    tables: ['shared.outbox'],
  }),
  rows(tables.events, { label: 'Event outbox', group: 'Messages', title: 'type', tables: ['shared.outbox'] }),
  of('contact_messages', '/api/contact-messages/', contactList, {
    label: 'Contact messages',
    group: 'Messages',
    title: 'subject',
    object: 'contact_message',
    tables: ['shared.contact_messages'],
  }),
  rows(tables.digests, { label: 'Digests', group: 'Messages', title: 'user', tables: ['shared.digests'] }),
  of('audit_entries', '/api/audit-logs/', auditList, {
    label: 'Audit log',
    group: 'Audit',
    key: 'seq',
    title: 'action',
    appendOnly: true,
    tables: ['shared.audit_log'],
  }),
  rows(tables.jobs, { label: 'Jobs', group: 'Server', title: 'name', tables: ['platform.jobs'] }),
  rows(tables.migrations, {
    label: 'Migrations',
    group: 'Server',
    title: 'path',
    appendOnly: true,
    tables: ['platform.migrations'],
  }),
]

/** Tables that nobody browses, and why. */
export const unbrowsed: Readonly<Record<string, string>> = {
  'shared.password_tokens': 'nothing but the hashes of secrets; the audit log tells who asked for one',
  'shared.ws_tickets': 'nothing but the hashes of secrets that live for thirty seconds',
  'shared.idempotency_keys': 'answers kept for a day, with the passwords that some of them show once',
  'shared.product_terms': 'the search index: words of products, made anew from them',
  'shared.sales_days': 'sums of orders by day; the dashboard and the fill rate show them',
  'shared.heads': 'one row of counters; GET /api/audit-logs/verify/ and the counts of lists show them',
  'platform.contact_senders': 'addresses counted for an hour, then forgotten',
}

function of(name: string, path: string, list: List, named: Named): Declared {
  return { name, path, list, key: 'id', ...named }
}

function rows({ table, list }: Shown, named: Named): Declared {
  return { name: table.name, path: rowsPath(table), list, key: table.key, ...named }
}
