-- Entering tells whether the company is active, so that nobody joins platform.tenants again to ask. Reads enter by it as well: their
-- connections are read only by default. begin_tenant_read stays for nodes that were not restarted yet.
drop function platform.begin_tenant(bigint, text);
create function platform.begin_tenant(tenant_id bigint, schema text) returns text language plpgsql as $$
declare
  tenant_status text;
begin
  select t.status into tenant_status from platform.tenants t where t.id = begin_tenant.tenant_id and t.placement_schema = schema;
  if not found then
    raise exception 'tenant % does not live in %', tenant_id, schema using errcode = 'QM001';
  end if;
  execute format('set local app.tenant_id = %s; set local search_path = %I', tenant_id, schema);
  return tenant_status;
end $$;
