-- What all products that are not deleted are worth together, kept by whatever changes that.
alter table heads add column stock_value_minor numeric not null default 0;

-- The product's reorder point beside its stock, so that an index knows what runs low; null once the product is deleted.
alter table product_stock add column reorder_point_milli bigint;

-- What there is already. The owner, too, sees one company at a time.
do $$
declare
  company bigint;
  -- A company that is being made migrates its own schema in its own name, and goes on in it.
  entered text := coalesce(current_setting('app.tenant_id', true), '');
begin
  for company in select id from platform.tenants where placement_schema = current_schema() order by id loop
    perform set_config('app.tenant_id', company::text, true);
    update heads set stock_value_minor = (
        select coalesce(sum(s.value_minor), 0) from product_stock s
        join products p on p.tenant_id = company and p.id = s.product_id and p.deleted_at is null
        where s.tenant_id = company)
      where tenant_id = company;
    update product_stock s set reorder_point_milli = p.reorder_point_milli from products p
      where s.tenant_id = company and p.tenant_id = company and p.id = s.product_id
        and p.reorder_point_milli is not null and p.deleted_at is null;
  end loop;
  perform set_config('app.tenant_id', entered, true);
end $$;

-- How far what is free and what is on its way stay below the reorder point.
alter table product_stock add column short_milli bigint not null
  generated always as (coalesce(reorder_point_milli, 0) - on_hand_milli + reserved_milli - incoming_milli) stored;
create index product_stock_short on product_stock (tenant_id, short_milli desc, product_id) where short_milli > 0;
create index product_stock_incoming on product_stock (tenant_id, product_id) where incoming_milli > 0;

-- Few of one kind among very many of the other.
create index products_tracked on products (tenant_id, track_stock, id) where deleted_at is null;
create index products_uncategorised on products (tenant_id, id) where category_id is null and deleted_at is null;

-- What left a location, and what reached it, in the order of the ledger.
create index moves_from on moves (tenant_id, from_location_id, id);
create index moves_to on moves (tenant_id, to_location_id, id);
