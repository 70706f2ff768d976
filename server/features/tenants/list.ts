import { fail, found } from '../../platform/errors.ts'
import { nameKey } from '../../platform/fold.ts'
import { defineList, type Page, page } from '../../platform/list.ts'
import { isOperator, readIn } from '../../platform/operator.ts'
import type { Answer, Input, ReadCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { Company, type CompanyReply, placements, presets, tenantStates } from './contract.ts'
import { companyRow } from './show.ts'

export const companyList = defineList({
  name: 'companies',
  id: 't.id',
  orderings: {
    id: { column: 't.id', type: 'id' },
    name: { column: 't.name_key', type: 'text' },
    slug: { column: 't.slug', type: 'text' },
    created_at: { column: 't.created_at', type: 'time' },
  },
  defaultOrdering: 'id',
  filters: {
    slug: { column: 't.slug', type: 'text' },
    name: { column: 't.name_key', type: 'text', key: nameKey },
    status: { column: 't.status', type: tenantStates },
    preset: { column: 't.preset', type: presets },
    placement: { column: 't.placement', type: placements },
    created_at: { column: 't.created_at', type: 'time' },
  },
  search: {
    matches: text => {
      const part = `%${nameKey(text).replace(/[\\%_]/g, '\\$&')}%`
      return sql`(t.name_key like ${part} or t.slug like ${part})`
    },
  },
  item: Company,
})

/** Every company for platform admins, for all others exactly their own. */
export function listCompanies(ctx: ReadCtx, { query }: Input<unknown>): Promise<Page<CompanyReply> | Answer> {
  return page<{ id: number }, CompanyReply>(ctx, companyList, query, {
    select: sql`t.id`,
    from: sql`platform.tenants t`,
    where: isOperator(ctx.actor) ? sql`true` : sql`t.id = ${ctx.tenantId}`,
    showAll: (tx, rows) => Promise.all(rows.map(({ id }) => readCompany({ ...ctx, tx }, id))),
  })
}

/** One company. Throws not found for another than one's own, platform admins excepted. */
export async function getCompany(ctx: ReadCtx, { params: { id } }: Input<unknown>): Promise<CompanyReply> {
  if (id !== ctx.tenantId && !isOperator(ctx.actor)) throw fail('not_found')
  return readCompany(ctx, id)
}

async function readCompany(ctx: ReadCtx, id: number): Promise<CompanyReply> {
  const read = async ({ tx }: ReadCtx) => found((await tx.rows(companyRow(id)))[0])
  return id === ctx.tenantId ? read(ctx) : readIn(ctx, id, read)
}
