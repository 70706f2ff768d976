/**
 * Fills two companies with the same orders: one placed them over a year, the other within a month. Companies and people are
 * made as the product makes them, the orders by a few large statements past the application, in rows that are the same as
 * the application's.
 */
import type pg from 'pg'
import { personRows } from '../server/features/people/person.ts'
import { provisionTenant } from '../server/features/tenants/provision.ts'
import { sql } from '../server/platform/sql.ts'
import type { Opened } from '../server/start.ts'

export type Span = 'year' | 'month'
export type ReportCompany = { span: Span; tenantId: number; userId: number; sessionId: number }

const days: Record<Span, number> = { year: 365, month: 29.9 }
const meta = { ip: '127.0.0.1', userAgent: 'quartermaster bench', requestId: '' }

/** `admin` is past every policy, with `shared` as its search path. */
export async function seedReports(deployment: Opened, admin: pg.Client, orders: number): Promise<ReportCompany[]> {
  const spans = ['year', 'month'] as const
  for (const span of spans) await seedCompany(deployment, span)
  await admin.query('set session_replication_role = replica; set synchronous_commit = off')
  for (const span of spans) await seedOrders(admin, span, orders)
  await admin.query('reset session_replication_role; reset synchronous_commit')
  for (const statement of ['vacuum (analyze)', 'checkpoint']) await admin.query(statement)
  return Promise.all(spans.map(span => openSession(admin, span)))
}

async function seedCompany(deployment: Opened, span: Span): Promise<void> {
  const person = (username: string) => ({ username, email: `${username}@example.com`, passwordHash: 'nobody signs in' })
  await provisionTenant(deployment, {
    name: `Reports ${span}`,
    preset: 'controlled',
    placement: 'shared',
    owner: person(`${span}_owner`),
    by: null,
    meta,
    also: async (tx, { tenant, ownerId }) => {
      const people = [...named(span, 'manager', 4), ...named(span, 'customer', 50)]
      const ids = await tx.rows(sql<{ id: number }>`
        select nextval('platform.users_id') as id from generate_series(1, ${people.length})`)
      for (const [i, { username, role }] of people.entries()) {
        const rows = personRows(tenant.id, ids[i]?.id ?? 0, { ...person(username), role, createdBy: ownerId })
        for (const statement of rows) tx.queue(statement)
      }
    },
  })
}

function named(span: Span, role: string, count: number) {
  return Array.from({ length: count }, (_, i) => ({ username: `${span}_${role}${i}`, role }))
}

async function seedOrders(admin: pg.Client, span: Span, orders: number): Promise<void> {
  await admin.query(companyTable, [`reports-${span}`])
  await admin.query(placedTable, [orders, days[span]])
  for (const statement of statements) await admin.query(statement)
  await admin.query('drop table company, placed, lines')
}

const products = 1_000

const companyTable = `create temporary table company as
  select t.id as tenant_id, o.id as owner_id, l.id as location_id,
    (select id from locations v where v.tenant_id = t.id and v.kind = 'customer') as customers_id,
    (select id from locations v where v.tenant_id = t.id and v.kind = 'supplier') as supplier_id,
    (select id from locations v where v.tenant_id = t.id and v.kind = 'adjustment') as adjustment_id,
    nextval('platform.products_id') as first_product, setval('platform.products_id', currval('platform.products_id') + ${products}),
    (select array_agg(u.id order by u.id) from users u where u.tenant_id = t.id and u.username like '%manager%') as managers,
    (select array_agg(u.id order by u.id) from users u where u.tenant_id = t.id and u.username like '%customer%') as customers
  from platform.tenants t
  join users o on o.tenant_id = t.id and o.username like '%owner'
  join locations l on l.tenant_id = t.id and l.is_default
  where t.slug = $1`

// Numbers that look drawn, the same every time: a year's share of states, kinds, deciders and waits of a minute to three days.
const placedTable = `create temporary table placed as
  select n, nextval('platform.orders_id') as id, at, kind, customers[1 + n * 7919 % 50] as customer_id,
    managers[1 + n * 104729 % 4] as decider_id, least(at + wait * interval '1 second', now()) as decided_at,
    least(at + wait * interval '2 seconds', now()) as fulfilled_at,
    case when n * 7877 % 100 < 82 then 'fulfilled' when n * 7877 % 100 < 90 then 'cancelled' when n * 7877 % 100 < 94 then 'rejected'
      when n * 7877 % 100 < 97 then 'approved' else 'pending' end as status
  from company, generate_series(1, $1::bigint) n
  cross join lateral (select now() - $2::float8 * interval '1 day' * (1 - n / $1::float8) as at,
    case when n * 6151 % 10 = 0 then 'restock' else 'sale' end as kind,
    60 + (n * 2654435761 % 259200) * (n * 40503 % 1000) / 1000 as wait) drawn
  order by n`

const linesTable = `create temporary table lines as
  select nextval('platform.order_items_id') as id, p.id as order_id, p.n, k, p.kind, p.status, p.fulfilled_at,
    c.first_product + product as product_id, quantity * 1000 as quantity, 1000 + product * 7919 % 90000 as price,
    case when p.status = 'fulfilled' then quantity * 1000 else 0 end as fulfilled
  from company c, placed p cross join generate_series(0, 1) k
  cross join lateral (select (p.n * 2654435761 + k * 500) % ${products} as product, 1 + (p.n + k) % 9 as quantity) drawn
  order by p.n, k`

