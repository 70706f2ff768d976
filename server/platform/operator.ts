/**
 * The platform's admins at work in another company. Who they are is proven in the platform's own transaction (its rows
 * are handed out only then), which also tells whether the company exists; the work runs in a transaction of that company.
 */
import { type TObject, Type } from 'typebox'
import type { Actor } from './actor.ts'
import { invalid } from './errors.ts'
import type { Filter } from './list/filters.ts'
import type { Ctx, Query, ReadCtx } from './route.ts'
import { parseId } from './schema.ts'
import { sql } from './sql.ts'

/** Whether somebody may look into every company. */
export function isOperator(actor: Actor): boolean {
  return actor.isPlatform && actor.role === 'platform_admin'
}

/** Runs a read in another company. Throws not found for a company that is not there, and for everybody but an operator. */
export async function readIn<T>(ctx: ReadCtx, tenantId: number, work: (ctx: ReadCtx) => Promise<T>): Promise<T> {
  const entrance = await ctx.deployment.entrances.forPlatform(ctx, tenantId)
  return entrance.read(async tx => {
    const [rules] = await tx.rows(sql<Pick<Actor, 'settings'>>`
      select "values" as settings from settings where tenant_id = ${tenantId}`)
    return work({
      ...ctx,
      tx,
      tenantId,
      actor: { ...ctx.actor, ...rules, tenantId },
      reenter: again => entrance.read(again),
    })
  })
}

/** Runs a write in another company, by its rules, as `readIn`; the actor stays a guest there, whose `tenantId` is the platform's. */
export async function writeIn<T>(ctx: Ctx, tenantId: number, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const entrance = await ctx.deployment.entrances.forPlatform(ctx, tenantId)
  return entrance.write(async tx => {
    tx.afterCommit(() => ctx.deployment.wakeOutbox(tenantId))
    const [rules] = await tx.rows(sql<Pick<Actor, 'settings' | 'preset'>>`
      select s."values" as settings, t.preset from settings s join platform.tenants t on t.id = ${tenantId}
      where s.tenant_id = ${tenantId}`)
    return work({ ...ctx, tx, tenantId, actor: { ...ctx.actor, ...rules } })
  })
}

/** The actor's id where it may stand for an author: in one's own company. A guest has none there; the audit log names them. */
export function authorId({ actor, tenantId }: Pick<Ctx, 'actor' | 'tenantId'>): number | null {
  return actor.tenantId === tenantId ? actor.userId : null
}

/** Waits until the actor of `ctx`, who is only believed in before the transaction's first rows, has been proven. */
export async function prove({ tx }: Pick<ReadCtx, 'tx'>): Promise<void> {
  await tx.rows(sql`select`)
}

type Asked = { query: Query }

/** Makes a read that an operator's `?company=` sends into that company. */
export function readInNamed<I, T>(
  work: (ctx: ReadCtx, input: I) => Promise<T>,
): (ctx: ReadCtx, input: I & Asked) => Promise<T> {
  return named(work, (ctx, input) => {
    const company = namedCompany(ctx, input.query)
    return company === ctx.tenantId ? work(ctx, input) : readIn(ctx, company, inside => work(inside, input))
  })
}

/** Makes a write that an operator's `?company=` sends into that company. */
export function writeInNamed<I, T>(
  work: (ctx: Ctx, input: I) => Promise<T>,
): (ctx: Ctx, input: I & Asked) => Promise<T> {
  return named(work, (ctx, input) => {
    const company = namedCompany(ctx, input.query)
    return company === ctx.tenantId ? work(ctx, input) : writeIn(ctx, company, inside => work(inside, input))
  })
}

/** The API documents name calls and records after the verb that serves them. */
function named<F extends object>(work: { name: string }, wrapped: F): F {
  return Object.defineProperty(wrapped, 'name', { value: work.name })
}

/** The query of routes other than lists that operators call for one company. */
export const namedCompanyQuery: TObject = Type.Object({
  company: Type.Optional(Type.String({ description: 'for platform admins: a company’s id' })),
})

/** The parameter of lists that operators read for one company. */
export const companyFilter: Filter = {
  description: 'a company’s id, for platform admins; for all others their own',
  where: (text, ctx, name) => {
    if (parseId(text) !== ctx.tenantId) throw invalid(name, 'This is not your company.')
    return sql`true`
  },
}

/** The company that the query names, or one's own. Throws 400 on `company` when it may not be named. */
export function namedCompany({ actor, tenantId }: Pick<ReadCtx, 'actor' | 'tenantId'>, { company }: Query): number {
  if (company === undefined || company === '') return tenantId
  const id = typeof company === 'string' ? parseId(company) : null
  if (id === null) throw invalid('company', 'Send the id of a company.')
  if (id !== tenantId && !isOperator(actor)) throw invalid('company', 'This is not your company.')
  return id
}
