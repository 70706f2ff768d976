-- A stock count of a location: opened, entered, then posted by whoever approves it, or cancelled.
create table counts (
  tenant_id bigint not null,
  id bigint not null default nextval('platform.counts_id'),
  location_id bigint not null,
  status text not null default 'open' check (status in ('open', 'posted', 'cancelled')),
  note text not null default '',
  created_by bigint not null,
  created_at timestamptz not null default now(),
  decided_by bigint,
  decided_at timestamptz,
  version bigint not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, location_id) references locations (tenant_id, id),
  foreign key (tenant_id, created_by) references users (tenant_id, id),
  foreign key (tenant_id, decided_by) references users (tenant_id, id)
);
create index counts_status on counts (tenant_id, status, id);
select platform.protect('counts', 'select, insert, update');

-- `opened_move_id` is the product's last move when its line was opened: a later one at the location makes the line drift.
-- What is posted is counted − expected, expected being the books at the moment of entering.
create table count_lines (
  tenant_id bigint not null,
  count_id bigint not null,
  product_id bigint not null,
  opened_milli bigint not null,
  opened_move_id bigint not null,
  expected_milli bigint,
  counted_milli bigint check (counted_milli between 0 and 1000000000000),
  entered_by bigint,
  entered_at timestamptz,
  posted_drifted boolean,
  posted_moved_milli bigint,
  primary key (tenant_id, count_id, product_id),
  foreign key (tenant_id, count_id) references counts (tenant_id, id),
  foreign key (tenant_id, product_id) references products (tenant_id, id),
  foreign key (tenant_id, entered_by) references users (tenant_id, id),
  check ((counted_milli is null) = (expected_milli is null))
);
select platform.protect('count_lines', 'select, insert, update');

-- Whoever looks for what has fallen below its reorder point reads these products only.
create index products_reorder on products (tenant_id, id) where reorder_point_milli is not null and deleted_at is null and is_active;
