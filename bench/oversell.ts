/** The race that must not be lost: many buyers at once, too few units. */
import { Agent, request } from 'node:http'
import type pg from 'pg'

export type Race = { sold: number; refused: number; failed: number; deadlocks: number; ms: number }

export const buyers = 400
export const units = 100

/** All buyers order one unit at the same moment. Throws when the books disagree with the answers. */
export async function race(
  url: string,
  admin: pg.Client,
  { owner, customer }: { owner: string; customer: string },
): Promise<Race> {
  const agent = new Agent({ keepAlive: true, maxSockets: buyers })
  const post = (path: string, token: string, body: object) => send(agent, `${url}${path}`, token, body)
  const made = await post('/api/products/', owner, { name: 'Wanted by all', price: '10.00', stock: units })
  const { id } = JSON.parse(made.text) as { id: number }
  const deadlocks = await deadlocksIn(admin)
  const began = performance.now()
  const answers = await Promise.all(
    Array.from({ length: buyers }, () => post('/api/orders/', customer, { items: [{ product_id: id, qty: 1 }] })),
  )
  const ms = performance.now() - began
  const count = (is: (status: number) => boolean) => answers.filter(({ status }) => is(status)).length
  const sold = count(status => status === 201)
  await assertReserved(admin, id, sold)
  agent.destroy()
  return {
    sold,
    refused: count(status => status === 409),
    failed: count(status => status !== 201 && status !== 409),
    deadlocks: (await deadlocksIn(admin)) - deadlocks,
    ms,
  }
}

async function assertReserved(admin: pg.Client, product: number, sold: number): Promise<void> {
  const { rows } = await admin.query('select reserved_milli from product_stock where product_id = $1', [product])
  if (Number(rows[0].reserved_milli) !== sold * 1000) throw new Error(`${sold} sold, ${rows[0].reserved_milli} held`)
}

// PostgreSQL publishes its counters when a session goes quiet, and shows a session the same ones until told otherwise.
async function deadlocksIn(admin: pg.Client): Promise<number> {
  await new Promise(resolve => setTimeout(resolve, 1_200))
  await admin.query('select pg_stat_clear_snapshot()')
  const { rows } = await admin.query('select deadlocks from pg_stat_database where datname = current_database()')
  return Number(rows[0].deadlocks)
}

function send(agent: Agent, url: string, token: string, body: object): Promise<{ status: number; text: string }> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, reply => {
      let text = ''
      reply.setEncoding('utf8').on('data', chunk => {
        text += chunk
      })
      reply.on('end', () => resolve({ status: reply.statusCode ?? 0, text }))
    })
    sent.on('error', reject).end(JSON.stringify(body))
  })
}
