import { sql } from '../sql.ts'
import { type Connection, disconnect, run } from './connection.ts'
import type { Exclusive } from './exclusive.ts'
import type { Transaction } from './transaction.ts'
import type { DoorLog } from './types.ts'
import type { Ending } from './works.ts'

export interface Held<T> {
  tx: Transaction
  ending: Ending<T>
}

const rollback = { ...sql`rollback`, anySchema: true } as const

/** Runs one transaction on a connection of its own, which goes back clean or not at all. Hints run after the commit. */
export async function hold<T>(
  { pool, tenantId, log }: { pool: Exclusive; tenantId: number | null; log: DoorLog },
  carry: (connection: Connection) => Promise<Held<T>>,
): Promise<Ending<T>> {
  const connection = await pool.acquire(tenantId)
  try {
    const { tx, ending } = await carry(connection)
    if (tx.begun && !tx.committed) await rollBack(connection, tx)
    if (tx.committed) for (const hint of tx.hints) give(hint, log)
    return ending
  } finally {
    pool.release(connection)
  }
}

async function rollBack(connection: Connection, tx: Transaction): Promise<void> {
  if (connection.lost || tx.commitFailed) return disconnect(connection)
  const outcome = await run(connection, [rollback], '')
  if (outcome.error) disconnect(connection)
}

// What was committed stays committed, whatever becomes of a hint.
async function give(hint: () => unknown, log: DoorLog): Promise<void> {
  try {
    await hint()
  } catch (error) {
    log.error({ err: error }, 'a hint after a commit failed')
  }
}
