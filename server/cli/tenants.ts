import type { Door } from '../platform/door.ts'
import { sql } from '../platform/sql.ts'

export type Tenant = { id: number; slug: string; name: string; placement: string; preset: string; status: string }

/** All companies, or the one with this id or slug; throws when there is none. */
export async function listTenants(door: Door, idOrSlug?: string): Promise<Tenant[]> {
  if (idOrSlug === undefined) return door.directory.rows(sql<Tenant>`${tenants} order by id`)
  const [tenant] = await door.directory.rows(sql<Tenant>`
    ${tenants} where slug = ${idOrSlug} or id::text = ${idOrSlug} order by id::text <> ${idOrSlug} limit 1`)
  if (!tenant) throw new Error(`there is no company "${idOrSlug}". \`quartermaster tenant list\` shows them all.`)
  return [tenant]
}

const tenants = sql`select id, slug, name, placement, preset, status from platform.tenants`
