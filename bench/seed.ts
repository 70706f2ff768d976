/**
 * Fills a deployment: many small companies, a large one, a huge one. Companies are made as the product makes them, their
 * goods by a few large statements past the application, in rows that are the same as the application's.
 */
import type pg from 'pg'
import { personRows } from '../server/features/people/person.ts'
import { provisionTenant } from '../server/features/tenants/provision.ts'
import { sql } from '../server/platform/sql.ts'
import type { Opened } from '../server/start.ts'
import { anySku, nameColumns } from './goods.ts'

export type Company = {
  tenantId: number
  owner: { userId: number; sessionId: number }
  customer: { userId: number; sessionId: number }
  locationId: number
  /** Its products' ids follow each other. */
  firstProduct: number
  products: number
}

export type Companies = { small: Company[]; large: Company; huge: Company }

export type Sizes = { companies: number; products: number; large: number; huge: number }

/** Makes what is missing and answers what is there. `admin` is past every policy, with `shared` as its search path. */
export async function seed(deployment: Opened, admin: pg.Client, sizes: Sizes): Promise<Companies> {
  if ((await readCompanies(admin)).length === 0) {
    await seedCompanies(deployment, admin, sizes)
    await seedGoods(admin, sizes)
  }
  await renewSessions(admin)
  return split(await readCompanies(admin), sizes)
}

const isOurs = `slug like 'bench-%'`

async function seedCompanies(deployment: Opened, admin: pg.Client, { companies }: Sizes): Promise<void> {
  // Far from each other and from every small number, so that a captured statement shows which number is what.
  await admin.query(`select setval('platform.users_id', 2000000), setval('platform.locations_id', 3000000),
    setval('platform.sessions_id', 4000000), setval('platform.products_id', 5000000), setval('platform.orders_id', 20000000),
    setval('platform.order_items_id', 30000000)`)
  for (let i = 0; i < companies + 2; i++) await seedCompany(deployment, i)
}

const meta = { ip: '127.0.0.1', userAgent: 'quartermaster bench', requestId: '' }

async function seedCompany(deployment: Opened, i: number): Promise<void> {
  const person = (username: string) => ({ username, email: `${username}@example.com`, passwordHash: 'nobody signs in' })
  await provisionTenant(deployment, {
    name: `Bench ${i}`,
    preset: 'store',
    placement: 'shared',
    owner: person(`owner${i}`),
    by: null,
    meta,
    also: async (tx, { tenant, ownerId }) => {
      const [next] = await tx.rows(sql<{ id: number }>`select nextval('platform.users_id') as id`)
      const customer = { ...person(`customer${i}`), role: 'customer', createdBy: ownerId }
      for (const statement of personRows(tenant.id, (next as { id: number }).id, customer)) tx.queue(statement)
    },
  })
}

async function seedGoods(admin: pg.Client, sizes: Sizes): Promise<void> {
  await admin.query(`set session_replication_role = replica; set synchronous_commit = off`)
  const { names, terms, shared } = nameColumns()
  await admin.query(
    `create temporary table words as select no - 1 as no, name, string_to_array(terms, ' ') as terms,
      string_to_array(shared, ' ')::int[] as shared
    from unnest($1::text[], $2::text[], $3::text[]) with ordinality as w (name, terms, shared, no)`,
    [names, terms, shared],
  )
  await admin.query(
    `create temporary table companies as
    select tenant_id, owner_id, location_id, adjustment_id, products,
      5000001 + coalesce(sum(products) over (order by tenant_id rows between unbounded preceding and 1 preceding), 0) as first_product
    from (select t.id as tenant_id, u.id as owner_id, l.id as location_id, a.id as adjustment_id,
        case row_number() over (order by t.id desc) when 1 then $3::bigint when 2 then $2 else $1 end as products
      from platform.tenants t
      join users u on u.tenant_id = t.id and u.username_key like 'owner%'
      join locations l on l.tenant_id = t.id and l.is_default
      join locations a on a.tenant_id = t.id and a.kind = 'adjustment'
      where t.${isOurs}) made`,
    [sizes.products, sizes.large, sizes.huge],
  )
  const indexes = await dropIndexes(admin)
  for (const statement of [...goodsStatements, ...indexes]) await admin.query(statement)
  await admin.query('reset session_replication_role; reset synchronous_commit')
  for (const statement of ['vacuum (analyze)', 'checkpoint']) await admin.query(statement)
}

