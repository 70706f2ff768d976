import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type Listener, type Message, openListener } from '../../../test/listener.ts'
import { openApp, startWorld, type World } from '../../../test/server.ts'

let world: World
let address: string

beforeAll(async () => {
  world = await startWorld()
  await world.app.listen({ port: 0, host: '127.0.0.1' })
  address = `ws://127.0.0.1:${(world.app.server.address() as AddressInfo).port}/ws/notifications/`
})
afterAll(() => world.close())

function open(query = '', headers: Record<string, string> = {}): Listener {
  return openListener(`${address}${query}`, headers)
}

async function ticketOf(username: string): Promise<string> {
  return (await world.as(username).post('/api/auth/ws-ticket/')).body.ticket
}

async function listen(username: string): Promise<Listener> {
  const listener = open(`?token=${encodeURIComponent(await ticketOf(username))}`)
  await listener.next('ready')
  return listener
}

async function tokenOf(username: string, password = `${username}12345`): Promise<string> {
  return (await world.anonymous.post('/api/auth/login/', { username, password })).body.access
}

/** Asks for a socket, and answers nothing that comes. */
function knock({ port }: AddressInfo, { path = '/ws/notifications/', host = 'localhost' } = {}): Socket {
  const key = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='
  const socket = connect(port, '127.0.0.1')
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${key}\r\n\r\n`)
  return socket
}

describe('coming in', () => {
  test('a ticket in the address opens the stream, once', async () => {
    const ticket = await ticketOf('meera')
    const meera = open(`?token=${ticket}`)
    const { data } = await meera.next('ready')
    expect(data).toMatchObject({ user: { username: 'meera' }, last_event_id: expect.any(Number) })
    expect(data.permissions).toContain('APPROVE_ORDER')
    expect(await open(`?token=${ticket}`).closed).toBe(4401)
    meera.socket.close()
  })

  test('the first message may carry an access token, an address may not', async () => {
    const token = await tokenOf('priya')
    const priya = open()
    priya.socket.on('open', () => priya.socket.send(JSON.stringify({ type: 'auth', token })))
    await priya.next('ready')
    expect(await open(`?token=${token}`).closed).toBe(4401)
    priya.socket.close()
  })

  test('silence, nonsense, a dead token and a message of 65 KB are closed with their codes', async () => {
    const silent = open()
    const nonsense = open()
    nonsense.socket.on('open', () => nonsense.socket.send('what?'))
    const large = open()
    large.socket.on('open', () => large.socket.send('x'.repeat(65 * 1024)))
    expect(await nonsense.closed).toBe(4401)
    expect(await large.closed).toBe(1009)
    expect(await open('?token=2.abc').closed).toBe(4401)
    expect(await silent.closed).toBe(4408)
  })

  test('two tokens in one address are none, and who wants no socket is answered as everywhere', async () => {
    const ticket = await ticketOf('meera')
    expect(await open(`?token=${ticket}&token=${ticket}`).closed).toBe(4401)
    for (const path of ['/ws/notifications/', '/ws/notifications'])
      expect(await world.anonymous.get(path)).toMatchObject({ status: 404, body: { detail: 'Not found.' } })
  })

  test.each([
    ['/ws/notifications/', 'nobody.localhost', 404],
    ['/ws/%zz', 'localhost', 404],
    ['/ws/elsewhere/', 'localhost', 404],
  ])('who is not let in at %s of %s is not kept on the line', async (path, host, status) => {
    const stranger = knock(world.app.server.address() as AddressInfo, { path, host })
    const [answer] = await once(stranger, 'data')
    expect(String(answer)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    await once(stranger, 'close')
  })

  test('who offers HTTP/2 along with a request, as Java does, is answered all the same', async () => {
    const body = '{"username":"rahul","password":"rahul12345"}'
    const socket = connect((world.app.server.address() as AddressInfo).port, '127.0.0.1')
    const head = 'POST /api/auth/login/ HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: h2c'
    socket.write(`${head}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1.1 200 /)
    socket.destroy()
  })

  test('a server that stops waits for nobody who does not say goodbye', async () => {
    const { app, deployment } = await openApp(world.database)
    await app.listen({ port: 0, host: '127.0.0.1' })
    const mute = knock(app.server.address() as AddressInfo)
    await once(mute, 'data')
    const before = performance.now()
    await app.close()
    expect(performance.now() - before).toBeLessThan(4_000)
    mute.destroy()
    await deployment.close()
  })

  test('somebody who talks without end is closed', async () => {
    const meera = await listen('meera')
    for (let i = 0; i < 40; i++) meera.socket.send('{}')
    expect(await meera.closed).toBe(4429)
  })

  test.each(['TLS/1.0', 'WebSockets'])('who offers %s beside HTTP/1.1 is answered in HTTP/1.1', async upgrade => {
    const url = new URL('/api/meta/', address.replace('ws:', 'http:'))
    const asked = request(url, { headers: { connection: 'Upgrade, HTTP2-Settings', upgrade } }).end()
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    expect([answer.statusCode, JSON.parse((await answer.toArray()).join('')).name]).toEqual([200, 'Quartermaster'])
  })

  test('a page of a foreign origin does not get in', async () => {
    const foreign = open('', { origin: 'https://evil.example' })
    const [, response] = (await once(foreign.socket, 'unexpected-response')) as [unknown, { statusCode: number }]
    expect(response.statusCode).toBe(403)
  })

  test('whoever must first change their password is kept out', async () => {
    const owner = world.as('rohan')
    await owner.post('/api/users/', { username: 'tara', email: 'tara@dreamkart.com' })
    const { body } = await owner.get('/api/users/?search=tara')
    const reset = await owner.post(`/api/users/${body.results[0].id}/reset_password/`)
    const token = await tokenOf('tara', reset.body.initial_password)
    const tara = open()
    tara.socket.on('open', () => tara.socket.send(JSON.stringify({ type: 'auth', token })))
    expect(await tara.closed).toBe(4403)
  })
})

