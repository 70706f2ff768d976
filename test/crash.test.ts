/** What a kill -9 leaves behind: everything that was answered, nothing half done, and a repeat that does not do it twice. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Violation, verifyStock } from '../server/features/stock/verify.ts'
import { sql } from '../server/platform/sql.ts'
import { jwtSecret, type TestDatabase, testDatabase } from './database.ts'
import { openApp } from './server.ts'

let database: TestDatabase
const running = new Set<ChildProcess>()

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await database.drop()
})

/** A server process of its own on the test's database; answers its address. */
async function startServer(): Promise<{ child: ChildProcess; url: string }> {
  const env = {
    ...process.env,
    PORT: '0',
    DATABASE_URL: database.ownerUrl,
    DATA_DIR: database.dataDir,
    JWT_SECRET: jwtSecret,
    SEED_DEMO: '0',
    LOG_LEVEL: 'info',
    RATE_LIMITS: 'off',
  }
  const child = spawn(process.execPath, ['server/main.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  running.add(child)
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? []
    if (url) return { child, url }
  }
  throw new Error('the server did not start')
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
  running.delete(child)
}

async function post(url: string, body: object, headers: Record<string, string> = {}) {
  const reply = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> }
}

test('orders that a kill -9 interrupted are placed exactly once when their clients repeat them', async () => {
  const wanted = 60
  const first = await startServer()
  const { body } = await post(`${first.url}/api/auth/login/`, { username: 'rahul', password: 'rahul12345' })
  const place = (url: string, i: number) =>
    post(
      `${url}/api/orders/`,
      {
        items: [
          { sku: 'GIFT-WRAP', qty: 1 },
          { sku: 'SAFFRON-1G', qty: 1 },
        ],
      },
      { authorization: `Bearer ${body.access}`, 'idempotency-key': `crash-${i}` },
    )
  const attempts = Array.from({ length: wanted }, (_, i) => place(first.url, i).catch(() => null))
  await Promise.race([attempts[wanted / 3], sleep(3000)])
  await kill(first.child)
  const answered = (await Promise.all(attempts)).map(reply => reply?.body.id ?? null)

  const second = await startServer()
  const replies = await Promise.all(Array.from({ length: wanted }, (_, i) => place(second.url, i)))
  expect(replies.map(({ status }) => status)).toEqual(Array(wanted).fill(201))
  const ids = replies.map(reply => reply.body.id)
  expect(new Set(ids).size).toBe(wanted)
  for (const [i, id] of answered.entries()) if (id !== null) expect(ids[i]).toBe(id)
  await kill(second.child)

  expect(await booksOfDreamKart()).toEqual({ orders: wanted, violations: [] })
}, 120_000)

const tenantId = 2
const ordersOfCrash = sql`
  select o.id from orders o join order_items i on i.tenant_id = ${tenantId} and i.order_id = o.id
  where o.tenant_id = ${tenantId} and i.sku = 'SAFFRON-1G' and o.kind = 'sale'`

async function booksOfDreamKart(): Promise<{ orders: number; violations: Violation[] }> {
  const { deployment, app } = await openApp(database)
  const orders = await deployment.door.read({ tenantId }, tx => tx.rows(ordersOfCrash))
  const violations = await deployment.door.read({ tenantId }, tx => verifyStock(tx, tenantId))
  await app.close()
  await deployment.close()
  return { orders: orders.length, violations }
}
