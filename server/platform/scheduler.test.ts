import { spawn } from 'node:child_process'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { emptyTestDatabase, type TestDatabase } from '../../test/database.ts'
import { until } from '../../test/until.ts'
import { type Door, openDoor } from './door.ts'
import { type Job, openScheduler, type Scheduler } from './scheduler.ts'
import { sql } from './sql.ts'

let database: TestDatabase
let door: Door
let nodes: Scheduler[]
let logged: string[]

const log = {
  warn: (fields: object, message: string) => void logged.push(JSON.stringify(fields) + message),
  error: (fields: object, message: string) => void logged.push(JSON.stringify(fields) + message),
}

beforeAll(async () => {
  database = await emptyTestDatabase()
  door = await openDoor({ url: database.appUrl, ownerUrl: database.ownerUrl, log })
})
afterAll(async () => {
  await door.close()
  await database.drop()
})
beforeEach(async () => {
  nodes = []
  logged = []
  await door.owner(tx => tx.rows(sql`delete from platform.jobs`))
})
afterEach(() => Promise.all(nodes.map(node => node.close())))

function node(jobs: Job[], leaseSeconds = 60): Scheduler {
  const scheduler = openScheduler({ door, log, jobs, leaseSeconds, tickMs: 0 })
  nodes.push(scheduler)
  return scheduler
}

function counting(name = 'count') {
  const job = { name, everySeconds: 3600, runs: 0, run: async () => void job.runs++ }
  return job
}

const makeDue = () => door.directory.write(tx => tx.commit(sql`update platform.jobs set next_at = now()`))

async function rowOf(name: string) {
  const [row] = await door.directory.rows(sql<{
    leased_by: string | null
    last_error: string | null
    wait: number
    finished: boolean
    second: number
  }>`
    select leased_by, last_error, extract(epoch from next_at - now())::float8 as wait, last_finished_at is not null as finished,
      (extract(epoch from next_at)::int8 % 3600)::int as second
    from platform.jobs where name = ${name}`)
  return row
}

test('a job is done when its time has come, and not again before its next', async () => {
  const job = counting()
  const scheduler = node([job])
  await scheduler.tick()
  expect(job.runs).toBe(0)
  await makeDue()
  for (let i = 0; i < 3; i++) await scheduler.tick()
  expect(job.runs).toBe(1)
  expect(await rowOf('count')).toMatchObject({ leased_by: null, last_error: null, finished: true })
})

test('its times are whole periods of the day, moved by its offset', async () => {
  await node([{ ...counting(), offsetSeconds: 900 }]).tick()
  const row = await rowOf('count')
  expect(row?.second).toBe(900)
  expect(row?.wait).toBeGreaterThan(0)
  expect(row?.wait).toBeLessThanOrEqual(3600)
})

test('of many nodes that look at the same moment one does it', async () => {
  const job = counting()
  const schedulers = Array.from({ length: 8 }, () => node([job]))
  await schedulers[0]?.tick()
  await makeDue()
  await Promise.all(schedulers.map(each => each.tick()))
  expect(job.runs).toBe(1)
})

test('a long job keeps its lease, so that nobody else begins it', async () => {
  const finish = Promise.withResolvers<void>()
  const long = { name: 'long', everySeconds: 60, run: () => finish.promise }
  const other = counting('long')
  const first = node([long], 1)
  await first.tick()
  await makeDue()
  const working = first.tick()
  await new Promise(resolve => setTimeout(resolve, 1_500))
  await node([other], 1).tick()
  expect(other.runs).toBe(0)
  finish.resolve()
  await working
})

test('a node that is killed loses its lease, and another does the job', async () => {
  const job = counting('deadly')
  const scheduler = node([job], 2)
  await scheduler.tick()
  await makeDue()
  await beginAndDie('deadly')
  expect((await rowOf('deadly'))?.leased_by).not.toBe(null)
  await scheduler.tick()
  expect(job.runs).toBe(0)
  await until(async () => {
    await scheduler.tick()
    return job.runs === 1
  })
  expect(await rowOf('deadly')).toMatchObject({ leased_by: null, finished: true })
})

test('who finds the lease in other hands stops, and does not undo what the other writes', async () => {
  let told: AbortSignal | undefined
  const job = {
    name: 'slow',
    everySeconds: 60,
    run: (signal: AbortSignal) => {
      told = signal
      return new Promise<void>(resolve => signal.addEventListener('abort', () => resolve()))
    },
  }
  const scheduler = node([job], 1)
  await scheduler.tick()
  await makeDue()
  const working = scheduler.tick()
  await until(() => told !== undefined)
  await door.directory.write(tx => tx.commit(sql`update platform.jobs set leased_by = 'another' where name = 'slow'`))
  await working
  expect((await rowOf('slow'))?.leased_by).toBe('another')
})

test('a job that fails is logged, and tried again within a minute; the others are done all the same', async () => {
  const good = counting('good')
  const bad: Job = {
    name: 'bad',
    everySeconds: 86_400,
    run: async () => {
      throw new Error('no luck')
    },
  }
  const scheduler = node([bad, good])
  await scheduler.tick()
  await makeDue()
  await scheduler.tick()
  expect(good.runs).toBe(1)
  expect(logged.join()).toContain('a job failed')
  const row = await rowOf('bad')
  expect(row).toMatchObject({ leased_by: null, last_error: 'no luck', finished: false })
  expect(row?.wait).toBeLessThanOrEqual(60)
})

test('closing stops a running job and leaves it due for another node', async () => {
  let started = false
  const job = {
    name: 'endless',
    everySeconds: 3600,
    run: (signal: AbortSignal) => {
      started = true
      return new Promise<void>(resolve => signal.addEventListener('abort', () => resolve()))
    },
  }
  const scheduler = node([job])
  await scheduler.tick()
  await makeDue()
  void scheduler.tick()
  await until(() => started)
  await scheduler.close()
  const row = await rowOf('endless')
  expect(row).toMatchObject({ leased_by: null, finished: false })
  expect(row?.wait).toBeLessThanOrEqual(0)
})

/** A process of its own begins the job and is killed in the middle. */
async function beginAndDie(name: string): Promise<void> {
  const here = JSON.stringify(import.meta.url)
  const program = `
    const { openDoor } = await import(new URL('./door.ts', ${here}))
    const { openScheduler } = await import(new URL('./scheduler.ts', ${here}))
    const log = { warn() {}, error() {} }
    const door = await openDoor({ url: process.env.APP, ownerUrl: process.env.OWNER, log })
    const run = () => new Promise(() => process.stdout.write('working'))
    await openScheduler({ door, log, tickMs: 0, leaseSeconds: 2, jobs: [{ name: '${name}', everySeconds: 60, run }] }).tick()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...process.env, APP: database.appUrl, OWNER: database.ownerUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child.stdout.once('data', () => child.kill('SIGKILL'))
  await new Promise(resolve => child.once('close', resolve))
}
