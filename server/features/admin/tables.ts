import { states as orderStates } from '../orders/contract.ts'
import { type Column, type Shown, showTable, type Table } from './table.ts'

const id = (column: string): Column => ({ sql: column, kind: 'id' })
const maybeId = (column: string): Column => ({ sql: column, kind: 'id', nullable: true })
const text = (column: string): Column => ({ sql: column, kind: 'text' })
const maybeText = (column: string): Column => ({ sql: column, kind: 'text', nullable: true })
const time = (column: string): Column => ({ sql: column, kind: 'time' })
const maybeTime = (column: string): Column => ({ sql: column, kind: 'time', nullable: true })
const units = (column: string): Column => ({ sql: column, kind: 'quantity' })
const int = (column: string): Column => ({ sql: column, kind: 'int' })
const bool = (column: string): Column => ({ sql: column, kind: 'bool' })

const ofCompany = (table: Omit<Table, 'scope'>): Shown => showTable({ ...table, scope: 'company' })
const ofPlatform = (table: Omit<Table, 'scope'>): Shown => showTable({ ...table, scope: 'platform' })

/** Who is signed in, without what would let one sign in as them. */
export const sessions = ofCompany({
  name: 'sessions',
  summary: 'The sessions of a company’s people, also those that ended',
  from: 'sessions r',
  key: 'id',
  defaultOrdering: '-id',
  search: ['ip', 'user_agent', 'ended_because'],
  columns: {
    id: id('r.id'),
    user: id('r.user_id'),
    ip: text('r.ip'),
    user_agent: { sql: 'r.user_agent', kind: 'prose' },
    created_at: time('r.created_at'),
    last_used_at: time('r.last_used_at'),
    expires_at: time('r.expires_at'),
    ended_at: maybeTime('r.ended_at'),
    ended_because: maybeText('r.ended_because'),
  },
})

export const productImages = ofCompany({
  name: 'product_images',
  summary: 'The pictures of a company’s products',
  from: 'product_images r',
  where: `r.size = 'full'`,
  key: 'product',
  defaultOrdering: '-product',
  search: [],
  columns: { product: id('r.product_id'), hash: text('r.hash'), bytes: int('octet_length(r.bytes)') },
})

export const stockTotals = ofCompany({
  name: 'stock_totals',
  summary: 'A company’s stock by product, over all its locations',
  from: 'product_stock r',
  key: 'product',
  defaultOrdering: '-product',
  search: [],
  columns: {
    product: id('r.product_id'),
    on_hand: units('r.on_hand_milli'),
    reserved: units('r.reserved_milli'),
    available: units('r.available_milli'),
    incoming: units('r.incoming_milli'),
    value: { sql: 'r.value_minor', kind: 'money' },
  },
})

export const reservations = ofCompany({
  name: 'reservations',
  summary: 'What a company’s orders hold, and where',
  from: 'reservations r',
  key: 'id',
  defaultOrdering: '-id',
  search: [],
  columns: {
    id: id('r.id'),
    order: id('r.order_id'),
    order_item: id('r.order_item_id'),
    product: id('r.product_id'),
    location: id('r.location_id'),
    quantity: units('r.quantity_milli'),
  },
})

export const lowStock = ofCompany({
  name: 'low_stock',
  summary: 'The products of a company that are below their reorder point, and since when',
  from: 'low_stock r',
  key: 'product',
  defaultOrdering: '-product',
  search: [],
  columns: { product: id('r.product_id'), since: time('r.since') },
})

export const restockDrafts = ofCompany({
  name: 'restock_drafts',
  summary: 'The restock requests that a company’s low stock made by itself',
  from: 'restock_drafts r',
  key: 'product',
  defaultOrdering: '-product',
  search: [],
  columns: {
    product: id('r.product_id'),
    order: id('r.order_id'),
    refused: { sql: 'r.refused_milli', kind: 'quantity', nullable: true },
  },
})

export const orderItems = ofCompany({
  name: 'order_items',
  summary: 'The lines of a company’s orders',
  from: 'order_items r',
  key: 'id',
  defaultOrdering: '-id',
  search: ['name', 'sku'],
  columns: {
    id: id('r.id'),
    order: id('r.order_id'),
    product: id('r.product_id'),
    name: text('r.name'),
    sku: text('r.sku'),
    tracked: bool('r.tracked'),
    quantity: units('r.quantity_milli'),
    fulfilled: units('r.fulfilled_milli'),
    unit_price: { sql: 'r.unit_price_minor', kind: 'money', nullable: true },
    total_price: { sql: 'r.total_minor', kind: 'money', nullable: true },
  },
})

export const orderHistory = ofCompany({
  name: 'order_history',
  summary: 'What happened to a company’s orders',
  from: 'order_history r',
  key: 'id',
  defaultOrdering: '-id',
  search: ['action', 'reason', 'note'],
  columns: {
    id: id('r.id'),
    order: id('r.order_id'),
    action: text('r.action'),
    from_status: { sql: 'r.from_status', kind: orderStates, nullable: true },
    to_status: { sql: 'r.to_status', kind: orderStates },
    actor: maybeId('r.actor_id'),
    reason: { sql: 'r.reason', kind: 'prose', nullable: true },
    note: { sql: 'r.note', kind: 'prose', nullable: true },
    at: time('r.at'),
  },
})

