-- What was sold of each product in the orders of each day (UTC), kept in the transactions that change those orders:
-- sales that wait, were approved or are fulfilled. `orders`: those whose first line this product is, so that a day's sum
-- counts each order once. Whoever writes a row holds the product's row in product_stock, so nobody waits here.
create table sales_days (
  tenant_id bigint not null,
  day date not null,
  product_id bigint not null,
  orders bigint not null,
  lines bigint not null,
  filled_lines bigint not null,
  ordered_milli bigint not null,
  fulfilled_milli bigint not null,
  total_minor numeric not null,
  primary key (tenant_id, day, product_id),
  foreign key (tenant_id, product_id) references products (tenant_id, id)
) with (fillfactor = 80);
select platform.protect('sales_days', 'select, insert, update');

-- How long a request waited for a person's decision, in the row that tells of the decision: one stretch of an index.
alter table order_history add column placed_at timestamptz, add column waited_s bigint;
alter table order_history add check ((placed_at is null) = (waited_s is null));
create index order_history_decisions on order_history (tenant_id, placed_at) include (actor_id, waited_s, action)
  where waited_s is not null;

-- What there is already. The owner, too, sees one company at a time.
do $$
declare
  company bigint;
  -- A company that is being made migrates its own schema in its own name, and goes on in it.
  entered text := coalesce(current_setting('app.tenant_id', true), '');
begin
  for company in select id from platform.tenants where placement_schema = current_schema() order by id loop
    perform set_config('app.tenant_id', company::text, true);
    insert into sales_days (tenant_id, day, product_id, orders, lines, filled_lines, ordered_milli, fulfilled_milli, total_minor)
      select company, (o.created_at at time zone 'UTC')::date, i.product_id,
        count(*) filter (where not exists (select from order_items f
          where f.tenant_id = company and f.order_id = o.id and f.id < i.id)),
        count(*), count(*) filter (where i.fulfilled_milli = i.quantity_milli), sum(i.quantity_milli), sum(i.fulfilled_milli),
        sum(coalesce(i.total_minor, 0))
      from orders o join order_items i on i.tenant_id = company and i.order_id = o.id
      where o.tenant_id = company and o.kind = 'sale' and o.status in ('pending', 'approved', 'fulfilled') and o.deleted_at is null
      group by 2, 3 order by 2, 3;
    update order_history h set placed_at = o.created_at,
        waited_s = greatest(0, extract(epoch from h.at - o.created_at))::bigint
      from orders o
      where h.tenant_id = company and o.tenant_id = company and o.id = h.order_id and h.from_status = 'pending'
        and h.action in ('approved', 'rejected') and h.actor_id is not null;
  end loop;
  perform set_config('app.tenant_id', entered, true);
end $$;
