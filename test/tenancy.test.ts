/** The locks between companies, each tried once as it is and once taken away: then something here must notice. */
import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDoor } from '../server/platform/door.ts'
import { createLog } from '../server/platform/log.ts'
import { sql } from '../server/platform/sql.ts'
import { findFlaws } from './catalogue.ts'
import { type TestDatabase, testDatabase } from './database.ts'

const root = new URL('../', import.meta.url)

let database: TestDatabase
let owner: pg.Client
let app: pg.Client
let ours: number
let theirs: { id: number; schema: string }

beforeAll(async () => {
  database = await testDatabase()
  owner = await connected(database.ownerUrl)
  app = await connected(database.appUrl)
  const { rows } = await owner.query(
    `select id::int, placement_schema as schema from platform.tenants where id > 1 order by id`,
  )
  ours = rows.find(row => row.schema === 'shared').id
  theirs = rows.find(row => row.schema !== 'shared')
})
afterAll(async () => {
  await Promise.all([owner.end(), app.end()])
  await database.drop()
})

describe('lock 1, the type', () => {
  test('what must not compile does not, and all else does', async () => {
    const tsc = ['node_modules/typescript/bin/tsc', '-p', '.']
    await promisify(execFile)(process.execPath, tsc, { cwd: root }).catch(error => expect.fail(error.stdout))
  }, 180_000)
})

describe('lock 3, the door', () => {
  test('nothing but the door and what works on the owner’s connection knows the driver', async () => {
    const files = (await readdir(new URL('server/', root), { recursive: true })).filter(file =>
      /(?<!\.test)\.ts$/.test(file),
    )
    const texts = await Promise.all(files.map(file => readFile(new URL(`server/${file}`, root), 'utf8')))
    const knowing = files.filter((_, i) => /from 'pg'/.test(texts[i] as string)).toSorted()
    const elsewhere = knowing.filter(file => !file.startsWith('platform/door/') && file !== 'platform/batch.ts')
    expect(elsewhere).toEqual([
      'cli/generate.ts',
      'cli/schema-dump.ts',
      'platform/embedded/server.ts',
      'platform/migrate.ts',
    ])
  })

  test('no tenant, no rows: not before one was entered, not after one was left', async () => {
    expect(await count(app, 'shared.products')).toBe(0)
    await inTenant(ours, 'shared', async () => expect(await count(app, 'products')).toBeGreaterThan(0))
    expect(await count(app, 'shared.products')).toBe(0)
    await app.query(`set app.tenant_id = ''`)
    expect(await count(app, 'shared.products')).toBe(0)
  })

  test('without a tenant nothing can be written', async () => {
    await expect(
      app.query(`insert into shared.roles (tenant_id, name, name_key) values (${ours}, 'x', 'x')`),
    ).rejects.toThrow('row-level security')
    expect((await app.query(`update shared.products set name = 'x'`)).rowCount).toBe(0)
  })

  test('a directory statement sees no tenant’s rows', async () => {
    const door = await openDoor({ url: database.appUrl, ownerUrl: database.ownerUrl, log: createLog('silent') })
    try {
      expect(await door.directory.rows(sql`select id from shared.products`)).toEqual([])
    } finally {
      await door.close()
    }
  })

  test('a company that lives elsewhere is not entered', async () => {
    await expect(inTenant(ours, theirs.schema, async () => {})).rejects.toMatchObject({ code: 'QM001' })
    await expect(inTenant(theirs.id, 'shared', async () => {})).rejects.toMatchObject({ code: 'QM001' })
    await expect(inTenant(999_999, 'shared', async () => {})).rejects.toMatchObject({ code: 'QM001' })
  })
})

describe('lock 4, the role', () => {
  test('the server does not start as a role that may pass row level security', async () => {
    const role = `strong_${database.name}`
    await owner.query(`create role ${role} login password 'x' bypassrls`)
    const url = Object.assign(new URL(database.appUrl), { username: role, password: 'x' }).href
    await expect(openDoor({ url, ownerUrl: database.ownerUrl, log: createLog('silent') })).rejects.toThrow()
    await expect(
      openDoor({ url: database.ownerUrl, ownerUrl: database.ownerUrl, log: createLog('silent') }),
    ).rejects.toThrow()
    await owner.query(`drop role ${role}`)
  })
})