export const notifications = ofCompany({
  name: 'notifications',
  summary: 'What a company’s people were told in their inboxes',
  from: 'notifications r',
  key: 'id',
  defaultOrdering: '-id',
  search: ['title'],
  columns: {
    id: id('r.id'),
    user: id('r.user_id'),
    kind: text('r.kind'),
    object_type: text('r.object_type'),
    object_id: id('r.object_id'),
    title: text('r.title'),
    created_at: time('r.created_at'),
    read_at: maybeTime('r.read_at'),
  },
})

/** Mail has an endpoint of its own, which takes the living links out of it. */
export const events = ofCompany({
  name: 'events',
  summary: 'A company’s outbox but for its mail: what happened, and whether it has been told',
  from: 'outbox r',
  where: `r.kind = 'event'`,
  key: 'id',
  defaultOrdering: '-id',
  search: [],
  columns: {
    id: id('r.id'),
    type: text(`(r.payload->>'type')`),
    object_type: maybeText(`(r.payload->>'object_type')`),
    object_id: maybeId(`(r.payload->>'object_id')::bigint`),
    actor: maybeId(`(r.payload->>'actor')::bigint`),
    status: { sql: 'r.status', kind: ['waiting', 'done', 'kept', 'failed'] },
    attempts: int('r.attempts'),
    last_error: { sql: 'r.last_error', kind: 'prose', nullable: true },
    created_at: time('r.created_at'),
    available_at: time('r.available_at'),
    done_at: maybeTime('r.done_at'),
  },
})

export const digests = ofCompany({
  name: 'digests',
  summary: 'Whom a company’s digest reached last, and when',
  from: 'digests r',
  key: 'user',
  defaultOrdering: 'user',
  search: [],
  columns: { user: id('r.user_id'), sent_on: { sql: 'r.sent_on::text', kind: 'text' } },
})

export const domains = ofPlatform({
  name: 'domains',
  summary: 'The addresses at which companies are at home',
  from: 'platform.domains r',
  key: 'domain',
  defaultOrdering: 'domain',
  search: ['domain'],
  columns: { domain: text('r.domain'), tenant: id('r.tenant_id') },
})

export const storage = ofPlatform({
  name: 'storage',
  summary: 'What each company takes of the database, measured once a day',
  from: 'platform.storage r',
  key: 'tenant',
  defaultOrdering: '-bytes',
  search: [],
  columns: {
    tenant: id('r.tenant_id'),
    bytes: { ...int('r.bytes'), ordered: true },
    measured_at: time('r.measured_at'),
  },
})

export const logins = ofPlatform({
  name: 'logins',
  summary: 'The login directory: whose a name is, and in which company',
  from: 'platform.logins r',
  key: 'user',
  defaultOrdering: '-user',
  search: ['username', 'email'],
  columns: {
    user: id('r.user_id'),
    username: text('r.username'),
    email: text('r.email'),
    tenant: id('r.tenant_id'),
    login_key: { ...text('r.login_key'), ordered: true },
  },
})

export const loginAttempts = ofPlatform({
  name: 'login_attempts',
  summary: 'Failed sign-ins by login name, and what is locked',
  from: 'platform.login_attempts r',
  key: 'login_key',
  defaultOrdering: 'login_key',
  search: ['login_key'],
  columns: {
    login_key: text('r.login_key'),
    attempts: int('r.attempts'),
    failures: int('r.failures'),
    last_attempt_at: time('r.last_attempt_at'),
    locked_until: maybeTime('r.locked_until'),
  },
})

export const jobs = ofPlatform({
  name: 'jobs',
  summary: 'What the server does by the clock: when it did, when it will, what went wrong',
  from: 'platform.jobs r',
  key: 'name',
  defaultOrdering: 'name',
  search: ['name', 'last_error'],
  columns: {
    name: text('r.name'),
    next_at: time('r.next_at'),
    leased_by: maybeText('r.leased_by'),
    leased_until: maybeTime('r.leased_until'),
    last_finished_at: maybeTime('r.last_finished_at'),
    last_error: { sql: 'r.last_error', kind: 'prose', nullable: true },
  },
})

export const migrations = ofPlatform({
  name: 'migrations',
  summary: 'Which migrations were applied, and where',
  from: 'platform.migrations r',
  key: 'path',
  defaultOrdering: 'path',
  search: ['path'],
  columns: {
    path: text(`(r.schema_name || '/' || r.file)`),
    schema: text('r.schema_name'),
    checksum: text('r.checksum'),
    applied_at: time('r.applied_at'),
  },
})

/** All of them. */
export const shownTables: readonly Shown[] = [
  sessions,
  productImages,
  stockTotals,
  reservations,
  lowStock,
  restockDrafts,
  orderItems,
  orderHistory,
  notifications,
  events,
  digests,
  domains,
  storage,
  logins,
  loginAttempts,
  jobs,
  migrations,
]
