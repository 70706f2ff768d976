/** Two nodes of one deployment, on one database and one Redis, with a cable between them and it that can be cut. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Listener, type Message, openListener, streamOf } from '../../../test/listener.ts'
import { openApp, startWorld, type World } from '../../../test/server.ts'
import type { Opened } from '../../start.ts'

const redis = new URL(process.env.REDIS_URL ?? 'redis://127.0.0.1:6379')
const hasRedis = await answers()
if (!hasRedis) console.warn(`nodes.test.ts is skipped: no Redis answers at ${redis.host}`)

let cable: Cable
let world: World
let second: { app: FastifyInstance; deployment: Opened }

describe.skipIf(!hasRedis)('across nodes', () => {
  beforeAll(async () => {
    cable = await layCable()
    world = await startWorld({ redisUrl: cable.url })
    second = await openApp(world.database, { redisUrl: cable.url })
    for (const { app } of [world, second]) await app.listen({ port: 0, host: '127.0.0.1' })
  })
  afterAll(async () => {
    await second.app.close()
    await second.deployment.close()
    await world.close()
    await cable.close()
  })

  test('what is written on one node is heard on the other, by whoever may', async () => {
    const [meera, astrid] = await Promise.all([listenOn(second.app, 'meera'), listenOn(second.app, 'astrid')])
    const order = await placeOrder()
    const heard = await meera.next('order.changed', isAbout(order))
    expect(heard.data).toEqual({ order: order.id, action: 'order.placed' })
    expect(astrid.messages.filter(({ type }) => type !== 'ready')).toEqual([])
    leave(meera, astrid)
  })

  test('a change of permissions is told on both nodes, to those it concerns', async () => {
    const listeners = await Promise.all([
      listenOn(world.app, 'jonas'),
      listenOn(second.app, 'jonas'),
      listenOn(second.app, 'emil'),
    ])
    const [here, there, emil] = listeners as [Listener, Listener, Listener]
    const role = (await world.as('astrid').get('/api/roles/?search=manager')).body.results[0]
    const kept = role.permissions.filter(({ code }: { code: string }) => code !== 'VIEW_ORDERS')
    const permissions = kept.map(({ code, scope }: { code: string; scope: string }) => ({ code, scope }))
    await world.as('astrid').post(`/api/roles/${role.id}/assign_permissions/`, { permissions })
    for (const jonas of [here, there])
      expect((await jonas.next('permissions.changed')).data.permissions).not.toContain('VIEW_ORDERS')
    expect(emil.messages.map(({ type }) => type)).toEqual(['ready'])
    leave(...listeners)
  })

  test('a company suspended on one node is cut off on the other at once', async () => {
    const freya = await listenOn(second.app, 'freya')
    const { id } = (await world.as('Ria').get('/api/companies/?search=nordlicht')).body.results[0]
    await world.as('Ria').post(`/api/companies/${id}/suspend/`)
    const answeredAt = performance.now()
    expect(await freya.closed).toBe(4403)
    expect(performance.now() - answeredAt).toBeLessThan(5000)
    await world.as('Ria').post(`/api/companies/${id}/resume/`)
  })

  test('orders placed on both nodes at once are heard on both in one order, each once', async () => {
    const listeners = await Promise.all([listenOn(world.app, 'meera'), listenOn(second.app, 'meera')])
    const token = await tokenOf('priya')
    const placed = Array.from({ length: 24 }, (_, i) => placeOn(i % 2 ? world.app : second.app, token))
    const ids = await Promise.all(placed)
    for (const { messages } of listeners) {
      await expect.poll(() => ordersIn(messages).length).toBe(ids.length)
      expect(ordersIn(messages).toSorted()).toEqual(ids.toSorted())
      const frames = messages.filter(({ type }) => type !== 'ready').map(({ id }) => id)
      expect(frames).toEqual([...new Set(frames)].toSorted((a, b) => a - b))
    }
    expect(ordersIn(listeners[0]?.messages)).toEqual(ordersIn(listeners[1]?.messages))
    leave(...listeners)
  })

  test('without its Redis a node hears itself at once and the others a little later; it comes back by itself', async () => {
    const [here, there] = await Promise.all([listenOn(world.app, 'meera'), listenOn(second.app, 'meera')])
    cable.cut()
    const order = await placeOrder()
    await here.next('order.changed', isAbout(order), 2_000)
    await there.next('order.changed', isAbout(order), 8_000)
    cable.mend()
    await expect.poll(() => cable.count()).toBe(4)
    const another = await placeOrder()
    await there.next('order.changed', isAbout(another), 3_000)
    leave(here, there)
  })

  test('a node starts while Redis is away', async () => {
    cable.cut()
    const third = await openApp(world.database, { redisUrl: cable.url })
    await third.app.listen({ port: 0, host: '127.0.0.1' })
    const meera = await listenOn(third.app, 'meera')
    const order = await placeOrder()
    await meera.next('order.changed', isAbout(order), 8_000)
    await third.app.close()
    await third.deployment.close()
    cable.mend()
  })
})

async function listenOn(app: FastifyInstance, username: string): Promise<Listener> {
  const { ticket } = (await world.as(username).post('/api/auth/ws-ticket/')).body
  const listener = openListener(`${streamOf(app)}?token=${ticket}`)
  await listener.next('ready')
  return listener
}

function leave(...listeners: Listener[]): void {
  for (const { socket } of listeners) socket.close()
}

const goods = { items: [{ sku: 'DIYA-BRASS-6', qty: 1 }] }

async function placeOrder(): Promise<{ id: number }> {
  const { status, body } = await world.as('priya').post('/api/orders/', goods)
  expect(status).toBe(201)
  return body
}

async function placeOn(app: FastifyInstance, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  const reply = await app.inject({ method: 'POST', url: '/api/orders/', headers, payload: goods })
  return reply.json().id
}

async function tokenOf(username: string): Promise<string> {
  return (await world.anonymous.post('/api/auth/login/', { username, password: `${username}12345` })).body.access
}

function isAbout({ id }: { id: number }) {
  return ({ data }: Message) => data.order === id
}

function ordersIn(messages: Message[] = []): unknown[] {
  return messages.filter(({ type }) => type === 'order.changed').map(({ data }) => data.order)
}

type Cable = Awaited<ReturnType<typeof layCable>>

async function layCable() {
  const open = new Set<Socket>()
  let isWhole = true
  const server = createServer(near => {
    if (!isWhole) return void near.destroy()
    const far = connect(Number(redis.port || 6379), redis.hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => {}).on('close', () => other.destroy())
      one.pipe(other)
    }
    open.add(near)
    near.on('close', () => open.delete(near))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = () => {
    isWhole = false
    for (const socket of open) socket.destroy()
  }
  const url = new URL(redis)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: url.href,
    cut,
    mend: () => {
      isWhole = true
    },
    count: () => open.size,
    async close() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}

function answers(): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(Number(redis.port || 6379), redis.hostname)
    const conclude = (isThere: boolean) => {
      socket.destroy()
      resolve(isThere)
    }
    socket.setTimeout(1_000, () => conclude(false))
    socket.once('connect', () => conclude(true)).once('error', () => conclude(false))
  })
}