describe('lock 5, the schema', () => {
  test('inside one company, another’s rows are neither seen nor changed nor made', async () => {
    const { rows } = await owner.query(`select id from shared.users where tenant_id = 1 limit 1`)
    await inTenant(ours, 'shared', async () => {
      expect((await app.query('select from users where tenant_id <> $1', [ours])).rowCount).toBe(0)
      expect((await app.query('update users set name = name where id = $1', [rows[0].id])).rowCount).toBe(0)
      await expect(app.query(`insert into roles (tenant_id, name, name_key) values (1, 'x', 'x')`)).rejects.toThrow(
        'row-level security',
      )
    })
    await inTenant(ours, 'shared', () =>
      expect(app.query('update users set tenant_id = 1 where tenant_id = $1', [ours])).rejects.toThrow(
        'row-level security',
      ),
    )
  })

  test('a reference to another company’s row is refused by the key itself', async () => {
    const { rows } = await owner.query('select id from shared.users where tenant_id = 1 limit 1')
    await inTenant(ours, 'shared', async () => {
      const assign = app.query('update products set assigned_to = $1 where tenant_id = $2', [rows[0].id, ours])
      await expect(assign).rejects.toMatchObject({ code: '23503' })
    })
  })

  test('a plain foreign key would have taken it: that is why they are composite', async () => {
    const { rows } = await owner.query('select id from shared.users where tenant_id = 1 limit 1')
    await undone(async () => {
      await owner.query(`alter table shared.users add constraint plain unique (id);
        alter table shared.products drop constraint products_tenant_id_assigned_to_fkey;
        alter table shared.products add foreign key (assigned_to) references shared.users (id);
        set local role quartermaster_app; select platform.begin_tenant(${ours}, 'shared')`)
      const { rowCount } = await owner.query('update products set assigned_to = $1 where tenant_id = $2', [
        rows[0].id,
        ours,
      ])
      expect(rowCount).toBeGreaterThan(0)
    })
  })

  test('even the owner of the tables is bound', async () => {
    await undone(async () => {
      await owner.query(`set local role quartermaster_owner; select platform.begin_tenant(${ours}, 'shared')`)
      expect((await owner.query('select from users where tenant_id <> $1', [ours])).rowCount).toBe(0)
    })
  })

  test('history cannot be changed', async () => {
    for (const table of ['audit_log', 'moves', 'order_history'])
      for (const change of [`update ${table} set tenant_id = tenant_id`, `delete from ${table}`, `truncate ${table}`])
        await inTenant(ours, 'shared', () => expect(app.query(change)).rejects.toMatchObject({ code: '42501' }))
  })
})

describe('lock 6, the catalogue', () => {
  test('everything is locked, in both placements', async () => {
    expect(await findFlaws(owner)).toEqual([])
  })

  test.each([
    ['a policy is dropped', 'drop policy tenant on products', 'shared.products has another policy'],
    [
      'a policy lets rows in unchecked',
      'alter policy tenant on products with check (true)',
      'shared.products has another policy',
    ],
    ['a policy shows everything', 'alter policy tenant on products using (true)', 'shared.products has another policy'],
    ['a second policy is added', 'create policy more on products using (true)', 'shared.products has another policy'],
    [
      'row level security is not forced',
      'alter table products no force row level security',
      'shared.products does not force',
    ],
    [
      'row level security is off',
      'alter table products disable row level security',
      'shared.products has no row level security',
    ],
    ['a table forgets its company', 'create table notes (id bigint primary key)', 'shared.notes has no tenant_id'],
    [
      'a table is made without protection',
      'create table notes (tenant_id bigint not null, id bigint, primary key (tenant_id, id))',
      'shared.notes has no row level security',
    ],
    [
      'a primary key is the id alone',
      'create table notes (tenant_id bigint not null, id bigint primary key)',
      'shared.notes has no primary key',
    ],
    [
      'a unique index spans companies',
      'create unique index skus on products (sku_key)',
      'shared.skus is a unique index',
    ],
    [
      'a foreign key is plain',
      'create unique index u on users (id); alter table products add constraint plain foreign key (assigned_to) references users (id)',
      'shared.products.plain is a foreign key',
    ],
    [
      'the application may truncate',
      'grant truncate on products to quartermaster_app',
      'shared.products gives the application more',
    ],
    [
      'the application may change history',
      'grant update (reason) on moves to quartermaster_app',
      'shared.moves is history',
    ],
    [
      'the application may delete audit entries',
      'grant delete on audit_log to quartermaster_app',
      'shared.audit_log is history',
    ],
    [
      'the application owns a table',
      'grant create on schema shared to quartermaster_app; alter table products owner to quartermaster_app',
      'shared.products belongs to',
    ],
    [
      'the application may create tables',
      'grant create on schema shared to quartermaster_app',
      'shared is a schema in which',
    ],
    ['the application passes row level security', 'alter role quartermaster_app bypassrls', 'bypassrls is a power'],
    [
      'the application may become the owner',
      'grant quartermaster_owner to quartermaster_app',
      'quartermaster_owner is a role',
    ],
    ['a view is made', 'create view everything as select * from products', 'shared.everything is a view'],
    [
      'a function runs as its owner',
      'create function f() returns int language sql security definer return 1',
      'f() is a function',
    ],
    [
      'a trigger is made',
      'create trigger t before update on products for each row execute function suppress_redundant_updates_trigger()',
      'shared.products has a trigger',
    ],
    [
      'a column is missing in shared alone',
      'alter table products add column colour text',
      '.products is missing, or not as',
    ],
  ])('it is noticed when %s', async (_what, mutation, flaw) => {
    await undone(async () => {
      await owner.query(`set local search_path = shared; ${mutation}; set local search_path = public`)
      expect((await findFlaws(owner)).join('\n')).toContain(flaw)
    })
  })

  test('it is noticed in a company’s own schema too', async () => {
    await undone(async () => {
      await owner.query(`alter table ${theirs.schema}.products no force row level security`)
      expect(await findFlaws(owner)).toEqual([`${theirs.schema}.products does not force row level security`])
    })
  })
})

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

async function count(client: pg.Client, table: string): Promise<number> {
  return Number((await client.query(`select count(*) from ${table}`)).rows[0].count)
}

/** Works as the application inside a company, and undoes it. */
async function inTenant(tenantId: number, schema: string, work: () => Promise<unknown>): Promise<void> {
  await app.query('begin')
  try {
    await app.query('select platform.begin_tenant($1, $2)', [tenantId, schema])
    await work()
  } finally {
    await app.query('rollback')
  }
}

/** Works as the superuser, and undoes it. */
async function undone(work: () => Promise<unknown>): Promise<void> {
  await owner.query('begin')
  try {
    await work()
  } finally {
    await owner.query('rollback')
  }
}
