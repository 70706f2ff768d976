-- The company's one hot row (end of its audit chain, counters), always the last lock a transaction takes.
create table heads (
  tenant_id bigint primary key,
  audit_seq bigint not null default 0,
  audit_hash bytea not null default '\x0000000000000000000000000000000000000000000000000000000000000000',
  order_number bigint not null default 0,
  products_count bigint not null default 0,
  active_products_count bigint not null default 0
);
select platform.protect('heads', 'select, insert, update');

-- The application can only insert. Each entry's hash covers the entry and the hash before it.
create table audit_log (
  tenant_id bigint not null,
  seq bigint not null,
  at timestamptz not null,
  actor_id bigint,
  actor_username text,
  action text not null,
  object_type text not null,
  object_id bigint,
  before jsonb,
  after jsonb,
  ip text,
  user_agent text,
  request_id text,
  hash bytea not null,
  primary key (tenant_id, seq)
);
create index audit_log_actor on audit_log (tenant_id, actor_id, seq);
create index audit_log_object on audit_log (tenant_id, object_type, object_id, seq);
create index audit_log_action on audit_log (tenant_id, action, seq);
create index audit_log_at on audit_log (tenant_id, at);
select platform.protect('audit_log', 'select, insert');

-- What has to happen after a commit, written in the same transaction as its cause; drained per company by the relay.
-- `kept` is mail of a deployment without SMTP_URL, `failed` what was tried for days: both wait for a person.
create table outbox (
  tenant_id bigint not null,
  id bigint not null default nextval('platform.outbox_id'),
  kind text not null check (kind in ('event', 'mail')),
  payload jsonb not null,
  status text not null default 'waiting' check (status in ('waiting', 'done', 'kept', 'failed')),
  created_at timestamptz not null default now(),
  available_at timestamptz not null default now(),
  attempts int not null default 0,
  last_error text,
  done_at timestamptz,
  primary key (tenant_id, id)
);
create index outbox_waiting on outbox (tenant_id, available_at, id) where status = 'waiting';
select platform.protect('outbox', 'select, insert, update, delete');

-- The answer to a POST, kept for 24 h under the key its client chose.
create table idempotency_keys (
  tenant_id bigint not null,
  user_id bigint not null,
  route text not null,
  key text not null,
  body_hash bytea not null,
  status int,
  headers jsonb,
  reply text,
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id, route, key)
);
create index idempotency_keys_age on idempotency_keys (tenant_id, created_at);
select platform.protect('idempotency_keys', 'select, insert, update, delete');
