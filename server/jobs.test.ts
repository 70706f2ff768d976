import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../test/server.ts'
import { jobsOf } from './jobs.ts'
import type { Deployment } from './platform/deployment.ts'
import { openScheduler } from './platform/scheduler.ts'
import { type Statement, sql } from './platform/sql.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const log = { warn() {}, error() {} }
const { signal } = new AbortController()

function inCompany<R>(tenantId: number, statement: Statement<R>): Promise<R[]> {
  return world.deployment.door.owner(tx => tx.rows(statement), { tenantId })
}

async function companyOf(username: string): Promise<number> {
  return (await world.as(username).get('/api/auth/me/')).body.tenant_id
}

const jobNamed = (name: string, deployment: Deployment = world.deployment) => {
  const job = jobsOf(deployment).find(each => each.name === name)
  if (!job) throw new Error(`there is no job ${name}`)
  return job
}

async function newHeldOrder(owner: string): Promise<number> {
  const { body: product } = await world.as(owner).post('/api/products/', { name: 'Held', price: '1.00', stock: 5 })
  const { status, body } = await world.as(owner).post('/api/orders/', { items: [{ product_id: product.id, qty: 2 }] })
  expect(status).toBe(201)
  await inCompany(
    await companyOf(owner),
    sql`update orders set hold_expires_at = now() - interval '1 minute' where tenant_id = ${await companyOf(owner)} and id = ${body.id}`,
  )
  return body.id
}

const stateOf = async (owner: string, id: number) => (await world.as(owner).get(`/api/orders/${id}/`)).body

test('the server lets go of expired holds in every company, by its clock alone', async () => {
  const [ours, theirs] = [await newHeldOrder('rohan'), await newHeldOrder('astrid')]
  const scheduler = openScheduler({ door: world.deployment.door, log, jobs: jobsOf(world.deployment), tickMs: 0 })
  await scheduler.tick()
  await world.deployment.door.directory.write(tx => tx.commit(sql`update platform.jobs set next_at = now()`))
  await scheduler.tick()
  await scheduler.close()
  expect(await stateOf('rohan', ours)).toMatchObject({ status: 'cancelled', reason: 'expired' })
  expect(await stateOf('astrid', theirs)).toMatchObject({ status: 'cancelled', reason: 'expired' })
  const jobs = await world.deployment.door.directory.rows(
    sql<{
      name: string
      last_error: string | null
    }>`select name, last_error from platform.jobs where last_finished_at is not null`,
  )
  expect(jobs.map(({ name }) => name).toSorted()).toEqual(
    jobsOf(world.deployment)
      .map(({ name }) => name)
      .toSorted(),
  )
  expect(jobs.filter(job => job.last_error !== null)).toEqual([])
})

test('what fails in one company is done in the others, and the job counts as failed', async () => {
  const [ours, theirs] = [await newHeldOrder('rohan'), await newHeldOrder('astrid')]
  const rohans = await companyOf('rohan')
  const { door } = world.deployment
  const failing = {
    ...world.deployment,
    door: {
      ...door,
      read: (entry: { tenantId: number }, work: never) => {
        if (entry.tenantId === rohans) throw new Error('out of order')
        return door.read(entry, work)
      },
    },
  } as Deployment
  await expect(jobNamed('expire holds', failing).run(signal)).rejects.toThrow('1 compan')
  expect((await stateOf('rohan', ours)).status).toBe('approved')
  expect((await stateOf('astrid', theirs)).status).toBe('cancelled')
})

test('what nobody needs any more is removed, what is younger stays', async () => {
  const tenantId = await companyOf('rohan')
  const { id } = (await world.as('rohan').get('/api/auth/me/')).body
  const days = [2, 0.9]
  for (const age of days)
    await inCompany(
      tenantId,
      sql`insert into idempotency_keys (tenant_id, user_id, route, key, body_hash, created_at)
        values (${tenantId}, ${id}, '/', ${`key ${age}`}, '', now() - ${age}::float8 * interval '1 day')`,
    )
  for (const age of [200, 100])
    await inCompany(
      tenantId,
      sql`insert into notifications (tenant_id, event_id, user_id, kind, object_type, object_id, title, created_at)
        values (${tenantId}, ${age}, ${id}, 'order_waiting', 'order', 1, ${`${age} days`}, now() - ${age}::float8 * interval '1 day')`,
    )
  await jobNamed('prune companies').run(signal)
  const keys = await inCompany(
    tenantId,
    sql`select key from idempotency_keys where tenant_id = ${tenantId} and key like 'key %'`,
  )
  expect(keys).toEqual([{ key: 'key 0.9' }])
  const notes = await inCompany(
    tenantId,
    sql`select title from notifications where tenant_id = ${tenantId} and title like '% days'`,
  )
  expect(notes).toEqual([{ title: '100 days' }])
})

test('a stopped job begins with no further company', async () => {
  const held = await newHeldOrder('rohan')
  await jobNamed('expire holds').run(AbortSignal.abort())
  expect((await stateOf('rohan', held)).status).toBe('approved')
})
