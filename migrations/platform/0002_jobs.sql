-- What the server does by the clock: one node at a time does each job, for as long as it keeps renewing its lease.
create table platform.jobs (
  name text primary key,
  next_at timestamptz not null,
  leased_by text,
  leased_until timestamptz,
  last_finished_at timestamptz,
  last_error text
);
grant select, insert, update on platform.jobs to quartermaster_app;