/** Drops the indexes that no constraint needs, which are faster made anew than kept, and answers how they are made. */
async function dropIndexes(admin: pg.Client): Promise<string[]> {
  const { rows } = await admin.query<{ name: string; definition: string }>(`
    select indexrelid::regclass as name, pg_get_indexdef(indexrelid) as definition from pg_index
    where indrelid in ('products'::regclass, 'product_terms'::regclass, 'product_stock'::regclass, 'levels'::regclass, 'moves'::regclass)
      and not exists (select from pg_constraint where conindid = indexrelid)`)
  for (const { name } of rows) await admin.query(`drop index ${name}`)
  return rows.map(({ definition }) => definition)
}

const goods = `companies c cross join lateral generate_series(0, c.products - 1) n`

const goodsStatements = [
  `insert into products (tenant_id, id, name, name_key, sku, sku_key, price_minor, track_stock, created_by, created_at, updated_at)
    select c.tenant_id, c.first_product + n, w.name, lower(w.name), sku, lower(sku), 1000 + n * 7919 % 90000, true, c.owner_id, at, at
    from ${goods}
    join words w on w.no = n * 2654435761 % (select count(*) from words)
    cross join lateral (select 'SKU' || lpad(n::text, 7, '0') as sku, now() - (c.products - n) * interval '1 second' as at) made`,
  `insert into product_terms (tenant_id, term, product_id, shared, is_active)
    select p.tenant_id, case t.term when '${anySku}' then p.sku_key else t.term end, p.id, t.shared, true
    from products p join words w on w.name = p.name cross join lateral unnest(w.terms, w.shared) as t (term, shared)`,
  `insert into product_stock (tenant_id, product_id, on_hand_milli)
    select c.tenant_id, c.first_product + n, 1000000000 from ${goods}`,
  `insert into levels (tenant_id, product_id, location_id, on_hand_milli)
    select c.tenant_id, c.first_product + n, c.location_id, 1000000000 from ${goods}`,
  `insert into moves (tenant_id, product_id, from_location_id, to_location_id, quantity_milli, value_minor, reason, cause_type, actor_id)
    select c.tenant_id, c.first_product + n, c.adjustment_id, c.location_id, 1000000000, 0, 'Opening stock', 'opening', c.owner_id
    from ${goods}`,
  `update heads h set products_count = c.products, active_products_count = c.products from companies c where h.tenant_id = c.tenant_id`,
  `select setval('platform.products_id', (select max(id) from products))`,
]

async function renewSessions(admin: pg.Client): Promise<void> {
  await admin.query(`delete from sessions where tenant_id in (select id from platform.tenants where ${isOurs})`)
  await admin.query(`insert into sessions (tenant_id, user_id, issued_at, created_at, last_used_at, expires_at)
    select tenant_id, id, now(), now(), now(), now() + interval '7 days' from users
    where tenant_id in (select id from platform.tenants where ${isOurs}) order by tenant_id, id`)
}

type CompanyRow = {
  tenant_id: string
  owner_id: string
  owner_session: string
  customer_id: string
  customer_session: string
  location_id: string
  first_product: string
  products: string
}

async function readCompanies(admin: pg.Client): Promise<Company[]> {
  const { rows } = await admin.query<CompanyRow>(`
    select t.id as tenant_id, o.id as owner_id, os.id as owner_session, c.id as customer_id, cs.id as customer_session,
      l.id as location_id, h.products_count as products,
      (select p.id from products p where p.tenant_id = t.id order by p.id limit 1) as first_product
    from platform.tenants t
    join heads h on h.tenant_id = t.id
    join users o on o.tenant_id = t.id and o.username_key like 'owner%'
    join users c on c.tenant_id = t.id and c.username_key like 'customer%'
    join locations l on l.tenant_id = t.id and l.is_default
    left join sessions os on os.tenant_id = t.id and os.user_id = o.id
    left join sessions cs on cs.tenant_id = t.id and cs.user_id = c.id
    where t.${isOurs} order by t.id`)
  return rows.map(row => ({
    tenantId: Number(row.tenant_id),
    owner: { userId: Number(row.owner_id), sessionId: Number(row.owner_session) },
    customer: { userId: Number(row.customer_id), sessionId: Number(row.customer_session) },
    locationId: Number(row.location_id),
    firstProduct: Number(row.first_product),
    products: Number(row.products),
  }))
}

function split(companies: Company[], sizes: Sizes): Companies {
  const [large, huge] = companies.slice(-2)
  const small = companies.slice(0, -2)
  if (!large || !huge || small.length !== sizes.companies || huge.products < sizes.huge)
    throw new Error('this folder was filled with companies of other sizes')
  return { small, large, huge }
}
