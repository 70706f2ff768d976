/** Readers that come back late, and readers that do not read. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WebSocket, WebSocketServer } from 'ws'
import { type Listener, openListener, streamOf } from '../../../test/listener.ts'
import { startWorld, type World } from '../../../test/server.ts'
import { lastEventTold, lastIdOf } from './frames.ts'
import { ping, type Seat } from './seat.ts'

let world: World
let tenantId: number
beforeAll(async () => {
  world = await startWorld()
  await world.app.listen({ port: 0, host: '127.0.0.1' })
  tenantId = (await world.as('meera').get('/api/auth/me/')).body.tenant_id
})
afterAll(() => world.close())

test('ready carries the id from which a client resumes', async () => {
  const meera = await listen()
  const [ready] = meera.messages
  expect(ready?.id).toBe(ready?.data.last_event_id)
  meera.socket.close()
  const back = await listen(ready?.id)
  expect(back.messages[0]?.data.last_event_id).toBe(ready?.id)
  back.socket.close()
})

test('a connection that broke between two frames of one event loses neither', async () => {
  const meera = await listen()
  const { body } = await world.as('rahul').post('/api/orders/', { items: [{ sku: 'DIYA-BRASS-6', qty: 1 }] })
  const first = await meera.next('order.changed', ({ data }) => data.order === body.id)
  const second = await meera.next('stock.changed', ({ id }) => id > first.id)
  meera.socket.close()
  const back = await listen(first.id)
  expect(await back.next('stock.changed')).toEqual(second)
  expect(back.messages.map(({ type }) => type)).not.toContain('order.changed')
  back.socket.close()
})

test('somebody who missed a thousand events hears them all, once, in their order, and then what is new', async () => {
  const meera = await listen()
  const seen = meera.messages[0]?.id
  meera.socket.close()
  await insertEvents({ count: 1_000, products: 1 })
  const back = await listen(seen)
  await expect.poll(() => framesOf(back).length).toBe(1_000)
  const ids = framesOf(back).map(({ id }) => id)
  expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b))
  const { body } = await world.as('rahul').post('/api/orders/', { items: [{ sku: 'DIYA-BRASS-6', qty: 1 }] })
  await back.next('order.changed', ({ data }) => data.order === body.id)
  back.socket.close()
})

test('an id from the future or of nonsense is taken for now', async () => {
  for (const id of [Number.MAX_SAFE_INTEGER, -5, 'x']) {
    const meera = await listen(id)
    expect(Number(meera.messages[0]?.data.last_event_id)).toBeLessThan(Number.MAX_SAFE_INTEGER)
    await sleep(50)
    expect(framesOf(meera)).toEqual([])
    meera.socket.close()
  }
})

test('a reader that does not read is dropped at a bound, and holds up nobody', async () => {
  const [deaf, meera] = [await listen(), await listen()]
  ;(deaf.socket as unknown as { _socket: { pause(): void } })._socket.pause()
  const mostUnread = watchUnread(world.app)
  await insertEvents({ count: 12_000, products: 200 })
  world.deployment.bus.publish(tenantId)
  await expect.poll(() => framesOf(meera).length).toBe(12_000)
  await expect.poll(() => serverSockets(world.app).length).toBe(1)
  expect(mostUnread()).toBeLessThan(2 * 1024 * 1024)
  leaveAll(deaf, meera)
}, 60_000)

test('a reader that comes back and does not read is sent no more than it reads', async () => {
  const before = await listen()
  const seen = before.messages[0]?.id as number
  before.socket.close()
  await insertEvents({ count: 12_000, products: 200 })
  const deaf = openListener(await addressFor(seen))
  deaf.socket.once('message', () => (deaf.socket as unknown as { _socket: { pause(): void } })._socket.pause())
  const mostUnread = watchUnread(world.app)
  await sleep(2_000)
  expect(mostUnread()).toBeLessThan(1024 * 1024)
  expect(serverSockets(world.app).length).toBe(1)
  deaf.socket.terminate()
}, 60_000)

test('a socket that answers no ping is given up at the next one', () => {
  const done: string[] = []
  const socket = { ping: () => done.push('ping'), terminate: () => done.push('terminate') }
  const seat = { socket, isAlive: true } as unknown as Seat
  ping(seat)
  seat.isAlive = true // its pong
  ping(seat)
  ping(seat)
  expect(done).toEqual(['ping', 'ping', 'terminate'])
})

test('ids of frames and of events lead to each other', () => {
  expect(lastEventTold(lastIdOf(41))).toBe(41)
  for (const id of [lastIdOf(40) + 1, lastIdOf(41) - 1]) expect(lastEventTold(id)).toBe(40)
})

async function addressFor(lastId?: number | string): Promise<string> {
  const { ticket } = (await world.as('meera').post('/api/auth/ws-ticket/')).body
  return `${streamOf(world.app)}?token=${ticket}${lastId === undefined ? '' : `&last_event_id=${lastId}`}`
}

async function listen(lastId?: number | string): Promise<Listener> {
  const listener = openListener(await addressFor(lastId))
  await listener.next('ready')
  return listener
}

function leaveAll(...listeners: Listener[]): void {
  for (const { socket } of listeners) socket.terminate()
}

function framesOf({ messages }: Listener) {
  return messages.filter(({ type }) => type !== 'ready')
}

/** Events as the product writes them, but many at once. */
async function insertEvents({ count, products }: { count: number; products: number }): Promise<void> {
  const list = JSON.stringify(Array.from({ length: products }, (_, i) => i + 1))
  await world.deployment.door.owner(
    tx =>
      tx.script(`insert into outbox (tenant_id, kind, status, payload)
        select ${tenantId}, 'event', 'done', jsonb_build_object('type', 'stock.adjusted', 'object_type', 'stock', 'object_id', null,
          'actor', null, 'version', 1, 'products', '${list}'::jsonb) from generate_series(1, ${count})`),
    { tenantId },
  )
}

function serverSockets(app: FastifyInstance): WebSocket[] {
  return [...(app as unknown as { websocketServer: WebSocketServer }).websocketServer.clients]
}

/** The most bytes that any one socket had waiting. */
function watchUnread(app: FastifyInstance): () => number {
  let most = 0
  const timer = setInterval(() => {
    most = Math.max(most, ...serverSockets(app).map(({ bufferedAmount }) => bufferedAmount))
  }, 2)
  return () => {
    clearInterval(timer)
    return most
  }
}
