-- What the whole deployment shares: the tenants, where each one lives, and who signs in where.
-- Nothing here refers to a tenant table; the application role may read all of it and write little.

create table platform.tenants (
  id bigint primary key,
  slug text collate "C" not null unique,
  name text not null,
  name_key text collate "C" not null unique,
  placement text not null check (placement in ('shared', 'schema')),
  placement_schema text not null,
  preset text not null check (preset in ('store', 'stockroom', 'controlled')),
  status text not null default 'active' check (status in ('pending_approval', 'active', 'suspended')),
  suspended_at timestamptz,
  purge_at timestamptz,
  created_at timestamptz not null default now(),
  check (placement_schema = case placement when 'shared' then 'shared' else 't_' || id end)
);

create index tenants_created on platform.tenants (created_at, id);

create table platform.domains (
  domain text primary key,
  tenant_id bigint not null references platform.tenants (id) on delete cascade
);
create index domains_tenant on platform.domains (tenant_id);

-- The login directory: one namespace of login names for the deployment. It says where to look, never who someone is.
create table platform.logins (
  login_key text collate "C" primary key,
  username text not null,
  email text not null,
  email_key text collate "C" not null,
  tenant_id bigint not null references platform.tenants (id) on delete cascade,
  user_id bigint not null,
  unique (tenant_id, user_id)
);
create index logins_email on platform.logins (email_key);
create index logins_user on platform.logins (user_id);

-- Attempts are counted before a password is looked at, for names that exist and names that do not.
create table platform.login_attempts (
  login_key text primary key,
  attempts int not null,
  failures int not null,
  last_attempt_at timestamptz not null,
  locked_until timestamptz
);

create table platform.permissions (
  id int primary key,
  code text not null unique,
  name text not null,
  "group" text not null,
  scoped boolean not null
);

-- One sequence per table, shared by every placement: an id is unique in the deployment and survives a move.
create sequence platform.tenants_id start 2;
create sequence platform.users_id;
create sequence platform.roles_id;
create sequence platform.sessions_id;
create sequence platform.outbox_id;
create sequence platform.categories_id;
create sequence platform.products_id;
create sequence platform.locations_id;
create sequence platform.levels_id;
create sequence platform.moves_id;
create sequence platform.counts_id;
create sequence platform.reservations_id;
create sequence platform.orders_id;
create sequence platform.order_items_id;
create sequence platform.order_history_id;

-- The first statement of every transaction. SET LOCAL by EXECUTE, because set_config() never reaches Citus' workers.
create function platform.begin_tenant(tenant_id bigint, schema text) returns void language plpgsql as $$
begin
  if not exists (select from platform.tenants t where t.id = begin_tenant.tenant_id and t.placement_schema = schema) then
    raise exception 'tenant % does not live in %', tenant_id, schema using errcode = 'QM001';
  end if;
  execute 'set local app.tenant_id = ' || tenant_id;
  execute format('set local search_path = %I', schema);
end $$;

create function platform.begin_tenant_read(tenant_id bigint, schema text) returns void language plpgsql as $$
begin
  perform platform.begin_tenant(tenant_id, schema);
  set local transaction_read_only = on;
end $$;

-- Called once for each tenant table by the migration that makes it: forced row level security and least privilege.
create function platform.protect(tenant_table regclass, privileges text) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tenant_table);
  execute format('alter table %s force row level security', tenant_table);
  execute format(
    'create policy tenant on %s using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::bigint)
     with check (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::bigint)', tenant_table);
  execute format('grant %s on %s to quartermaster_app', privileges, tenant_table);
end $$;
revoke execute on function platform.protect from public;

grant usage on schema platform to quartermaster_app;
grant select on all tables in schema platform to quartermaster_app;
grant usage on all sequences in schema platform to quartermaster_app;
grant insert, update, delete on platform.logins, platform.login_attempts to quartermaster_app;
