import { found } from '../../platform/errors.ts'
import { foldKey, nameKey } from '../../platform/fold.ts'
import { contains } from '../../platform/list/search.ts'
import { defineList, type Filter, type Page, page } from '../../platform/list.ts'
import { companyFilter, isOperator, namedCompany, readIn } from '../../platform/operator.ts'
import type { Answer, Input, ReadCtx } from '../../platform/route.ts'
import { parseId } from '../../platform/schema.ts'
import { sql } from '../../platform/sql.ts'
import { User, type UserReply } from './contract.ts'
import { canonicalRoleName } from './presets.ts'
import { showUser, type UserRow, userColumns, userRows, usersFrom } from './show.ts'

const roleFilter: Filter = {
  description: 'has the role of this name or id',
  where: (text, { tenantId }) => sql`exists (select from user_roles fu
    join roles fr on fr.tenant_id = ${tenantId} and fr.id = fu.role_id
    where fu.tenant_id = ${tenantId} and fu.user_id = u.id
      and (fr.id = ${parseId(text) ?? 0} or fr.name_key = ${canonicalRoleName(text, tenantId)}))`,
}

const like = (key: string) => `%${key.replace(/[\\%_]/g, '\\$&')}%`

export const userList = defineList({
  name: 'users',
  id: 'u.id',
  orderings: {
    id: { column: 'u.id', type: 'id' },
    username: { column: 'u.username_key', type: 'text' },
    email: { column: 'u.email_key', type: 'text' },
    created_at: { column: 'u.created_at', type: 'time' },
  },
  defaultOrdering: 'username',
  filters: {
    username: { column: 'u.username_key', type: 'text', key: foldKey },
    email: { column: 'u.email_key', type: 'text', key: foldKey },
    status: { column: 'u.status', type: ['active', 'pending_approval', 'inactive'] },
    created_at: { column: 'u.created_at', type: 'time' },
    role: roleFilter,
    is_active: { column: `(u.status = 'active')`, type: 'bool' },
    company: companyFilter,
  },
  search: {
    matches: text => {
      const part = like(foldKey(text))
      return sql`(u.username_key like ${part} or u.email_key like ${part} or ${contains('u.name')(text)})`
    },
  },
  item: User,
})

/** The login directory, as the platform's admins page through it: people of all companies. */
export const directoryList = defineList({
  name: 'logins',
  id: 'l.user_id',
  orderings: {
    id: { column: 'l.user_id', type: 'id' },
    username: { column: 'l.login_key', type: 'text' },
  },
  defaultOrdering: 'username',
  filters: {
    username: { column: 'l.login_key', type: 'text', key: foldKey },
    email: { column: 'l.email_key', type: 'text', key: foldKey },
  },
  search: {
    matches: text => {
      const part = like(foldKey(text))
      return sql`(l.login_key like ${part} or l.email_key like ${part} or t.name_key like ${like(nameKey(text))})`
    },
  },
  item: User,
})

/** The company's users; for the platform's admins everybody's, unless `?company=` names one. */
export async function listUsers(ctx: ReadCtx, { query }: Input<unknown>): Promise<Page<UserReply> | Answer> {
  if (isOperator(ctx.actor) && query.company === undefined) return listDirectory(ctx, query)
  const company = namedCompany(ctx, query)
  return company === ctx.tenantId ? listCompany(ctx, query) : readIn(ctx, company, inside => listCompany(inside, query))
}

/** One user of the company. Throws not found. */
export async function getUser(ctx: ReadCtx, { params: { id } }: Input<unknown>): Promise<UserReply> {
  const [row] = await ctx.tx.rows(userRows(ctx.tenantId, sql`u.id = ${id}`))
  return showUser(ctx.tenantId, found(row))
}

function listCompany(ctx: ReadCtx, query: Input<unknown>['query']): Promise<Page<UserReply> | Answer> {
  return page<UserRow, UserReply>(ctx, userList, query, {
    select: userColumns(ctx.tenantId),
    from: usersFrom,
    where: sql`u.tenant_id = ${ctx.tenantId}`,
    show: row => showUser(ctx.tenantId, row),
  })
}

type LoginRow = { id: number; tenant: number }

function listDirectory(ctx: ReadCtx, query: Input<unknown>['query']): Promise<Page<UserReply> | Answer> {
  return page<LoginRow, UserReply>(ctx, directoryList, query, {
    select: sql`l.user_id as id, l.tenant_id as tenant`,
    from: sql`platform.logins l join platform.tenants t on t.id = l.tenant_id`,
    where: sql`true`,
    showAll: (tx, logins) => usersOf({ ...ctx, tx }, logins),
  })
}

/** The users behind a page of logins, each read in its own company. */
async function usersOf(ctx: ReadCtx, logins: LoginRow[]): Promise<UserReply[]> {
  const byCompany = Map.groupBy(logins, login => login.tenant)
  const pages = await Promise.all(
    Array.from(byCompany, ([tenantId, list]) =>
      readIn(ctx, tenantId, inside =>
        usersWithIds(
          inside,
          list.map(({ id }) => id),
        ),
      ),
    ),
  )
  const known = new Map(pages.flat().map(user => [user.id, user]))
  return logins.flatMap(({ id }) => known.get(id) ?? [])
}

async function usersWithIds({ tx, tenantId }: ReadCtx, ids: number[]): Promise<UserReply[]> {
  const rows = await tx.rows(userRows(tenantId, sql`u.id = any(${ids}::bigint[])`))
  return rows.map(row => showUser(tenantId, row))
}