const statements = [
  linesTable,
  `insert into products (tenant_id, id, name, name_key, sku, sku_key, price_minor, cost_minor, track_stock, created_by)
    select tenant_id, first_product + n, 'Thing ' || n, 'thing ' || n, 'SKU' || n, 'sku' || n, 1000 + n * 7919 % 90000, 500, true, owner_id
    from company, generate_series(0, ${products - 1}) n`,
  `insert into order_items (tenant_id, id, order_id, product_id, name, sku, tracked, quantity_milli, fulfilled_milli, unit_price_minor,
      total_minor)
    select tenant_id, l.id, order_id, product_id, 'Thing', 'SKU', true, quantity, fulfilled, price, price * quantity / 1000
    from company, lines l order by l.id`,
  `insert into orders (tenant_id, id, number, kind, status, customer_id, created_by, location_id, currency, total_minor, created_at,
      updated_at)
    select tenant_id, p.id, n, kind, status, case kind when 'sale' then customer_id end,
      case kind when 'sale' then customer_id else decider_id end, case kind when 'restock' then location_id end, 'USD', t.total,
      at, coalesce(fulfilled_at, at)
    from company, placed p
    join (select order_id, sum(price * quantity / 1000) as total from lines group by order_id) t on t.order_id = p.id order by n`,
  `insert into order_history (tenant_id, order_id, action, from_status, to_status, actor_id, at, placed_at, waited_s)
    select tenant_id, id, h.action, h.from_status, h.to_status, h.actor, h.at, case h.from_status when 'pending' then placed.at end,
      case h.from_status when 'pending' then extract(epoch from h.at - placed.at)::bigint end from company, placed
    cross join lateral (values ('placed', null, 'pending', customer_id, at),
      (case status when 'rejected' then 'rejected' else 'approved' end, 'pending',
        case status when 'rejected' then 'rejected' else 'approved' end, decider_id, decided_at),
      (status, 'approved', status, decider_id, fulfilled_at)) as h (action, from_status, to_status, actor, at)
    where h.from_status is null or (h.from_status = 'pending' and status <> 'pending')
      or (h.from_status = 'approved' and status in ('fulfilled', 'cancelled'))
    order by h.at`,
  `insert into sales_days (tenant_id, day, product_id, orders, lines, filled_lines, ordered_milli, fulfilled_milli, total_minor)
    select tenant_id, (p.at at time zone 'UTC')::date, l.product_id, count(*) filter (where l.k = 0), count(*),
      count(*) filter (where l.fulfilled = l.quantity), sum(l.quantity), sum(l.fulfilled), sum(l.price * l.quantity / 1000)
    from company, lines l join placed p on p.id = l.order_id
    where p.kind = 'sale' and p.status in ('pending', 'approved', 'fulfilled') group by 1, 2, 3 order by 2, 3`,
  `insert into moves (tenant_id, product_id, from_location_id, to_location_id, quantity_milli, value_minor, reason, cause_type, actor_id, at)
    select tenant_id, first_product + n, adjustment_id, location_id, 100000000, 50000000, 'Opening stock', 'opening', owner_id,
      (select min(at) from placed) from company, generate_series(0, ${products - 1}) n`,
  `insert into moves (tenant_id, product_id, from_location_id, to_location_id, quantity_milli, value_minor, reason, cause_type, cause_id, at)
    select tenant_id, product_id, case kind when 'sale' then location_id else supplier_id end,
      case kind when 'sale' then customers_id else location_id end, quantity, quantity / 2, 'Order', 'order', order_id, fulfilled_at
    from company, lines where status = 'fulfilled' order by fulfilled_at`,
  `insert into reservations (tenant_id, order_id, order_item_id, product_id, location_id, quantity_milli)
    select tenant_id, order_id, id, product_id, location_id, quantity from company, lines
    where kind = 'sale' and status in ('pending', 'approved')`,
  `insert into levels (tenant_id, product_id, location_id, on_hand_milli, reserved_milli, incoming_milli)
    select tenant_id, first_product + n, location_id, 100000000 + coalesce(on_hand, 0), coalesce(reserved, 0), coalesce(incoming, 0)
    from company cross join generate_series(0, ${products - 1}) n
    left join (select product_id, sum(case kind when 'sale' then -fulfilled else fulfilled end) as on_hand,
        sum(quantity) filter (where kind = 'sale' and status in ('pending', 'approved')) as reserved,
        sum(quantity) filter (where kind = 'restock' and status = 'approved') as incoming
      from lines group by product_id) l on l.product_id = first_product + n`,
  `insert into product_stock (tenant_id, product_id, on_hand_milli, reserved_milli, incoming_milli, value_minor)
    select l.tenant_id, product_id, on_hand_milli, reserved_milli, incoming_milli, on_hand_milli / 2
    from levels l join company c on c.tenant_id = l.tenant_id`,
  `update heads h set order_number = (select max(n) from placed), products_count = ${products}, active_products_count = ${products}
    from company c where h.tenant_id = c.tenant_id`,
]

async function openSession(admin: pg.Client, span: Span): Promise<ReportCompany> {
  const { rows } = await admin.query(
    `insert into sessions (tenant_id, user_id, issued_at, created_at, last_used_at, expires_at)
    select tenant_id, id, now(), now(), now(), now() + interval '7 days' from users where username = $1
    returning tenant_id, user_id, id`,
    [`${span}_owner`],
  )
  const [{ tenant_id, user_id, id }] = rows
  return { span, tenantId: Number(tenant_id), userId: Number(user_id), sessionId: Number(id) }
}
