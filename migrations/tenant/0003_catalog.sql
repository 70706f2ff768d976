create table categories (
  tenant_id bigint not null,
  id bigint not null default nextval('platform.categories_id'),
  name text not null,
  name_key text collate "C" not null,
  description text not null default '',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version bigint not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, name_key)
);
select platform.protect('categories', 'select, insert, update, delete');

-- Money in integer minor units, quantities in thousandths: comparisons of bigint are leakproof, so that they use an
-- index under row level security. Keys are in collation C for the same reason.
create table products (
  tenant_id bigint not null,
  id bigint not null default nextval('platform.products_id'),
  name text not null,
  name_key text collate "C" not null,
  sku text not null,
  sku_key text collate "C" not null,
  description text not null default '',
  price_minor bigint not null check (price_minor between 0 and 1000000000000000),
  cost_minor bigint check (cost_minor between 0 and 1000000000000000),
  unit text not null default 'piece',
  track_stock boolean not null,
  category_id bigint,
  barcode text collate "C",
  reorder_point_milli bigint check (reorder_point_milli between 0 and 1000000000000),
  reorder_quantity_milli bigint check (reorder_quantity_milli between 1 and 1000000000000),
  image text,
  assigned_to bigint,
  is_active boolean not null default true,
  created_by bigint,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version bigint not null default 1,
  deleted_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, category_id) references categories (tenant_id, id),
  foreign key (tenant_id, assigned_to) references users (tenant_id, id),
  foreign key (tenant_id, created_by) references users (tenant_id, id),
  check (deleted_at is null or category_id is null)
);
create index products_live on products (tenant_id, id) where deleted_at is null;
create index products_inactive on products (tenant_id, id) where deleted_at is null and not is_active;
create unique index products_sku on products (tenant_id, sku_key) where deleted_at is null;
create index products_name on products (tenant_id, name_key, id) where deleted_at is null;
create index products_price on products (tenant_id, price_minor, id) where deleted_at is null;
create index products_created on products (tenant_id, created_at, id) where deleted_at is null;
create index products_updated on products (tenant_id, updated_at, id) where deleted_at is null;
create index products_author on products (tenant_id, created_by, id) where deleted_at is null;
create index products_barcode on products (tenant_id, barcode, id) where deleted_at is null and barcode is not null;
-- Not of the living only: the foreign keys are looked up through these as well.
create index products_category on products (tenant_id, category_id, id) where category_id is not null;
create index products_assigned on products (tenant_id, assigned_to, id) where assigned_to is not null;
select platform.protect('products', 'select, insert, update');

-- Words of name, SKU, barcode and description of the living, searched by prefix ranges (platform/list-search.ts). `shared`:
-- how many characters a term has in common with the product's term before it, so that a search meets a product once.
create table product_terms (
  tenant_id bigint not null,
  term text collate "C" not null,
  product_id bigint not null,
  shared int not null,
  is_active boolean not null,
  primary key (tenant_id, term, product_id) include (shared, is_active),
  foreign key (tenant_id, product_id) references products (tenant_id, id)
);
create index product_terms_product on product_terms (tenant_id, product_id, term);
select platform.protect('product_terms', 'select, insert, delete');
