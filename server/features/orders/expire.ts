import type { Deployment } from '../../platform/deployment.ts'
import type { WriteTx } from '../../platform/door.ts'
import { Failure } from '../../platform/errors.ts'
import { sql } from '../../platform/sql.ts'
import { type LockedOrder, lockOrder, queueLetGo } from './holds.ts'
import { allowedActions } from './lifecycle.ts'
import { commitStep } from './transition.ts'

const mostAtOnce = 500

/**
 * Cancels a company's orders whose holds have expired, the longest overdue first and at most 500 of them; answers how
 * many it cancelled. Each is a transaction of its own. For the scheduler.
 */
export async function expireHolds(
  { door, wakeOutbox }: Pick<Deployment, 'door' | 'wakeOutbox'>,
  tenantId: number,
): Promise<number> {
  const due = await door.read({ tenantId }, tx => tx.rows(dueOrders(tenantId)))
  let expired = 0
  for (const { id } of due) if (await door.write({ tenantId }, tx => expireOrder(tx, tenantId, id))) expired += 1
  if (expired > 0) wakeOutbox(tenantId)
  return expired
}

const dueOrders = (tenantId: number) => sql<{ id: number }>`
  select id from orders where tenant_id = ${tenantId} and hold_expires_at <= now() and deleted_at is null
  order by hold_expires_at limit ${mostAtOnce}`

const meta = { ip: '', userAgent: 'quartermaster scheduler', requestId: '' }

async function expireOrder(tx: WriteTx, tenantId: number, id: number): Promise<boolean> {
  const ctx = { tx, tenantId, actor: null, meta }
  const locked = await lockOrder(ctx, id).catch(nullIfGone)
  if (!locked || !isDue(locked)) return false
  queueLetGo(ctx, locked)
  await commitStep(ctx, locked, { action: 'expired', to: 'cancelled', reason: 'expired' })
  return true
}

// Somebody may have fulfilled, changed or ended it since it was found.
function isDue({ order, facts }: LockedOrder): boolean {
  const { hold_expires_at } = order
  return (
    hold_expires_at !== null && Date.parse(hold_expires_at) <= Date.now() && allowedActions(facts).includes('cancel')
  )
}

function nullIfGone(error: unknown): null {
  if (error instanceof Failure && error.code === 'not_found') return null
  throw error
}
