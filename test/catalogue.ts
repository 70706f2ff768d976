/** What PostgreSQL's own catalogue says about locks 4 and 5: a new table is judged the day it is born. */
import type pg from 'pg'

/** Sentences about what is open; none when every tenant table of every schema is locked. */
export async function findFlaws(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ schema: string }>(
    `select 'shared' as schema union select placement_schema from platform.tenants where placement = 'schema' order by schema`,
  )
  const schemas = rows.map(row => row.schema)
  const found: string[] = []
  for (const [flaw, query] of Object.entries(questions)) {
    const { rows } = await client.query<{ name: string }>(query, [schemas, insertOnly])
    found.push(...rows.map(row => `${row.name} ${flaw}`))
  }
  return found
}

/** History that the application may add to and never change. */
const insertOnly = ['audit_log', 'moves', 'order_history']

const tables = `
  select c.*, c.oid::regclass::text as name, n.nspname as schema from pg_class c
  join pg_namespace n on n.oid = c.relnamespace where n.nspname = any ($1::text[]) and c.relkind in ('r', 'p') and $2::text[] is not null`

const rule = `(tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::bigint)`

const firstColumn = (keys: string) => `
  (select attname from pg_attribute a where a.attrelid = t.oid and a.attnum = ${keys})`

const questions: Record<string, string> = {
  'has no tenant_id': `
    with t as (${tables}) select name from t where not exists (
      select from pg_attribute where attrelid = t.oid and attname = 'tenant_id' and atttypid = 'int8'::regtype and attnotnull)`,
  'has no primary key that starts with tenant_id': `
    with t as (${tables}) select name from t where not exists (
      select from pg_constraint k where k.conrelid = t.oid and k.contype = 'p' and ${firstColumn('k.conkey[1]')} = 'tenant_id')`,
  'is a unique index that does not start with tenant_id': `
    with t as (${tables}) select i.indexrelid::regclass::text as name from t join pg_index i on i.indrelid = t.oid
    where i.indisunique and ${firstColumn('i.indkey[0]')} is distinct from 'tenant_id'`,
  'is a foreign key that does not start with tenant_id, or leaves its schema': `
    with t as (${tables}) select name || '.' || k.conname as name from t join pg_constraint k on k.conrelid = t.oid
    where k.contype = 'f' and not (${firstColumn('k.conkey[1]')} = 'tenant_id'
      and exists (select from pg_attribute a where a.attrelid = k.confrelid and a.attnum = k.confkey[1] and a.attname = 'tenant_id')
      and (select relnamespace from pg_class where oid = k.confrelid) = t.relnamespace)`,
  'has no row level security': `with t as (${tables}) select name from t where not relrowsecurity`,
  'does not force row level security': `with t as (${tables}) select name from t where not relforcerowsecurity`,
  'has another policy than the one of its tenant': `
    with t as (${tables}) select name from t left join pg_policy p on p.polrelid = t.oid group by name
    having count(p.oid) <> 1 or not bool_and(p.polcmd = '*' and p.polpermissive and p.polroles = '{0}'
      and pg_get_expr(p.polqual, p.polrelid) = $q$${rule}$q$ and pg_get_expr(p.polwithcheck, p.polrelid) = $q$${rule}$q$)`,
  'gives the application more than it needs': `
    with t as (${tables}) select name from t where has_table_privilege('quartermaster_app', oid, 'truncate, references, trigger')`,
  'is history that the application may change': `
    with t as (${tables}) select name from t where relname = any ($2)
    and (has_any_column_privilege('quartermaster_app', oid, 'update') or has_table_privilege('quartermaster_app', oid, 'delete'))`,
  'has a trigger or a rule': `
    with t as (${tables}) select name from t where exists (select from pg_trigger g where g.tgrelid = t.oid and not g.tgisinternal)
    or exists (select from pg_rewrite w where w.ev_class = t.oid)`,
  'is missing, or not as in the schema shared': `
    with t as (${tables}), shape as (select t.schema, t.relname, string_agg(a.attname || format_type(a.atttypid, a.atttypmod)
      || a.attnotnull::text || coalesce(pg_get_expr(d.adbin, d.adrelid), ''), ',' order by a.attname) as columns
      from t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum group by t.schema, t.relname)
    select s.schema || '.' || model.relname as name from unnest($1::text[]) s (schema) cross join shape model
    left join shape other on other.schema = s.schema and other.relname = model.relname
    where model.schema = 'shared' and other.columns is distinct from model.columns
    union select schema || '.' || relname from t where relname not in (select relname from shape where schema = 'shared')`,
  'is a view, which would read with its owner’s eyes': `
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('v', 'm', 'f') and n.nspname = any ($1::text[] || '{platform,public}'::text[]) and $2::text[] is not null`,
  'is a function that runs as its owner': `
    select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and n.nspname = any ($1::text[] || '{platform,public}'::text[]) and $2::text[] is not null`,
  'is a power that the application’s role must not have': `
    select power as name from pg_roles, unnest(array['superuser', 'bypassrls', 'createrole', 'createdb', 'replication'],
      array[rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication]) as x (power, has)
    where rolname = 'quartermaster_app' and has and $1::text[] is not null and $2::text[] is not null`,
  'is a role that the application’s may become': `
    select r.rolname as name from pg_auth_members m join pg_roles r on r.oid = m.roleid
    where m.member = 'quartermaster_app'::regrole and $1::text[] is not null and $2::text[] is not null`,
  'belongs to the application’s role': `
    select pg_describe_object(classid, objid, objsubid) as name from pg_shdepend
    where refobjid = 'quartermaster_app'::regrole and deptype = 'o' and $1::text[] is not null and $2::text[] is not null`,
  'is a schema in which the application may create': `
    select nspname as name from pg_namespace where nspname = any ($1::text[] || '{platform,public}'::text[])
    and has_schema_privilege('quartermaster_app', oid, 'create') and $2::text[] is not null`,
}
