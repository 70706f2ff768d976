/** Ids of a company's own records, for whatever a path, a query or a body may name. */
import { exampleOf, type JsonSchema, plainSchema } from '../server/platform/openapi/json-schema.ts'
import type { Route } from '../server/platform/route.ts'
import type { Cast, Company } from './cast.ts'

/** The table behind a noun of a path or a field that holds an id; null: no record of a company. */
const tables: Readonly<Record<string, string | null>> = {
  id: null,
  tenant: null,
  tenant_id: null,
  permission_ids: null,
  permissions: null,
  companies: 'platform.tenants',
  company: 'platform.tenants',
  product: 'products',
  product_id: 'products',
  category: 'categories',
  location: 'locations',
  from_location: 'locations',
  to_location: 'locations',
  from: 'locations',
  to: 'locations',
  customer: 'users',
  user: 'users',
  actor: 'users',
  assigned_to: 'users',
  created_by: 'users',
  role: 'roles',
  role_id: 'roles',
  order: 'orders',
  ids: 'notifications',
  stock_totals: 'product_stock',
  events: 'outbox',
  logins: 'platform.logins',
  storage: 'platform.tenants',
}

/** The column that is the id of a table without one. */
const keys: Readonly<Record<string, string>> = {
  product_stock: 'product_id',
  product_images: 'product_id',
  low_stock: 'product_id',
  restock_drafts: 'product_id',
  digests: 'user_id',
  'platform.logins': 'user_id',
}

/** `products` of `/api/products/:id/history/`, `sessions` of `/api/admin/models/sessions/rows/:id/`. */
export function nounOf({ path }: Route): string {
  const steps = path.replace('/rows/', '/').split('/')
  return steps[steps.indexOf(':id') - 1] as string
}

/** The path with this id, in the store of DreamKart where it leads through one. */
export function pathWith({ path }: Route, id: unknown, slug = 'dreamkart'): string {
  return path.replace(':slug', () => slug).replace(':id', () => String(id))
}

/** The newest record's id that a noun means in this company, or null when it means none of a company's. */
export async function sampleId({ client }: Cast, { id, schema }: Company, noun: string): Promise<number | null> {
  const table = noun in tables ? tables[noun] : noun
  if (table === null || table === undefined) return null
  if (table === 'platform.tenants') return id
  const key = keys[table] ?? 'id'
  const { rows } = await client.query(
    `select ${key}::int as id from ${table.includes('.') ? table : `${schema}.${table}`} where tenant_id = $1
     order by ${preferred[table] ?? key} desc limit 1`,
    [id],
  )
  if (rows.length === 0) throw new Error(`${schema} has no ${table}: the demo world or test/samples.ts needs one`)
  return rows[0].id
}

/** Of several, the one of which most can be asked. */
const preferred: Readonly<Record<string, string>> = {
  locations: `(kind = 'internal') desc, id`,
  orders: `(status = 'pending') desc, id`,
}

/** Makes the records that the demo world has none of. */
export async function addSamples({ client }: Cast, { id, schema }: Company): Promise<void> {
  await client.query(
    `insert into ${schema}.counts (tenant_id, location_id, created_by)
     select tenant_id, id, (select min(id) from ${schema}.users where tenant_id = $1) from ${schema}.locations
     where tenant_id = $1 and is_default`,
    [id],
  )
  await client.query(
    `insert into ${schema}.transfers (tenant_id, id, product_id, from_location_id, to_location_id, quantity_milli, received_milli, value_minor,
       reason, created_by, received_by, received_at)
     select tenant_id, id, product_id, from_location_id, to_location_id, quantity_milli, quantity_milli, 0, reason, u.first, u.first, at
     from ${schema}.moves, (select min(id) as first from ${schema}.users where tenant_id = $1) u
     where tenant_id = $1 order by id desc limit 1`,
    [id],
  )
  await client.query(
    `insert into ${schema}.notifications (tenant_id, event_id, user_id, kind, object_type, object_id, title)
     select tenant_id, id, id, 'order_waiting', 'order', 1, 'Order 1 waits' from ${schema}.users where tenant_id = $1`,
    [id],
  )
  await client.query(
    `insert into ${schema}.digests (tenant_id, user_id, sent_on)
     select tenant_id, min(id), current_date from ${schema}.users where tenant_id = $1 group by tenant_id on conflict do nothing`,
    [id],
  )
  await client.query(
    `insert into ${schema}.low_stock (tenant_id, product_id)
     select tenant_id, min(id) from ${schema}.products where tenant_id = $1 group by tenant_id on conflict do nothing`,
    [id],
  )
  await client.query(
    'insert into platform.storage (tenant_id, bytes, measured_at) values ($1, 1, now()) on conflict do nothing',
    [id],
  )
  await client.query(`insert into ${schema}.outbox (tenant_id, kind, payload) values ($1, 'mail', $2)`, [
    id,
    { to: 'asha@example.com', subject: 'Hello', text: 'Hello' },
  ])
  await client.query(
    `with pictured as (
       update ${schema}.products set image = 'sample'
       where tenant_id = $1 and id = (select max(id) from ${schema}.products where tenant_id = $1) returning id)
     insert into ${schema}.product_images (tenant_id, product_id, size, hash, bytes)
     select $1, id, size, 'sample', 'RIFF' from pictured, unnest(array['full', 'thumb']) as size
     on conflict (tenant_id, product_id, size) do update set hash = excluded.hash, bytes = excluded.bytes`,
    [id],
  )
}

/** Everything that is a company's, as one number: the same as long as nothing changes. */
export async function checksum({ client }: Cast, { id, schema }: Company): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_schema = $1 order by 1`,
    [schema],
  )
  const sums = rows.map(
    ({ name }) =>
      `(select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from ${name} t where tenant_id = $1)`,
  )
  return (await client.query(`select ${sums.join(' || ')} as sum`, [id])).rows[0].sum
}

/** The query without which a call is not complete. */
export function requiredQuery({ query }: Route): string {
  if (!query) return ''
  const { required = [], properties } = plainSchema(query, 'sent') as {
    required?: string[]
    properties: Record<string, JsonSchema>
  }
  return `?${new URLSearchParams(Object.fromEntries(required.map(name => [name, String(exampleOf(properties[name] as JsonSchema))])))}`
}
