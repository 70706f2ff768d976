import { can } from '../../platform/actor.ts'
import { isOperator } from '../../platform/operator.ts'
import type { Ctx, Input } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { approveUser as admitUser } from '../people/admit.ts'
import type { UserReply } from '../people/contract.ts'
import { writeAtUser } from '../people/reach.ts'
import { resumeCompany } from './suspend.ts'

/**
 * Lets somebody in who asked to work here. For the platform's admins: with the owner of a company that registered and
 * waits, the company comes in. Throws 403 escalation, 409 not_pending, 412.
 */
export async function approveUser(ctx: Ctx, input: Input<unknown>): Promise<UserReply> {
  const user = await writeAtUser(admitUser)(ctx, input)
  // If-Match spoke of the user.
  if (await isWaitingOwner(ctx, user))
    await resumeCompany({ ...ctx, ifMatch: null }, { ...input, params: { id: user.tenant } })
  return user
}

async function isWaitingOwner({ tx, actor, tenantId }: Ctx, { tenant, role }: UserReply): Promise<boolean> {
  if (tenant === tenantId || role !== 'owner' || !isOperator(actor) || !can(actor, 'UPDATE_COMPANY')) return false
  const waiting = await tx.rows(sql`
    select 1 as waiting from platform.tenants where id = ${tenant} and status = 'pending_approval'`)
  return waiting.length > 0
}
