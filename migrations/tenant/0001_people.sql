-- People of a company: its rules, users, roles and sessions. Runs in `shared` and in every t_<id>; names carry no schema.

-- What every request assumes: a change of settings, roles or permissions raises `version` in the same transaction.
create table settings (
  tenant_id bigint primary key,
  version bigint not null default 1,
  "values" jsonb not null default '{}'
);
select platform.protect('settings', 'select, insert, update');

create table users (
  tenant_id bigint not null,
  id bigint not null default nextval('platform.users_id'),
  username text not null,
  username_key text collate "C" not null,
  email text not null,
  email_key text collate "C" not null,
  name text not null default '',
  password_hash text not null,
  status text not null default 'active' check (status in ('active', 'pending_approval', 'inactive')),
  must_change_password boolean not null default false,
  locale text,
  avatar_color text,
  notifications jsonb not null default '{}',
  last_login_at timestamptz,
  created_by bigint,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version bigint not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, username_key),
  unique (tenant_id, email_key),
  foreign key (tenant_id, created_by) references users (tenant_id, id)
);
create index users_created on users (tenant_id, created_at, id);
select platform.protect('users', 'select, insert, update');

create table roles (
  tenant_id bigint not null,
  id bigint not null default nextval('platform.roles_id'),
  name text not null,
  name_key text collate "C" not null,
  description text not null default '',
  built_in boolean not null default false,
  created_at timestamptz not null default now(),
  version bigint not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, name_key)
);
select platform.protect('roles', 'select, insert, update, delete');

create table role_permissions (
  tenant_id bigint not null,
  role_id bigint not null,
  code text not null,
  scope text not null default 'all' check (scope in ('own', 'assigned', 'all')),
  primary key (tenant_id, role_id, code),
  foreign key (tenant_id, role_id) references roles (tenant_id, id) on delete cascade
);
select platform.protect('role_permissions', 'select, insert, update, delete');

create table user_roles (
  tenant_id bigint not null,
  user_id bigint not null,
  role_id bigint not null,
  primary key (tenant_id, user_id, role_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id),
  foreign key (tenant_id, role_id) references roles (tenant_id, id)
);
create index user_roles_role on user_roles (tenant_id, role_id);
select platform.protect('user_roles', 'select, insert, delete');

-- A session is a chain of refresh tokens; `generation` numbers the newest and is moved on by compare-and-swap.
create table sessions (
  tenant_id bigint not null,
  id bigint not null default nextval('platform.sessions_id'),
  user_id bigint not null,
  generation int not null default 1,
  issued_at timestamptz not null,
  previous_issued_at timestamptz,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_because text,
  ip text not null default '',
  user_agent text not null default '',
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
create index sessions_user on sessions (tenant_id, user_id) where ended_at is null;
select platform.protect('sessions', 'select, insert, update, delete');

create table password_tokens (
  tenant_id bigint not null,
  token_hash bytea not null,
  user_id bigint not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
create index password_tokens_user on password_tokens (tenant_id, user_id);
select platform.protect('password_tokens', 'select, insert, update, delete');

-- A ticket stands for an access token in the address of a WebSocket: single use, for 30 seconds.
create table ws_tickets (
  tenant_id bigint not null,
  ticket_hash bytea not null,
  user_id bigint not null,
  session_id bigint not null,
  expires_at timestamptz not null,
  primary key (tenant_id, ticket_hash),
  foreign key (tenant_id, user_id) references users (tenant_id, id),
  foreign key (tenant_id, session_id) references sessions (tenant_id, id) on delete cascade
);
create index ws_tickets_user on ws_tickets (tenant_id, user_id);
create index ws_tickets_session on ws_tickets (tenant_id, session_id);
select platform.protect('ws_tickets', 'select, insert, delete');
