/**
 * Guessing is counted before a password is looked at: an attempt is claimed by one atomic statement, so that however
 * many guesses come at once, on however many nodes, five are evaluated. The count lives in the login directory, for
 * names that exist and names that do not.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Entrance } from '../../platform/entrances.ts'
import { fail } from '../../platform/errors.ts'
import { type Statement, sql } from '../../platform/sql.ts'

export const mostFailures = 5
const lockMinutes = 5
/** No login evaluates a password for so long: the process that claimed the attempt is gone. */
const abandonedSeconds = 10
const pollMs = 25
const mostWaitMs = 8_000

/**
 * Claims an attempt on a login name and answers the rows of `alongside`, read in the same transaction. Waits while all
 * attempts are taken by logins in flight. Throws 429 account_locked, or 503 when that takes too long.
 */
export async function claimAttempt<R>(entrance: Entrance, key: string, alongside: Statement<R>): Promise<R[]> {
  const givesUpAt = Date.now() + mostWaitMs
  return inTurn(key, async () => {
    for (;;) {
      const [claimed, [state], rows] = await entrance.write(tx => tx.commit(claim(key), stateOf(key), alongside))
      if (claimed.length > 0) return rows
      assertUnlocked(state)
      if (state?.abandoned) await entrance.write(tx => tx.commit(lockAbandoned(key)))
      else if (Date.now() > givesUpAt) throw fail('busy', { retry_after: 1 })
      else await sleep(pollMs)
    }
  })
}

/** Throws 429 when a login name is locked. */
export function assertUnlocked(state: AttemptState | undefined): void {
  if (state?.retry_after != null) throw fail('account_locked', { retry_after: state.retry_after })
}

export type AttemptState = { retry_after: number | null; abandoned: boolean }

/** Takes one of the attempts that are left; returns a row if there was one. A lock or count of five minutes ago is over. */
export const claim = (key: string) => sql<{ attempts: number }>`
  insert into platform.login_attempts as a (login_key, attempts, failures, last_attempt_at)
  values (${key}, 1, 0, now())
  on conflict (login_key) do update set
    attempts = case when ${isOver} then 1 else a.attempts + 1 end,
    failures = case when ${isOver} then 0 else a.failures end,
    last_attempt_at = excluded.last_attempt_at,
    locked_until = null
  where ${isOver} or (a.locked_until is null and a.attempts < ${mostFailures})
  returning attempts`

const isOver = sql`(coalesce(a.locked_until, a.last_attempt_at + ${lockMinutes}::int8 * interval '1 minute') <= excluded.last_attempt_at)`

/** Why nothing could be claimed. */
export const stateOf = (key: string) => sql<AttemptState>`
  select ceil(extract(epoch from case when a.locked_until > now() then a.locked_until - now() end))::int as retry_after,
    a.locked_until is null and a.attempts >= ${mostFailures}
      and a.last_attempt_at < now() - ${abandonedSeconds}::int8 * interval '1 second' as abandoned
  from platform.login_attempts a where a.login_key = ${key}`

/** Attempts of a process that died count as failures: whoever could crash it would guess for free. */
const lockAbandoned = (key: string) => sql`
  update platform.login_attempts set failures = attempts,
    locked_until = last_attempt_at + ${lockMinutes}::int8 * interval '1 minute'
  where login_key = ${key} and locked_until is null and attempts >= ${mostFailures}
    and last_attempt_at < now() - ${abandonedSeconds}::int8 * interval '1 second'`

/** A claimed attempt was wrong; the fifth locks. `failures` tells which it was. */
export const countFailure = (key: string) => sql<{ failures: number }>`
  insert into platform.login_attempts as a (login_key, attempts, failures, last_attempt_at)
  values (${key}, 1, 1, now())
  on conflict (login_key) do update set
    attempts = greatest(a.attempts, a.failures + 1),
    failures = a.failures + 1,
    locked_until = case when a.failures + 1 >= ${mostFailures}
      then excluded.last_attempt_at + ${lockMinutes}::int8 * interval '1 minute' else a.locked_until end
  returning failures`

/** A claimed attempt was right: nothing is held against the name any more. */
export const forgetFailures = (key: string) => sql`
  delete from platform.login_attempts where login_key = ${key} and locked_until is null`

/** A claimed attempt was not evaluated after all. */
export const returnAttempt = (key: string) => sql`
  update platform.login_attempts set attempts = greatest(attempts - 1, failures)
  where login_key = ${key} and locked_until is null`

const turns = new Map<string, Promise<unknown>>()

/** One claim per name at a time in this process: a crowd that waits for the same name asks the database one by one. */
async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = turns.get(key)
  const mine = (before ?? Promise.resolve()).then(work)
  const settled = mine.catch(() => {})
  turns.set(key, settled)
  settled.then(() => {
    if (turns.get(key) === settled) turns.delete(key)
  })
  return mine
}
