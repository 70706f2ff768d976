-- A transfer whose units were sent off and are received later, in one part or several. Its id is its first move's.
-- `value_minor`: what the units carry that are still in transit; meanwhile they are not among the product's worth.
create table transfers (
  tenant_id bigint not null,
  id bigint not null,
  product_id bigint not null,
  from_location_id bigint not null,
  to_location_id bigint not null,
  quantity_milli bigint not null check (quantity_milli between 1 and 1000000000000),
  received_milli bigint not null default 0 check (received_milli between 0 and quantity_milli),
  value_minor bigint not null check (value_minor between 0 and 9007199254740991),
  status text not null generated always as (case when received_milli = quantity_milli then 'received' else 'in_transit' end) stored,
  reason text not null,
  created_by bigint not null,
  created_at timestamptz not null default now(),
  received_by bigint,
  received_at timestamptz,
  version bigint not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, id) references moves (tenant_id, id),
  foreign key (tenant_id, product_id) references products (tenant_id, id),
  foreign key (tenant_id, from_location_id) references locations (tenant_id, id),
  foreign key (tenant_id, to_location_id) references locations (tenant_id, id),
  foreign key (tenant_id, created_by) references users (tenant_id, id),
  foreign key (tenant_id, received_by) references users (tenant_id, id),
  check (from_location_id <> to_location_id),
  check ((received_by is null) = (received_milli = 0) and (received_at is null) = (received_milli = 0))
);
create index transfers_status on transfers (tenant_id, status, id);
create index transfers_under_way on transfers (tenant_id, product_id) where received_milli < quantity_milli;
select platform.protect('transfers', 'select, insert, update');
