-- What each company takes of the database, and when that was found out: at most once a day.
create table platform.storage (
  tenant_id bigint primary key references platform.tenants (id) on delete cascade,
  bytes bigint not null check (bytes >= 0),
  measured_at timestamptz not null
);
grant select, insert, update on platform.storage to quartermaster_app;
