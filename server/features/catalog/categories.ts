import { fail, found, invalid } from '../../platform/errors.ts'
import { nameKey } from '../../platform/fold.ts'
import { defineList, page } from '../../platform/list.ts'
import { companyFilter } from '../../platform/operator.ts'
import { Answer, type Ctx, type Input, type ReadCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { assertVersion } from '../../platform/version.ts'
import { record } from '../audit/record.ts'
import { assertOwnTenant } from '../people/body.ts'
import { Category, type CategoryChanges, type NewCategory } from './contract.ts'
import { inSight } from './sight.ts'

export const categories = defineList({
  name: 'categories',
  id: 'c.id',
  orderings: {
    id: { column: 'c.id', type: 'id' },
    name: { column: 'c.name_key', type: 'text' },
  },
  defaultOrdering: 'name',
  filters: { name: { column: 'c.name_key', type: 'text', key: nameKey }, company: companyFilter },
  search: { matches: text => sql`strpos(c.name_key, ${nameKey(text)}) > 0` },
  item: Category,
})

/** The company's categories by name. */
export function listCategories(ctx: ReadCtx, { query }: Input<unknown>) {
  return page(ctx, categories, query, {
    select: columnsFor(ctx),
    from: sql`categories c`,
    where: sql`c.tenant_id = ${ctx.tenantId}`,
    show: showCategory,
  })
}

/** Throws 404. */
export async function getCategory(ctx: ReadCtx, { params }: Input<unknown>): Promise<Category> {
  const [row] = await ctx.tx.rows(categoryRow(ctx, params.id))
  return found(row)
}

/** Throws 400 on a name that is taken. */
export async function createCategory(ctx: Ctx, { body }: Input<NewCategory>): Promise<Category> {
  const { tx, tenantId } = ctx
  const { name, description = '' } = body
  const [[next]] = await Promise.all([
    tx.rows(sql<{ id: number }>`select nextval('platform.categories_id') as id`),
    assertNameFree(ctx, name, 0),
  ])
  const { id } = next as { id: number }
  tx.queue(sql`insert into categories (tenant_id, id, name, name_key, description)
    values (${tenantId}, ${id}, ${name}, ${nameKey(name)}, ${description})`)
  record(ctx, {
    action: 'category.created',
    object: { type: 'category', id },
    after: { name, ...(description && { description }) },
  })
  return commitAndRead(ctx, id)
}

/** Throws 404, 412, 400 on a name that is taken. */
export async function updateCategory(ctx: Ctx, { params, body }: Input<CategoryChanges>): Promise<Category> {
  assertOwnTenant(ctx, body)
  const [row] = await Promise.all([lockCategory(ctx, params.id), assertNameFree(ctx, body.name ?? '', params.id)])
  assertVersion(row.version, ctx.ifMatch, body.version)
  const { name = row.name, description = row.description } = body
  if (name === row.name && description === row.description) return row
  ctx.tx.queue(sql`update categories set name = ${name}, name_key = ${nameKey(name)}, description = ${description}, updated_at = now(),
    version = version + 1 where tenant_id = ${ctx.tenantId} and id = ${row.id}`)
  const changed = (one: { name: string; description: string }) => ({
    ...(name !== row.name && { name: one.name }),
    ...(description !== row.description && { description: one.description }),
  })
  const object = { type: 'category', id: row.id }
  record(ctx, { action: 'category.updated', object, before: changed(row), after: changed({ name, description }) })
  return commitAndRead(ctx, row.id)
}

/** Throws 404, 412, 409 `in_use` while products are in it. */
export async function deleteCategory(ctx: Ctx, { params }: Input<unknown>): Promise<Answer> {
  const [row, used] = await Promise.all([
    lockCategory(ctx, params.id),
    ctx.tx.rows(sql`select id from products where tenant_id = ${ctx.tenantId} and category_id = ${params.id} limit 1`),
  ])
  assertVersion(row.version, ctx.ifMatch)
  if (used.length > 0) throw fail('in_use')
  ctx.tx.queue(sql`delete from categories where tenant_id = ${ctx.tenantId} and id = ${row.id}`)
  record(ctx, { action: 'category.deleted', object: { type: 'category', id: row.id }, before: { name: row.name } })
  await ctx.tx.commit()
  return new Answer(204, null)
}

// Counted no further than lists are, so that a category of a million products costs no more.
const columnsFor = ({ actor, tenantId }: Pick<ReadCtx, 'actor' | 'tenantId'>) => sql`
  c.id, c.tenant_id as tenant, c.name, c.description, c.created_at, c.updated_at, c.version, (
    select count(*) from (select from products p where ${inSight(actor, tenantId)} and p.category_id = c.id limit 10000) inside
  ) as products_count`

const categoryRow = (ctx: Pick<ReadCtx, 'actor' | 'tenantId'>, id: number) => sql<Category>`
  select ${columnsFor(ctx)} from categories c where c.tenant_id = ${ctx.tenantId} and c.id = ${id}`

async function lockCategory(ctx: Ctx, id: number): Promise<Category> {
  const [, [row]] = await Promise.all([
    ctx.tx.rows(sql`select id from categories where tenant_id = ${ctx.tenantId} and id = ${id} for update`),
    ctx.tx.rows(categoryRow(ctx, id)),
  ])
  return found(row)
}

async function assertNameFree({ tx, tenantId }: Ctx, name: string, exceptId: number): Promise<void> {
  const same = await tx.rows(sql`
    select id from categories where tenant_id = ${tenantId} and name_key = ${nameKey(name)} and id <> ${exceptId}`)
  if (same.length > 0) throw nameTaken()
}

/** Two who take one name at once: the second is told as if it had come a moment later. */
async function commitAndRead(ctx: Ctx, id: number): Promise<Category> {
  try {
    const [[row]] = await ctx.tx.commit(categoryRow(ctx, id))
    return row as Category
  } catch (error) {
    throw (error as { code?: string }).code === '23505' ? nameTaken() : error
  }
}

function nameTaken() {
  return invalid('name', 'Another category has this name.')
}

function showCategory(category: Category): Category {
  return category
}
