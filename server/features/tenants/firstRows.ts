import type { Tenant } from '../../platform/entrances.ts'
import { nameKey } from '../../platform/fold.ts'
import { type Statement, sql } from '../../platform/sql.ts'
import { builtInRoles, grantsOf, roleDescriptions, settingsOf } from '../people/presets.ts'
import type { SettingsGiven } from './provision.ts'

/** A new company's rows in the directory. */
export function directoryRows({ id, slug, name, placement, preset, status, domain }: Tenant): Statement[] {
  const schema = placement === 'shared' ? 'shared' : `t_${id}`
  return [
    sql`insert into platform.tenants (id, slug, name, name_key, placement, placement_schema, preset, status)
      values (${id}, ${slug}, ${name}, ${nameKey(name)}, ${placement}, ${schema}, ${preset}, ${status})`,
    sql`insert into platform.domains (domain, tenant_id) values (${domain}, ${id})`,
  ]
}

/** What every company has of its own from the start. */
export function companyRows({ id, preset }: Tenant, settings: SettingsGiven = {}): Statement[] {
  const rules = settingsOf(preset)
  const values = { ...rules, ...settings, order_approval: { ...rules.order_approval, ...settings.order_approval } }
  return [
    sql`insert into settings (tenant_id, "values") values (${id}, ${values})`,
    sql`insert into heads (tenant_id) values (${id})`,
    roleRows(id),
    permissionRows(id, preset),
    locationRows(id),
  ]
}

const roleRows = (tenantId: number) => sql`
  insert into roles (tenant_id, name, name_key, description, built_in)
  select ${tenantId}, r.name, r.name, r.description, true
  from unnest(${builtInRoles}::text[], ${builtInRoles.map(role => roleDescriptions[role])}::text[]) as r (name, description)`

function permissionRows(tenantId: number, preset: Tenant['preset']): Statement {
  const grants = Object.entries(grantsOf(tenantId, preset)).flatMap(([role, list]) =>
    list.map(grant => ({ role, ...grant })),
  )
  return sql`
    insert into role_permissions (tenant_id, role_id, code, scope)
    select ${tenantId}, r.id, g.code, g.scope
    from unnest(${grants.map(g => g.role)}::text[], ${grants.map(g => g.code)}::text[], ${grants.map(g => g.scope)}::text[])
      as g (role, code, scope)
    join roles r on r.tenant_id = ${tenantId} and r.name_key = g.role`
}

const locations = [
  ['Main', 'internal'],
  ['Supplier', 'supplier'],
  ['Customer', 'customer'],
  ['Adjustment', 'adjustment'],
  ['Scrap', 'scrap'],
  ['Transit', 'transit'],
] as const

function locationRows(tenantId: number): Statement {
  return sql`
    insert into locations (tenant_id, name, name_key, kind, is_default)
    select ${tenantId}, l.name, lower(l.name), l.kind, l.kind = 'internal'
    from unnest(${locations.map(([name]) => name)}::text[], ${locations.map(([, kind]) => kind)}::text[]) as l (name, kind)`
}
