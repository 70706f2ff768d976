/** Runs after every other file (vitest.config.ts), so that it sees each statement that the whole suite executed. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { lintStatement } from './sql-lint.ts'
import { tenantTables } from './tenant-tables.ts'

const tables = new Set(['products', 'orders', 'heads'])

test.each([
  'select id from products where tenant_id = $1',
  'select id from products where tenant_id = $1::bigint and id = $2 for update',
  'select p.id from products p join orders o on o.tenant_id = $1 and o.id = p.id where p.tenant_id = $2',
  'select p.id from orders left join products p on $1 = p.tenant_id where orders.tenant_id = $1',
  'with products as (select 1 as id) select id from products',
  'with t as (update heads set seq = seq + 1 where tenant_id = $1 returning seq) insert into orders (tenant_id, id) select $2, seq from t',
  'select count(*) from (select from products where tenant_id = $1 limit 10) x',
  'select 1 from platform.tenants t where exists (select from orders where tenant_id = $1 and id = t.id)',
  'insert into products (tenant_id, id) values ($1, $2) on conflict (tenant_id, id) do update set id = excluded.id',
  'delete from orders using products p where orders.tenant_id = $1 and p.tenant_id = $1 and p.id = orders.id',
  'select * from platform.products',
  'begin',
  'set local lock_timeout = 250',
])('keeps the rules: %s', text => {
  expect(lintStatement(text, tables)).toEqual([])
})

test.each([
  'select id from products',
  'select id from products where id = $1',
  'select id from products where tenant_id = 7',
  'select id from products where tenant_id <> $1',
  'select id from products where tenant_id = $1 or id = $2',
  'select id from shared.products where id = $1',
  'select p.id from products p join orders o on o.tenant_id = p.tenant_id where p.tenant_id = $1',
  'select p.id from products p, orders o where p.tenant_id = $1',
  'select id from orders where tenant_id = $1 and exists (select from products p where p.id = orders.id)',
  'select id from orders where tenant_id = $1 union all select id from products where id = $2',
  'with t as (select id from products) select id from t',
  'select (select count(*) from products) from orders where tenant_id = $1',
  'update products set id = $1 where id = $2',
  'update products set id = o.id from orders o where products.tenant_id = $1',
  'delete from products where id = $1',
  'insert into products (id) values ($1)',
  'insert into products values ($1, $2)',
  'insert into orders (tenant_id, id) select $1, id from products',
  'insert into orders (tenant_id, at) values ($1, $2) on conflict (tenant_id) do update set at = now()',
  'select pg_advisory_xact_lock($1)',
])('breaks them: %s', text => {
  expect(lintStatement(text, tables)).toHaveLength(1)
})

test('every statement that the suite executed keeps the rules', async () => {
  const names = await tenantTables()
  const faults = executedStatements().flatMap(text => lintStatement(text, names).map(fault => `${fault}: ${text}`))
  expect(faults).toEqual([])
})

/** As test/statements.ts noted them, one file per worker; none when this file runs alone. */
function executedStatements(): string[] {
  const prefix = process.env.QM_STATEMENTS as string
  const files = readdirSync(dirname(prefix)).filter(file => file.startsWith(`${basename(prefix)}.`))
  const lines = files.flatMap(file =>
    readFileSync(join(dirname(prefix), file), 'utf8')
      .trimEnd()
      .split('\n'),
  )
  return [...new Set(lines)].map(line => JSON.parse(line))
}
