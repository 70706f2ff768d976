/** Test support: a small database with twenty tenants in both placements, and doors to it. */
import { once } from 'node:events'
import net from 'node:net'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest'
import { asAdmin, databaseNamed } from '../../../test/database.ts'
import { untilPasses } from '../../../test/until.ts'
import { type Door, type DoorOptions, openDoor } from '../door.ts'
import { sql } from '../sql.ts'

export const tenants = Array.from({ length: 20 }, (_, i) => i + 1)
/** Even ones have their own schema. */
export const schemaOf = (id: number) => (id % 2 === 0 ? `t_${id}` : 'shared')

export const log = { warn: vi.fn(), error: vi.fn() }

/** Each tenant has notes 1 to 3. */
export type Note = { tenant_id: number; id: number; body: string }
export const seven = { tenantId: 7 }
export const allNotes = sql<Note>`select tenant_id, id, body from notes order by id`
export const broken = sql`select 1 / 0 as broken`
export const pid = sql<{ pid: number }>`select pg_backend_pid() as pid`
export const asleep = sql`select pg_sleep(10)`
/** Two notes in one slot fail at COMMIT. */
export const insert = (tenantId: number, id: number, slot: number | null = null) =>
  sql`insert into notes (tenant_id, id, body, slot) values (${tenantId}, ${id}, 'new', ${slot})`
export const notesOf = (door: Door, tenantId: number) => door.read({ tenantId }, tx => tx.rows(allNotes))
export const idsOf = async (door: Door, tenantId: number) => (await notesOf(door, tenantId)).map(note => note.id)
export const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

/** Makes the database before the tests of a file and drops it after them; doors are closed after each test. */
export function useScratch() {
  const database = `qm_door_${process.pid}_${Math.random().toString(36).slice(2, 8)}`
  const { ownerUrl, appUrl, drop } = databaseNamed(database)
  const admin = new pg.Client({ connectionString: ownerUrl })
  const doors: Door[] = []

  beforeAll(async () => {
    await asAdmin(`create database ${database}`)
    await admin.connect()
    await admin.query(fixture(database))
  })
  afterEach(async () => {
    await Promise.all(doors.splice(0).map(door => door.close(0)))
  })
  afterAll(async () => {
    await admin.end()
    await drop()
  })

  return {
    database,
    /** Opens a door with one connection of each kind. */
    async open(options: Partial<DoorOptions> = {}): Promise<Door> {
      const door = await openDoor({ url: appUrl, ownerUrl, log, readConnections: 1, writeConnections: 1, ...options })
      doors.push(door)
      return door
    },
    /** Past every policy. */
    asSuperuser: (text: string, values: unknown[] = []) => admin.query(text, values),
    scriptAsSuperuser: (text: string) => admin.query(text),
    urlOf: (username: string, password: string) => Object.assign(new URL(ownerUrl), { username, password }).href,
    /** The only backend that waits for this. */
    backendWaitingFor: (event: string) => untilPasses(() => backendWaitingFor(admin, database, event)),
    cuttingProxy: () => cuttingProxy(admin, appUrl),
  }
}

async function backendWaitingFor(admin: pg.Client, database: string, event: string): Promise<number> {
  const find = 'select pid from pg_stat_activity where datname = $1 and wait_event = $2'
  const { rows } = await admin.query(find, [database, event])
  expect(rows).toHaveLength(1)
  return rows[0].pid
}

function fixture(database: string): string {
  return `
    ${makeRole('quartermaster_owner nologin')}
    ${makeRole('quartermaster_app login')}
    alter database ${database} set deadlock_timeout = '20ms';
    create schema platform;
    create table platform.tenants (id bigint primary key, placement_schema text not null);
    create sequence platform.conflicts;
    create function platform.begin_tenant(tenant_id bigint, schema text) returns text language plpgsql as $$
    begin
      if not exists (select from platform.tenants t
        where t.id = begin_tenant.tenant_id and t.placement_schema = schema) then
        raise exception 'tenant % does not live in %', tenant_id, schema using errcode = 'QM001';
      end if;
      execute format('set local app.tenant_id = %s; set local search_path = %I', tenant_id, schema);
      return 'active';
    end $$;
    create function platform.conflict(times int) returns bigint language plpgsql as $$
    declare n bigint := nextval('platform.conflicts');
    begin
      if n <= times then raise exception 'conflict %', n using errcode = '40001'; end if;
      return n;
    end $$;
    grant usage on schema platform to quartermaster_app;
    grant select on platform.tenants to quartermaster_app;
    grant usage on platform.conflicts to quartermaster_app;
    ${[...new Set(tenants.map(schemaOf))].map(tablesIn).join('')}
    ${tenants.map(rowsFor).join('')}
    grant usage on schema platform to quartermaster_owner;
    grant select on platform.tenants to quartermaster_owner;
    grant usage, create on schema shared to quartermaster_owner;
    alter table shared.notes owner to quartermaster_owner;`
}

// Roles belong to the whole server, other tests use the same ones: made where missing, never dropped.
function makeRole(role: string): string {
  return `do $$ begin create role ${role}; exception when duplicate_object or unique_violation then null; end $$;`
}

function tablesIn(schema: string): string {
  return `
    create schema ${schema};
    create table ${schema}.notes (tenant_id bigint not null, id int not null, body text not null, slot int,
      primary key (tenant_id, id), unique (tenant_id, slot) deferrable initially deferred);
    alter table ${schema}.notes enable row level security;
    alter table ${schema}.notes force row level security;
    create policy tenant on ${schema}.notes using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::bigint)
      with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::bigint);
    grant usage on schema ${schema} to quartermaster_app;
    grant select, insert, update, delete on ${schema}.notes to quartermaster_app;`
}

function rowsFor(id: number): string {
  return `
    insert into platform.tenants values (${id}, '${schemaOf(id)}');
    insert into ${schemaOf(id)}.notes select ${id}, n, 'note of ${id}' from generate_series(1, 3) n;`
}

/** Passes everything on to the database until told to cut the connection at its next answer. */
async function cuttingProxy({ host, port }: pg.Client, url: string) {
  const sockets = new Set<net.Socket>()
  let cutting = false
  const proxy = net.createServer(socket => {
    const upstream = host.startsWith('/') ? net.connect(`${host}/.s.PGSQL.${port}`) : net.connect(port, host)
    for (const end of [socket, upstream])
      sockets.add(end.on('error', () => {}).on('close', () => cut(socket, upstream)))
    socket.pipe(upstream)
    upstream.on('data', data => {
      if (!cutting) return socket.write(data)
      cutting = false
      cut(socket, upstream)
    })
  })
  await once(proxy.listen(0, '127.0.0.1'), 'listening')
  return {
    url: Object.assign(new URL(url), { host: `127.0.0.1:${(proxy.address() as net.AddressInfo).port}`, search: '' })
      .href,
    cutAnswers: () => {
      cutting = true
    },
    close: () => {
      proxy.close()
      cut(...sockets)
    },
  }
}

function cut(...sockets: net.Socket[]): void {
  for (const socket of sockets) socket.destroy()
}
