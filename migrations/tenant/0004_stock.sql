-- Internal locations hold stock; the virtual ones are the other side of every receipt, sale and adjustment.
create table locations (
  tenant_id bigint not null,
  id bigint not null default nextval('platform.locations_id'),
  name text not null,
  name_key text collate "C" not null,
  kind text not null check (kind in ('internal', 'supplier', 'customer', 'adjustment', 'scrap', 'transit')),
  is_default boolean not null default false,
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version bigint not null default 1,
  deleted_at timestamptz,
  primary key (tenant_id, id),
  check (not is_default or (kind = 'internal' and is_active)),
  check (not is_active or deleted_at is null)
);
create unique index locations_name on locations (tenant_id, name_key) where kind = 'internal' and deleted_at is null;
create unique index locations_default on locations (tenant_id) where is_default;
create unique index locations_virtual on locations (tenant_id, kind) where kind <> 'internal';
select platform.protect('locations', 'select, insert, update');

-- A product's sums over its internal locations, what they are worth at moving-average cost, and its lock: whoever changes a level of a product holds this row.
create table product_stock (
  tenant_id bigint not null,
  product_id bigint not null,
  on_hand_milli bigint not null default 0,
  reserved_milli bigint not null default 0,
  incoming_milli bigint not null default 0,
  value_minor bigint not null default 0 check (value_minor between 0 and 9007199254740991),
  available_milli bigint not null generated always as (on_hand_milli - reserved_milli) stored,
  primary key (tenant_id, product_id),
  foreign key (tenant_id, product_id) references products (tenant_id, id),
  check (reserved_milli between 0 and on_hand_milli),
  check (on_hand_milli <= 1000000000000 and incoming_milli between 0 and 1000000000000000)
);
create index product_stock_available on product_stock (tenant_id, available_milli, product_id);
select platform.protect('product_stock', 'select, insert, update');

create table levels (
  tenant_id bigint not null,
  id bigint not null default nextval('platform.levels_id'),
  product_id bigint not null,
  location_id bigint not null,
  on_hand_milli bigint not null default 0,
  reserved_milli bigint not null default 0,
  incoming_milli bigint not null default 0,
  primary key (tenant_id, product_id, location_id),
  unique (tenant_id, id),
  foreign key (tenant_id, product_id) references products (tenant_id, id),
  foreign key (tenant_id, location_id) references locations (tenant_id, id),
  check (reserved_milli between 0 and on_hand_milli),
  check (on_hand_milli <= 1000000000000 and incoming_milli between 0 and 1000000000000000)
);
create index levels_location on levels (tenant_id, location_id, product_id);
select platform.protect('levels', 'select, insert, update');

-- The ledger. The application can only insert; a correction is another move that names the one it reverses.
create table moves (
  tenant_id bigint not null,
  id bigint not null default nextval('platform.moves_id'),
  product_id bigint not null,
  from_location_id bigint not null,
  to_location_id bigint not null,
  quantity_milli bigint not null check (quantity_milli between 1 and 1000000000000),
  reason text not null,
  cause_type text not null,
  cause_id bigint,
  reverses_id bigint,
  unit_cost_minor bigint,
  value_minor bigint not null check (value_minor between 0 and 9007199254740991),
  actor_id bigint,
  at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, product_id) references products (tenant_id, id),
  foreign key (tenant_id, from_location_id) references locations (tenant_id, id),
  foreign key (tenant_id, to_location_id) references locations (tenant_id, id),
  foreign key (tenant_id, reverses_id) references moves (tenant_id, id),
  unique (tenant_id, reverses_id),
  check (from_location_id <> to_location_id)
);
create index moves_product on moves (tenant_id, product_id, id);
create index moves_at on moves (tenant_id, at, id);
create index moves_cause on moves (tenant_id, cause_type, cause_id);
select platform.protect('moves', 'select, insert');
