import { pruneAccounts } from './features/accounts/housekeeping.ts'
import { forgetSenders } from './features/contact/send.ts'
import { measureStorage } from './features/dashboard/storage.ts'
import { sendDigests } from './features/notifications/digest.ts'
import { expireHolds } from './features/orders/expire.ts'
import type { Deployment } from './platform/deployment.ts'
import { forgetOldKeys } from './platform/idempotency.ts'
import type { Job } from './platform/scheduler.ts'
import { sql } from './platform/sql.ts'

const minute = 60
const hour = 60 * minute

/** Everything the server does by the clock. */
export function jobsOf(deployment: Deployment): Job[] {
  const { door } = deployment
  const inEach = (work: (tenantId: number) => Promise<unknown>) => (signal: AbortSignal) =>
    inEachCompany(deployment, signal, work)
  return [
    { name: 'expire holds', everySeconds: minute, run: inEach(id => expireHolds(deployment, id)) },
    { name: 'prune accounts', everySeconds: hour, run: () => pruneAccounts(door) },
    {
      name: 'prune contact senders',
      everySeconds: hour,
      run: () => door.directory.write(tx => tx.commit(forgetSenders)),
    },
    {
      name: 'prune companies',
      everySeconds: hour,
      offsetSeconds: 30 * minute,
      run: inEach(id => door.write({ tenantId: id }, tx => tx.commit(forgetOldKeys(id), forgetOldNews(id)))),
    },
    { name: 'measure storage', everySeconds: 10 * minute, run: signal => measureStorage(deployment, signal) },
    {
      name: 'send digests',
      everySeconds: 24 * hour,
      offsetSeconds: 6 * hour,
      run: inEach(id => sendDigests(deployment, id)),
    },
  ]
}

/** One company after the other; where it fails in one, the others have their turn all the same. Throws at the end then. */
async function inEachCompany(
  { door, log }: Pick<Deployment, 'door' | 'log'>,
  signal: AbortSignal,
  work: (tenantId: number) => Promise<unknown>,
): Promise<void> {
  let failures = 0
  for (const { id } of await door.directory.rows(activeTenants)) {
    if (signal.aborted) return
    try {
      await work(id)
    } catch (error) {
      failures += 1
      log.error({ err: error, tenantId: id }, 'a job failed in one company')
    }
  }
  if (failures > 0) throw new Error(`failed in ${failures} ${failures === 1 ? 'company' : 'companies'}`)
}

const activeTenants = sql<{ id: number }>`select id from platform.tenants where status = 'active' order by id`

const forgetOldNews = (tenantId: number) => sql`
  delete from notifications where tenant_id = ${tenantId} and created_at < now() - interval '180 days'`
