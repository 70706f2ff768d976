-- A request that nobody made has its reasoning instead of an author.
alter table orders alter column created_by drop not null;
alter table orders add column reasoning jsonb;
alter table orders add check (created_by is not null or reasoning is not null);

-- The last draft of a product that has been low ever since. `refused_milli`: how low it was when that draft was turned
-- down; another one comes below it, or once the product has been above its reorder point again.
create table restock_drafts (
  tenant_id bigint not null,
  product_id bigint not null,
  order_id bigint not null,
  refused_milli bigint,
  primary key (tenant_id, product_id),
  foreign key (tenant_id, product_id) references products (tenant_id, id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id)
);
select platform.protect('restock_drafts', 'select, insert, update, delete');
