create table orders (
  tenant_id bigint not null,
  id bigint not null default nextval('platform.orders_id'),
  number bigint not null,
  kind text not null check (kind in ('sale', 'restock')),
  status text not null check (status in ('pending', 'approved', 'rejected', 'fulfilled', 'cancelled')),
  customer_id bigint,
  created_by bigint not null,
  assigned_to bigint,
  location_id bigint,
  approved_itself boolean not null default false,
  note text not null default '',
  reason text,
  currency text not null,
  total_minor bigint not null check (total_minor between 0 and 9007199254740991),
  hold_expires_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version bigint not null default 1,
  deleted_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, customer_id) references users (tenant_id, id),
  foreign key (tenant_id, created_by) references users (tenant_id, id),
  foreign key (tenant_id, assigned_to) references users (tenant_id, id),
  foreign key (tenant_id, location_id) references locations (tenant_id, id)
);
create index orders_status on orders (tenant_id, status, id) where deleted_at is null;
create index orders_customer on orders (tenant_id, customer_id, id) where deleted_at is null;
create index orders_author on orders (tenant_id, created_by, id) where deleted_at is null;
create index orders_assigned on orders (tenant_id, assigned_to, id) where deleted_at is null;
create index orders_created on orders (tenant_id, created_at, id) where deleted_at is null;
create index orders_expiring on orders (tenant_id, hold_expires_at) where hold_expires_at is not null;
select platform.protect('orders', 'select, insert, update');

-- An order's number comes from the head, which is locked last: lines and history go in before their order does, so that
-- nobody waits for the head while they are written.
-- A line keeps the name, SKU and price of the day; `tracked` says whether it holds and moves stock.
create table order_items (
  tenant_id bigint not null,
  id bigint not null default nextval('platform.order_items_id'),
  order_id bigint not null,
  product_id bigint not null,
  name text not null,
  sku text not null,
  tracked boolean not null,
  quantity_milli bigint not null check (quantity_milli between 1 and 1000000000000),
  fulfilled_milli bigint not null default 0 check (fulfilled_milli between 0 and quantity_milli),
  unit_price_minor bigint,
  total_minor bigint,
  primary key (tenant_id, id),
  unique (tenant_id, order_id, id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id) deferrable initially deferred,
  foreign key (tenant_id, product_id) references products (tenant_id, id)
);
create index order_items_product on order_items (tenant_id, product_id);
select platform.protect('order_items', 'select, insert, update, delete');

-- Units of a location kept for an order line. A row lives exactly as long as the hold.
create table reservations (
  tenant_id bigint not null,
  id bigint not null default nextval('platform.reservations_id'),
  order_id bigint not null,
  order_item_id bigint not null,
  product_id bigint not null,
  location_id bigint not null,
  quantity_milli bigint not null check (quantity_milli between 1 and 1000000000000),
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id, order_item_id) references order_items (tenant_id, order_id, id),
  foreign key (tenant_id, product_id, location_id) references levels (tenant_id, product_id, location_id)
);
create index reservations_order on reservations (tenant_id, order_id, order_item_id);
create index reservations_product on reservations (tenant_id, product_id);
select platform.protect('reservations', 'select, insert, update, delete');

create table order_history (
  tenant_id bigint not null,
  id bigint not null default nextval('platform.order_history_id'),
  order_id bigint not null,
  action text not null,
  from_status text,
  to_status text not null,
  actor_id bigint,
  reason text,
  note text,
  at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id) deferrable initially deferred
);
create index order_history_order on order_history (tenant_id, order_id, id);
select platform.protect('order_history', 'select, insert');
