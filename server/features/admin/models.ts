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
import { directoryList, userList } from '../people/list.ts'
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
  /** What a list shows at first, beside the title. */
  columns: readonly string[]
  /** Fields that forms leave out, because another way of doing it is better or the only one. */
  elsewhere?: Readonly<Record<string, readonly ('create' | 'update')[]>>
  /** The noun of its audit entries. */
  object?: string
  /** Its records are companies, each with a log of its own. */
  isCompany?: true
  appendOnly?: true
  /** Its ids lead into their company by themselves; the list that spans all companies. */
  anywhere?: List
  /** What it shows: PostgreSQL's tables, by schema and name. */
  tables: readonly string[]
}

type Named = Pick<Declared, 'label' | 'group' | 'title' | 'columns' | 'tables'> & Partial<Declared>

export const models: readonly Declared[] = [
  of('companies', '/api/companies/', companyList, {
    label: 'Companies',
    group: 'Companies',
    title: 'name',
    columns: ['status', 'domain', 'users_count', 'preset', 'placement', 'created_at'],
    object: 'company',
    isCompany: true,
    elsewhere: { placement: ['update'], settings: ['create'] },
    tables: ['platform.tenants', 'shared.settings'],
  }),
  rows(tables.domains, {
    label: 'Domains',
    group: 'Companies',
    title: 'domain',
    columns: ['tenant'],
    tables: ['platform.domains'],
  }),
  rows(tables.storage, {
    label: 'Storage',
    group: 'Companies',
    title: 'tenant',
    columns: ['bytes', 'measured_at'],
    tables: ['platform.storage'],
  }),
  of('users', '/api/users/', userList, {
    label: 'Users',
    group: 'People',
    title: 'username',
    columns: ['name', 'email', 'role', 'tenant', 'status', 'last_login_at'],
    object: 'user',
    anywhere: directoryList,
    elsewhere: {
      first_name: ['create', 'update'],
      last_name: ['create', 'update'],
      password: ['update'],
      tenant_name: ['create'],
      placement: ['create'],
      preset: ['create'],
    },
    tables: ['shared.users', 'shared.user_roles'],
  }),
  of('roles', '/api/roles/', roleList, {
    label: 'Roles',
    group: 'People',
    title: 'name',
    columns: ['description', 'built_in', 'users_count'],
    object: 'role',
    tables: ['shared.roles', 'shared.role_permissions'],
  }),
  of('permissions', '/api/permissions/', permissionList, {
    label: 'Permissions',
    group: 'People',
    title: 'code',
    columns: ['name', 'group', 'scoped'],
    tables: ['platform.permissions'],
  }),
  rows(tables.sessions, {
    label: 'Sessions',
    group: 'People',
    title: 'user',
    columns: ['ip', 'user_agent', 'created_at', 'last_used_at', 'ended_at'],
    object: 'session',
    tables: ['shared.sessions'],
  }),
  rows(tables.logins, {
    label: 'Login directory',
    group: 'People',
    title: 'username',
    columns: ['email', 'tenant'],
    tables: ['platform.logins'],
  }),
  rows(tables.loginAttempts, {
    label: 'Failed sign-ins',
    group: 'People',
    title: 'login_key',
    columns: ['failures', 'attempts', 'last_attempt_at', 'locked_until'],
    tables: ['platform.login_attempts'],
  }),
  of('products', '/api/products/', products, {
    label: 'Products',
    group: 'Catalog',
    title: 'name',
    columns: ['sku', 'category', 'price', 'stock', 'is_active', 'updated_at'],
    object: 'product',
    elsewhere: { image: ['create', 'update'] },
    tables: ['shared.products'],
  }),
  of('categories', '/api/categories/', categories, {
    label: 'Categories',
    group: 'Catalog',
    title: 'name',
    columns: ['description', 'products_count', 'updated_at'],
    object: 'category',
    tables: ['shared.categories'],
  }),
  rows(tables.productImages, {
    label: 'Product images',
    group: 'Catalog',
    title: 'product',
    columns: ['bytes', 'hash'],
    tables: ['shared.product_images'],
  }),
  of('locations', '/api/locations/', locations, {
    label: 'Locations',
    group: 'Stock',
    title: 'name',
    columns: ['is_default', 'is_active', 'created_at'],
    object: 'location',
    tables: ['shared.locations'],
  }),
  of('levels', '/api/stock/', levels, {
    label: 'Stock levels',
    group: 'Stock',
    title: 'product_name',
    columns: ['sku', 'location_name', 'on_hand', 'reserved', 'available', 'incoming'],
    tables: ['shared.levels'],
  }),
  rows(tables.stockTotals, {
    label: 'Stock by product',
    group: 'Stock',
    title: 'product',
    columns: ['on_hand', 'reserved', 'available', 'incoming', 'value'],
    tables: ['shared.product_stock'],
  }),
  of('moves', '/api/stock/moves/', moves, {
    label: 'Stock moves',
    group: 'Stock',
    title: 'product_name',
    columns: ['change', 'from_name', 'to_name', 'cause_type', 'actor', 'at'],
    appendOnly: true,
    tables: ['shared.moves'],
  }),
  of('counts', '/api/stock/counts/', countList, {
    label: 'Stock counts',
    group: 'Stock',
    title: 'location_name',
    columns: ['status', 'entered_count', 'lines_count', 'created_by', 'created_at'],
    object: 'count',
    tables: ['shared.counts', 'shared.count_lines'],
  }),
  of('transfers', '/api/stock/transfers/', transferList, {
    label: 'Transfers in transit',
    group: 'Stock',
    title: 'product_name',
    columns: ['from_name', 'to_name', 'in_transit', 'status', 'created_by', 'created_at'],
    tables: ['shared.transfers'],
  }),
  rows(tables.reservations, {
    label: 'Reservations',
    group: 'Stock',
    title: 'product',
    columns: ['order', 'location', 'quantity'],
    tables: ['shared.reservations'],
  }),
  rows(tables.lowStock, {
    label: 'Low stock',
    group: 'Stock',
    title: 'product',
    columns: ['since'],
    tables: ['shared.low_stock'],
  }),
  rows(tables.restockDrafts, {
    label: 'Restock drafts',
    group: 'Stock',
    title: 'product',
    columns: ['order', 'refused'],
    tables: ['shared.restock_drafts'],
  }),
  of('orders', '/api/orders/', orderList, {
    label: 'Orders',
    group: 'Orders',
    title: 'number',
    columns: ['kind', 'status', 'customer', 'total_price', 'created_by', 'created_at'],
    object: 'order',
    tables: ['shared.orders'],
  }),
  rows(tables.orderItems, {
    label: 'Order lines',
    group: 'Orders',
    title: 'name',
    columns: ['order', 'sku', 'quantity', 'fulfilled', 'unit_price', 'total_price'],
    tables: ['shared.order_items'],
  }),
  rows(tables.orderHistory, {
    label: 'Order history',
    group: 'Orders',
    title: 'action',
    columns: ['order', 'from_status', 'to_status', 'actor', 'at'],
    appendOnly: true,
    tables: ['shared.order_history'],
  }),
  rows(tables.notifications, {
    label: 'Notifications',
    group: 'Messages',
    title: 'title',
    columns: ['user', 'kind', 'created_at', 'read_at'],
    tables: ['shared.notifications'],
  }),
  of('mail', '/api/outbox/', outboxList, {
    label: 'Mail outbox',
    group: 'Messages',
    title: 'subject',
    columns: ['to', 'status', 'attempts', 'last_error', 'created_at'],
    object: 'mail',
    tables: ['shared.outbox'],
  }),
  rows(tables.events, {
    label: 'Event outbox',
    group: 'Messages',
    title: 'type',
    columns: ['object_type', 'object_id', 'actor', 'status', 'attempts', 'created_at'],
    tables: ['shared.outbox'],
  }),
  of('contact_messages', '/api/contact-messages/', contactList, {
    label: 'Contact messages',
    group: 'Messages',
    title: 'subject',
    columns: ['name', 'email', 'message', 'created_at'],
    object: 'contact_message',
    tables: ['shared.contact_messages'],
  }),
  rows(tables.digests, {
    label: 'Digests',
    group: 'Messages',
    title: 'user',
    columns: ['sent_on'],
    tables: ['shared.digests'],
  }),
  of('audit_entries', '/api/audit-logs/', auditList, {
    label: 'Audit log',
    group: 'Audit',
    key: 'seq',
    title: 'action',
    columns: ['actor_username', 'object_type', 'object_id', 'ip', 'at', 'seq'],
    appendOnly: true,
    tables: ['shared.audit_log'],
  }),
  rows(tables.jobs, {
    label: 'Jobs',
    group: 'Server',
    title: 'name',
    columns: ['next_at', 'last_finished_at', 'last_error'],
    tables: ['platform.jobs'],
  }),
  rows(tables.migrations, {
    label: 'Migrations',
    group: 'Server',
    title: 'path',
    columns: ['schema', 'applied_at'],
    appendOnly: true,
    tables: ['platform.migrations'],
  }),
]

/** Tables that nobody browses, and why. */
export const unbrowsed: Readonly<Record<string, string>> = {
  'shared.password_tokens': 'nothing but the hashes of secrets; the audit log tells who asked for one',
  'shared.ws_tickets': 'nothing but the hashes of secrets that live for thirty seconds',
  'shared.idempotency_keys': 'sealed answers, kept for a day',
  'shared.product_terms': 'the search index: words of products, made anew from them',
  'shared.sales_days': 'sums of orders by day; the dashboard and the fill rate show them',
  'shared.heads': 'one row of counters; GET /api/audit-logs/verify/ and the counts of lists show them',
  'platform.public_answers': 'sealed answers, kept for a day',
  'platform.contact_senders': 'addresses counted for an hour, then forgotten',
}

function of(name: string, path: string, list: List, named: Named): Declared {
  return { name, path, list, key: 'id', ...named }
}

function rows({ table, list }: Shown, named: Named): Declared {
  return { name: table.name, path: rowsPath(table), list, key: table.key, ...named }
}
