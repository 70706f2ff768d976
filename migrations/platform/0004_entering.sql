-- Every transaction pays for entering: one function and one EXECUTE do what two functions and three commands did.
create or replace function platform.begin_tenant(tenant_id bigint, schema text) returns void language plpgsql as $$
begin
  if not exists (select from platform.tenants t where t.id = begin_tenant.tenant_id and t.placement_schema = schema) then
    raise exception 'tenant % does not live in %', tenant_id, schema using errcode = 'QM001';
  end if;
  execute format('set local app.tenant_id = %s; set local search_path = %I', tenant_id, schema);
end $$;

create or replace function platform.begin_tenant_read(tenant_id bigint, schema text) returns void language plpgsql as $$
begin
  if not exists (select from platform.tenants t where t.id = begin_tenant_read.tenant_id and t.placement_schema = schema) then
    raise exception 'tenant % does not live in %', tenant_id, schema using errcode = 'QM001';
  end if;
  execute format('set local app.tenant_id = %s; set local search_path = %I; set local transaction_read_only = on', tenant_id, schema);
end $$;