describe('what is heard', () => {
  test('an order is heard by who may see it, its stock by who sees products, and nobody in another company', async () => {
    const [meera, rahul, astrid] = await Promise.all([listen('meera'), listen('rahul'), listen('astrid')])
    const order = (await world.as('priya').post('/api/orders/', { items: [{ sku: 'DIYA-BRASS-6', qty: 1 }] })).body
    const isIt = ({ data }: Message) => data.order === order.id
    const heard = await meera.next('order.changed', isIt)
    expect(Object.keys(heard).toSorted()).toEqual(['at', 'data', 'id', 'type'])
    expect(heard.data).toEqual({ order: order.id, action: 'order.placed' })
    expect((await meera.next('stock.changed')).data.products).toContain(order.items[0].product)
    await rahul.next('stock.changed')
    expect(rahul.messages.filter(message => message.type === 'order.changed' && isIt(message))).toEqual([])
    expect(astrid.messages.filter(({ type }) => type !== 'ready')).toEqual([])
    for (const { socket } of [meera, rahul, astrid]) socket.close()
  })

  test('a customer hears of their own order', async () => {
    const rahul = await listen('rahul')
    const order = (await world.as('rahul').post('/api/orders/', { items: [{ sku: 'DIYA-BRASS-6', qty: 1 }] })).body
    expect((await rahul.next('order.changed', ({ data }) => data.order === order.id)).data.action).toBe('order.placed')
    rahul.socket.close()
  })

  test('what is entered into a count is heard by those who count, whatever it says of the stock', async () => {
    const [rohan, rahul] = await Promise.all([listen('rohan'), listen('rahul')])
    const meera = world.as('meera')
    const product = (await meera.get('/api/products/?search=DIYA-BRASS-6')).body.results[0]
    const count = (await meera.post('/api/stock/counts/', { products: [product.id] })).body
    await meera.post(`/api/stock/counts/${count.id}/enter/`, { lines: [{ product: product.id, counted: 1 }] })
    const heard = await rohan.next('stock.changed', ({ data }) => data.action === 'count.entered')
    expect(heard.data).toEqual({ products: [], count: count.id, action: 'count.entered' })
    await meera.post(`/api/stock/counts/${count.id}/cancel/`)
    await rohan.next('stock.changed', ({ data }) => data.action === 'count.cancelled')
    expect(rahul.messages.filter(({ data }) => data.count !== undefined)).toEqual([])
    for (const { socket } of [rohan, rahul]) socket.close()
  })

  test('who is refused at an order, a product or a count has changed nothing that anybody hears of', async () => {
    const [rohan, rahul] = [await listen('rohan'), world.as('rahul')]
    const product = (await rahul.get('/api/products/?search=DIYA-BRASS-6')).body.results[0]
    const own = (await rahul.post('/api/orders/', { product: product.id, quantity: 1 })).body
    const refused = [
      await rahul.post(`/api/orders/${own.id}/approve/`),
      await rahul.patch(`/api/products/${product.id}/`, { name: 'Mine' }),
      await rahul.get('/api/stock/counts/1/'),
    ]
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403])
    await rahul.post(`/api/orders/${own.id}/cancel/`)
    await rohan.next('order.changed', ({ data }) => data.action === 'order.cancelled')
    expect(rohan.messages.filter(({ data }) => data.action === 'access.denied')).toEqual([])
    rohan.socket.close()
  })

  test('what was missed is heard after coming back', async () => {
    const meera = await listen('meera')
    const seen = Number(meera.messages[0]?.data.last_event_id)
    meera.socket.close()
    await meera.closed
    const order = (await world.as('rahul').post('/api/orders/', { items: [{ sku: 'DIYA-BRASS-6', qty: 1 }] })).body
    const back = open(`?token=${await ticketOf('meera')}&last_event_id=${seen}`)
    const { id } = await back.next('order.changed', ({ data }) => data.order === order.id)
    expect(id).toBeGreaterThan(seen)
    back.socket.close()
  })
})

