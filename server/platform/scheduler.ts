/**
 * Does jobs by the clock, one node at a time each. Who does a job is decided by one guarded update of its row: the winner
 * holds it for a minute and renews that while it works. A node that dies stops renewing, and another begins the job anew,
 * so every job must bear being done twice.
 */
import { randomUUID } from 'node:crypto'
import type { Door, DoorLog } from './door.ts'
import { sql } from './sql.ts'

export type Job = {
  name: string
  everySeconds: number
  /** When in its period it is due, counted from midnight UTC: 6 h for every morning at six. */
  offsetSeconds?: number
  /** Stops soon after `signal` is aborted: the server closes, or the job is another node's by now. */
  run: (signal: AbortSignal) => Promise<unknown>
}

export type Scheduler = {
  /** Does what is due and not being done elsewhere; resolves when it is done. */
  tick(): Promise<void>
  /** Tells the running jobs to stop, and waits for them. */
  close(): Promise<void>
}

type Options = {
  door: Pick<Door, 'directory'>
  log: DoorLog
  jobs: readonly Job[]
  leaseSeconds?: number
  /** How often it looks; 0: only when told to. */
  tickMs?: number
}

type State = Required<Options> & { running: Map<string, Running> }
type Running = { lease: string; stop: AbortController; done: Promise<void> }

/** Starts looking at the clock. */
export function openScheduler(options: Options): Scheduler {
  const state: State = { leaseSeconds: 60, tickMs: 10_000, ...options, running: new Map() }
  let closed = false
  const look = async () => {
    if (!closed) await tick(state)
  }
  const quietly = () =>
    look().catch(error => state.log.warn({ err: error }, 'the scheduler could not look at its jobs'))
  const timer = state.tickMs > 0 ? setInterval(quietly, state.tickMs).unref() : undefined
  return {
    tick: look,
    async close() {
      closed = true
      clearInterval(timer)
      for (const { stop } of state.running.values()) stop.abort()
      await Promise.allSettled(Array.from(state.running.values(), ({ done }) => done))
    },
  }
}

async function tick(state: State): Promise<void> {
  const due = await state.door.directory.rows(dueJobs)
  const waiting = new Set(due.filter(({ waits }) => waits).map(({ name }) => name))
  const known = new Set(due.map(({ name }) => name))
  for (const job of state.jobs.filter(({ name }) => !known.has(name))) await plan(state, job)
  const mine = state.jobs.filter(({ name }) => waiting.has(name) && !state.running.has(name))
  await Promise.all(mine.map(job => attempt(state, job)))
}

/** Its first time is the next regular one, so that a restart makes nothing run early. */
function plan({ door }: State, job: Job): Promise<unknown> {
  return door.directory.write(tx =>
    tx.commit(
      sql`insert into platform.jobs (name, next_at) values (${job.name}, ${nextTime(job)}) on conflict do nothing`,
    ),
  )
}

async function attempt(state: State, job: Job): Promise<void> {
  const lease = randomUUID()
  const claimed = claim(state, job, lease)
  const stop = new AbortController()
  const done = claimed.then(isMine => (isMine ? carryOut(state, job, { lease, stop }) : undefined))
  state.running.set(job.name, { lease, stop, done })
  await done.finally(() => state.running.delete(job.name))
}

async function carryOut(state: State, job: Job, { lease, stop }: Pick<Running, 'lease' | 'stop'>): Promise<void> {
  const renewing = setInterval(() => void renew(state, job, { lease, stop }), (state.leaseSeconds * 1000) / 3)
  let problem: string | null = null
  try {
    await job.run(stop.signal)
  } catch (error) {
    problem = String((error as Error)?.message ?? error).slice(0, 300)
    state.log.error({ err: error, job: job.name }, 'a job failed; it is tried again')
  } finally {
    clearInterval(renewing)
  }
  await finish(state, job, { lease, problem, stopped: stop.signal.aborted })
}

async function claim({ door, leaseSeconds }: State, { name }: Job, lease: string): Promise<boolean> {
  const [rows] = await door.directory.write(tx =>
    tx.commit(sql`
      update platform.jobs set leased_by = ${lease}, leased_until = now() + ${leaseSeconds}::int8 * interval '1 second'
      where name = ${name} and next_at <= now() and (leased_until is null or leased_until <= now())
      returning name`),
  )
  return rows.length === 1
}

/** Not being able to renew is not losing the lease; finding it in other hands is. */
async function renew(
  { door, log, leaseSeconds }: State,
  { name }: Job,
  { lease, stop }: Pick<Running, 'lease' | 'stop'>,
) {
  try {
    const [rows] = await door.directory.write(tx =>
      tx.commit(sql`
        update platform.jobs set leased_until = now() + ${leaseSeconds}::int8 * interval '1 second'
        where name = ${name} and leased_by = ${lease} returning name`),
    )
    if (rows.length === 0) stop.abort()
  } catch (error) {
    log.warn({ err: error, job: name }, 'the lease of a job could not be renewed')
  }
}

const retrySeconds = 60

/** What failed or was stopped is due again soon; whoever has lost the lease has nothing to say any more. */
async function finish(
  { door }: State,
  job: Job,
  { lease, problem, stopped }: { lease: string; problem: string | null; stopped: boolean },
): Promise<void> {
  const soon = sql`now() + ${Math.min(retrySeconds, job.everySeconds)}::int8 * interval '1 second'`
  const next = stopped ? sql`next_at` : problem === null ? nextTime(job) : soon
  const ended = problem === null && !stopped ? sql`now()` : sql`last_finished_at`
  await door.directory.write(tx =>
    tx.commit(sql`
      update platform.jobs set next_at = ${next}, leased_by = null, leased_until = null, last_finished_at = ${ended},
        last_error = ${problem}
      where name = ${job.name} and leased_by = ${lease}`),
  )
}

/** The next whole multiple of the period, by the database's clock: nodes agree, and nothing drifts. */
function nextTime({ everySeconds, offsetSeconds = 0 }: Job) {
  return sql`to_timestamp((floor((extract(epoch from now()) - ${offsetSeconds}::int8) / ${everySeconds}::int8) + 1)
    * ${everySeconds}::int8 + ${offsetSeconds}::int8)`
}

const dueJobs = sql<{ name: string; waits: boolean }>`
  select name, next_at <= now() and (leased_until is null or leased_until <= now()) as waits from platform.jobs`
