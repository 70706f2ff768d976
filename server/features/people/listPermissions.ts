import { defineList, type Page, page } from '../../platform/list.ts'
import type { Answer, Input, ReadCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { Permission } from './contract.ts'
import type { Listed } from './permissions.ts'

export const permissionList = defineList({
  name: 'permissions',
  id: 'p.id',
  orderings: { id: { column: 'p.id', type: 'id' } },
  defaultOrdering: 'id',
  filters: { code: { column: 'p.code', type: 'text' }, group: { column: 'p."group"', type: 'text' } },
  search: { matches: text => sql`p.code like ${`%${text.toUpperCase().replace(/[\\%_]/g, '\\$&')}%`}` },
  item: Permission,
})

/** The deployment's permissions; the same for every company. */
export function listPermissions(ctx: ReadCtx, { query }: Input<unknown>): Promise<Page<Listed> | Answer> {
  return page<Listed, Listed>(ctx, permissionList, query, {
    select: sql`p.id, p.code, p.name, p."group", p.scoped`,
    from: sql`platform.permissions p`,
    where: sql`true`,
    show: row => row,
  })
}
