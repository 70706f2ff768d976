/** A user's id is unique in the deployment: for the platform's admins it leads into that user's company. */
import { isOperator, readIn, writeIn } from '../../platform/operator.ts'
import type { Ctx, ReadCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'

type AboutUser = { params: { id: number } }

/** Makes a read about the user in the path that operators may do in every company. */
export function readAtUser<I extends AboutUser, T>(
  work: (ctx: ReadCtx, input: I) => Promise<T>,
): (ctx: ReadCtx, input: I) => Promise<T> {
  return async (ctx, input) => {
    const tenantId = await companyOfUser(ctx, input.params.id)
    return tenantId === ctx.tenantId ? work(ctx, input) : readIn(ctx, tenantId, inside => work(inside, input))
  }
}

/** Makes a write about the user in the path that operators may do in every company. */
export function writeAtUser<I extends AboutUser, T>(
  work: (ctx: Ctx, input: I) => Promise<T>,
): (ctx: Ctx, input: I) => Promise<T> {
  return async (ctx, input) => {
    const tenantId = await companyOfUser(ctx, input.params.id)
    return tenantId === ctx.tenantId ? work(ctx, input) : writeIn(ctx, tenantId, inside => work(inside, input))
  }
}

async function companyOfUser({ tx, actor, tenantId }: ReadCtx, userId: number): Promise<number> {
  if (!isOperator(actor)) return tenantId
  const [login] = await tx.rows(
    sql<{ tenant_id: number }>`select tenant_id from platform.logins where user_id = ${userId}`,
  )
  return login?.tenant_id ?? tenantId
}
