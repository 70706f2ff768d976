-- A product's picture, re-encoded, in each of its sizes. `hash` is products.image: the picture's version, the same in all sizes.
create table product_images (
  tenant_id bigint not null,
  product_id bigint not null,
  size text not null check (size in ('full', 'thumb')),
  hash text not null,
  bytes bytea not null,
  primary key (tenant_id, product_id, size),
  foreign key (tenant_id, product_id) references products (tenant_id, id)
);
-- WebP does not compress any further.
alter table product_images alter column bytes set storage external;
select platform.protect('product_images', 'select, insert, update, delete');
