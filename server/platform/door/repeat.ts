import pg from 'pg'
import { isStalePlan } from '../batch.ts'
import { Busy } from './connection.ts'
import type { Ending } from './works.ts'

/** SQLSTATE of begin_tenant: the tenant does not live in that schema any more. */
const stalePlacement = 'QM001'
const conflicts = new Set(['40001', '40P01'])
const mostRepeats = 3

/**
 * Runs a whole transaction again when that is the remedy: after a deadlock or a serialization failure up to three
 * times, once when the placement or a prepared statement was out of date. Throws Busy when it does not help, else the
 * attempt's error.
 */
export async function repeating<T>(
  attempt: () => Promise<Ending<T>>,
  beforeRepeat: (cause: Error) => void,
): Promise<T> {
  for (let repeats = 0; ; repeats++) {
    const ending = await attempt()
    if ('value' in ending) return ending.value
    if (!isRemediable(ending.failure)) throw ending.error
    if (repeats >= mostRepeatsFor(ending.failure)) throw new Busy(ending.failure.message, { cause: ending.failure })
    beforeRepeat(ending.failure)
    if (conflicts.has(sqlStateOf(ending.failure))) await pause(repeats)
  }
}

export function isStalePlacement(error: Error): boolean {
  return sqlStateOf(error) === stalePlacement
}

function isRemediable(error: Error | undefined): error is Error {
  return error !== undefined && (isStalePlacement(error) || isStalePlan(error) || conflicts.has(sqlStateOf(error)))
}

function mostRepeatsFor(error: Error): number {
  return conflicts.has(sqlStateOf(error)) ? mostRepeats : 1
}

function sqlStateOf(error: Error): string {
  return error instanceof pg.DatabaseError ? (error.code ?? '') : ''
}

// Those who met should not meet again.
function pause(repeats: number): Promise<void> {
  const ms = 5 + Math.random() * 20 * 2 ** repeats
  return new Promise(resolve => setTimeout(resolve, ms))
}
