import type { Row } from '../batch.ts'
import { ConfigError } from '../environment.ts'
import { sql } from '../sql.ts'

/** Every role that the application can act as, with what it must not be able to do. */
export const powers = sql`
  select r.rolname as role, r.rolsuper as superuser, r.rolbypassrls as bypass, r.rolcreaterole as creates_roles
  from pg_catalog.pg_roles r
  where pg_has_role(current_user, r.oid, 'member')
    and (r.rolsuper or r.rolbypassrls or r.rolcreaterole
      or exists (select from pg_catalog.pg_class c where c.relowner = r.oid)
      or exists (select from pg_catalog.pg_namespace n where n.nspowner = r.oid)
      or exists (select from pg_catalog.pg_proc p where p.proowner = r.oid))
  order by r.rolname = current_user desc, r.rolname
  limit 1`

/** Throws when row level security would not hold the application's role. */
export function assertPowerless([power]: Row[]): void {
  if (power)
    throw new ConfigError(
      `refusing to start: the application's database role ${reasonOf(power)}, so nothing would keep companies apart`,
    )
}

function reasonOf({ role, superuser, bypass, creates_roles }: Row): string {
  if (superuser) return `is or may become a superuser (${role})`
  if (bypass) return `may bypass row level security (${role})`
  if (creates_roles) return `may create roles (${role})`
  return `owns tables, schemas or functions (${role})`
}
