-- The answer to a POST of somebody without a session, kept for 24 h under their address and the key they chose; sealed, because a
-- registration's carries tokens.
create table platform.public_answers (
  address text not null,
  route text not null,
  key text not null,
  sealed bytea not null,
  created_at timestamptz not null default now(),
  primary key (address, route, key)
);
create index public_answers_age on platform.public_answers (created_at);
grant select, insert, delete on platform.public_answers to quartermaster_app;