describe('permissions', () => {
  test('a change is told to those it concerns, and they hear no more of what they lost', async () => {
    const [jonas, emil] = await Promise.all([listen('jonas'), listen('emil')])
    const astrid = world.as('astrid')
    const role = (await astrid.get('/api/roles/?search=manager')).body.results[0]
    const kept = role.permissions.filter(({ code }: { code: string }) => code !== 'VIEW_ORDERS')
    await astrid.post(`/api/roles/${role.id}/assign_permissions/`, {
      permissions: kept.map(({ code, scope }: { code: string; scope: string }) => ({ code, scope })),
    })
    const { data } = await jonas.next('permissions.changed')
    expect(data.permissions).not.toContain('VIEW_ORDERS')
    expect(data.permissions).toContain('VIEW_PRODUCTS')
    const order = (
      await world.as('emil').post('/api/orders/', { kind: 'restock', items: [{ sku: 'LAMP-W1', qty: 1 }] })
    ).body
    await emil.next('order.changed', message => message.data.order === order.id)
    expect(jonas.messages.filter(({ type }) => type === 'order.changed')).toEqual([])
    expect(emil.messages.filter(({ type }) => type === 'permissions.changed')).toEqual([])
    for (const { socket } of [jonas, emil]) socket.close()
  })

  test('signing out ends the sockets of that session only', async () => {
    const staying = await listen('freya')
    const token = await tokenOf('freya')
    const going = open()
    going.socket.on('open', () => going.socket.send(JSON.stringify({ type: 'auth', token })))
    await going.next('ready')
    await world.withToken(token).post('/api/auth/logout/', {})
    await going.next('session.ended')
    expect(await going.closed).toBe(4401)
    expect(staying.socket.readyState).toBe(WebSocket.OPEN)
    staying.socket.close()
  })

  test('a suspended company’s sockets close at once', async () => {
    const astrid = await listen('astrid')
    const companies = (await world.as('Ria').get('/api/companies/?search=nordlicht')).body.results
    const before = performance.now()
    await world.as('Ria').post(`/api/companies/${companies[0].id}/suspend/`)
    expect(await astrid.next('session.ended')).toMatchObject({ data: { reason: 'suspended' } })
    expect(await astrid.closed).toBe(4403)
    expect(performance.now() - before).toBeLessThan(5000)
    expect((await world.as('Ria').post(`/api/companies/${companies[0].id}/resume/`)).status).toBe(200)
  })
})
