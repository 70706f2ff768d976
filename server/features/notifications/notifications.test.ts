import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type MailSink, openMailSink } from '../../../test/mail-sink.ts'
import { startWorld, type World } from '../../../test/server.ts'
import { until } from '../../../test/until.ts'
import { sql } from '../../platform/sql.ts'
import { sendDigests } from './digest.ts'
import { notify } from './notify.ts'

let sink: MailSink
let world: World
let tenantId: number

beforeAll(async () => {
  sink = await openMailSink()
  world = await startWorld({ smtpUrl: sink.url, mailFrom: 'Quartermaster <qm@example.com>' })
  await world.app.listen({ port: 0, host: '127.0.0.1' })
  tenantId = (await world.as('rohan').get('/api/auth/me/')).body.tenant_id
})
afterAll(async () => {
  await world.close()
  await sink.close()
})

type Note = { id: number; kind: string; title: string; text: string; object_id: number; read: boolean }

async function inboxOf(username: string, query = ''): Promise<Note[]> {
  return (await world.as(username).get(`/api/notifications/?page_size=200${query}`)).body.results
}

const told = (username: string, kind: string, objectId: number) =>
  until(async () => (await inboxOf(username)).find(note => note.kind === kind && note.object_id === objectId))

const tells = (username: string, kind: string, objectId: number) =>
  inboxOf(username).then(notes => notes.some(note => note.kind === kind && note.object_id === objectId))

let made = 0

async function newProduct(fields: object = {}): Promise<number> {
  const { body, text } = await world
    .as('rohan')
    .post('/api/products/', { name: `Lamp ${++made}`, price: '10.00', stock: 10, ...fields })
  expect(body.id, text).toBeTypeOf('number')
  return body.id
}

async function newRestock(by = 'priya'): Promise<{ id: number; number: number }> {
  const product = await newProduct()
  const { status, body, text } = await world
    .as(by)
    .post('/api/orders/', { kind: 'restock', items: [{ product_id: product, qty: 2 }] })
  expect(status, text).toBe(201)
  return body
}

type Frame = { id: number; type: string; data: Record<string, unknown> }

/** A socket that is ready, and what it is shown. */
async function listen(username: string): Promise<{ socket: WebSocket; frames: Frame[] }> {
  const { ticket } = (await world.as(username).post('/api/auth/ws-ticket/')).body
  const { port } = world.app.server.address() as AddressInfo
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws/notifications/?token=${encodeURIComponent(ticket)}`)
  const frames: Frame[] = []
  socket.on('message', text => void frames.push(JSON.parse(String(text))))
  await until(async () => frames.some(({ type }) => type === 'ready'))
  return { socket, frames }
}

/** Nothing waits to be delivered any more. */
async function settled(): Promise<void> {
  await until(async () => {
    const [row] = await world.deployment.door.read({ tenantId }, tx =>
      tx.rows(sql<{ waiting: number }>`
        select count(*)::int as waiting from outbox where tenant_id = ${tenantId} and kind = 'event' and status = 'waiting'`),
    )
    return row?.waiting === 0
  })
}

describe('who is told', () => {
  test('those who may approve hear of a waiting request, its author and customers do not', async () => {
    const restock = await newRestock()
    const note = await told('meera', 'order_waiting', restock.id)
    expect(note).toMatchObject({
      title: `Restock request ${restock.number} by priya waits for your decision`,
      object_type: 'order',
      read: false,
    })
    await told('rohan', 'order_waiting', restock.id)
    for (const other of ['priya', 'rahul']) expect(await tells(other, 'order_waiting', restock.id)).toBe(false)
  })

  test('the author hears of the decision and of its reason, whoever decided does not', async () => {
    const [approved, rejected] = [await newRestock(), await newRestock()]
    await world.as('meera').post(`/api/orders/${approved.id}/approve/`)
    await world.as('meera').post(`/api/orders/${rejected.id}/reject/`, { reason: 'We have plenty.' })
    expect(await told('priya', 'order_approved', approved.id)).toMatchObject({
      title: `Restock request ${approved.number} was approved`,
    })
    expect(await told('priya', 'order_rejected', rejected.id)).toMatchObject({ text: 'We have plenty.' })
    expect(await tells('meera', 'order_approved', approved.id)).toBe(false)
  })

  test('a customer hears that the order was fulfilled, or cancelled by somebody else', async () => {
    const place = async () =>
      (await world.as('rahul').post('/api/orders/', { items: [{ product_id: await newProduct(), qty: 1 }] })).body
    const [fulfilled, cancelled] = [await place(), await place()]
    await world.as('priya').post(`/api/orders/${fulfilled.id}/fulfill/`)
    await world.as('meera').post(`/api/orders/${cancelled.id}/cancel/`)
    await told('rahul', 'order_fulfilled', fulfilled.id)
    await told('rahul', 'order_cancelled', cancelled.id)
    expect(await tells('meera', 'order_waiting', fulfilled.id)).toBe(false)
  })

  test('whoever a request is assigned to is told', async () => {
    const restock = await newRestock('meera')
    const { id } = (await world.as('priya').get('/api/auth/me/')).body
    const { status, text } = await world.as('rohan').post(`/api/orders/${restock.id}/assign/`, { user: id })
    expect(status, text).toBe(200)
    await told('priya', 'order_assigned', restock.id)
  })

  test('a product that falls below its reorder point is told once, and again after it has recovered', async () => {
    const product = await newProduct({ reorder_point: 5 })
    const adjust = (quantity: number) =>
      world.as('rohan').post('/api/stock/adjust/', { product, quantity, reason: 'Counted' })
    const tales = async () => {
      await settled()
      return (await inboxOf('meera', '&kind=stock_low')).filter(note => note.object_id === product)
    }
    expect(await tales()).toHaveLength(0)
    await adjust(-6)
    const [tale] = await tales()
    expect(tale?.title).toMatch(/^Lamp \d+ is running low: 4 left$/)
    await adjust(-1)
    expect(await tales()).toHaveLength(1)
    await adjust(7)
    await settled()
    await adjust(-7)
    expect(await tales()).toHaveLength(2)
    for (const other of ['priya', 'rahul']) expect(await tells(other, 'stock_low', product)).toBe(false)
  })

  test('a product of which enough is on its way is not told of until that does not come', async () => {
    const product = await newProduct({ reorder_point: 5 })
    const tales = async () => {
      await settled()
      return (await inboxOf('meera', '&kind=stock_low')).filter(note => note.object_id === product).length
    }
    const { body } = await world
      .as('rohan')
      .post('/api/orders/', { kind: 'restock', items: [{ product, quantity: 20 }] })
    expect((await world.as('meera').post(`/api/orders/${body.id}/approve/`)).status).toBe(200)
    await world.as('rohan').post('/api/stock/adjust/', { product, quantity: -6, reason: 'Counted' })
    expect(await tales()).toBe(0)
    expect((await world.as('meera').post(`/api/orders/${body.id}/cancel/`)).status).toBe(200)
    expect(await tales()).toBe(1)
  })

  test('an event that is delivered twice is told once', async () => {
    const restock = await newRestock()
    await told('meera', 'order_waiting', restock.id)
    const [event] = await world.deployment.door.read({ tenantId }, tx =>
      tx.rows(sql<{ id: number; at: string; payload: { type: string } }>`
        select id, created_at as at, payload from outbox
        where tenant_id = ${tenantId} and kind = 'event' and payload->>'object_id' = ${String(restock.id)}
          and payload->>'type' = 'order.placed'`),
    )
    const again = { ...(event?.payload as object), id: event?.id, at: event?.at } as Parameters<
      typeof notify
    >[2][number]
    await world.deployment.door.write({ tenantId }, async tx => {
      await notify(tx, { tenantId, publicUrl: 'http://localhost' }, [again])
    })
    const notes = (await inboxOf('meera')).filter(note => note.object_id === restock.id)
    expect(notes.filter(note => note.kind === 'order_waiting')).toHaveLength(1)
  })

  test('only its reader’s socket is shown that a notification was made', async () => {
    const [meera, priya] = [await listen('meera'), await listen('priya')]
    const restock = await newRestock()
    const note = await told('meera', 'order_waiting', restock.id)
    await until(async () => meera.frames.some(({ data }) => data.notification === note.id))
    await until(async () => priya.frames.some(({ type }) => type === 'order.changed'))
    const made = meera.frames.find(({ data }) => data.notification === note.id)
    expect(made).toMatchObject({ type: 'notification.created', data: { notification: note.id } })
    expect(priya.frames.some(({ data }) => data.notification === note.id)).toBe(false)
    for (const { socket } of [meera, priya]) socket.close()
  })

  test('a new notification is an event that concerns only its reader', async () => {
    const restock = await newRestock()
    const note = await told('meera', 'order_waiting', restock.id)
    const events = await world.deployment.door.read({ tenantId }, tx =>
      tx.rows(sql<{ payload: { concerns: number[] }; status: string }>`
        select payload, status from outbox
        where tenant_id = ${tenantId} and kind = 'event' and payload @> ${{ object_type: 'notification', object_id: note.id }}::jsonb`),
    )
    const { id } = (await world.as('meera').get('/api/auth/me/')).body
    expect(events).toMatchObject([{ status: 'done', payload: { type: 'notification.created', concerns: [id] } }])
  })
})

describe('the inbox', () => {
  test('is one’s own, can be filtered, and tells how many are unread', async () => {
    const restock = await newRestock()
    const note = await told('meera', 'order_waiting', restock.id)
    const { body } = await world.as('meera').get('/api/notifications/?kind=order_waiting&read=false')
    expect(body.results.map(({ id }: Note) => id)).toContain(note.id)
    expect(body.unread).toBeGreaterThanOrEqual(body.results.length)
    expect((await inboxOf('meera', `&search=request ${restock.number} BY priya`)).map(({ id }) => id)).toEqual([
      note.id,
    ])
    expect((await world.as('meera').get('/api/notifications/?kind=gossip')).status).toBe(400)
    expect((await world.as('priya').post(`/api/notifications/${note.id}/read/`)).status).toBe(404)
    expect((await world.as('priya').post('/api/notifications/read/', { ids: [note.id] })).body).toEqual({
      ids: ['There is no such notification.'],
    })
    expect(await inboxOf('meera', '&read=true')).toEqual([])
  })

  test('one, some or all are marked as read; the first time stays', async () => {
    const [first, second] = [await newRestock(), await newRestock()]
    const [one, two] = [await told('rohan', 'order_waiting', first.id), await told('rohan', 'order_waiting', second.id)]
    const meet = await world.as('rohan').post(`/api/notifications/${one.id}/read/`)
    expect(meet.body).toMatchObject({ id: one.id, read: true, read_at: expect.any(String) })
    expect((await world.as('rohan').post(`/api/notifications/${one.id}/read/`)).body).toEqual(meet.body)
    const { unread } = (await world.as('rohan').get('/api/notifications/')).body
    expect((await world.as('rohan').post('/api/notifications/read/', { ids: [one.id, two.id] })).body).toEqual({
      unread: unread - 1,
    })
    expect((await world.as('rohan').post('/api/notifications/read/', { all: true })).body).toEqual({ unread: 0 })
    for (const body of [{}, { ids: [one.id], all: true }, { ids: [] }])
      expect((await world.as('rohan').post('/api/notifications/read/', body)).status).toBe(400)
  })

  test('one’s profile says what comes in and what is mailed', async () => {
    const notifications = { order_waiting: { inbox: false, email: true } }
    expect((await world.as('rohan').patch('/api/profile/', { notifications })).status).toBe(200)
    const wishes = (await world.as('rohan').get('/api/notifications/kinds/')).body
    expect(wishes).toContainEqual({
      kind: 'order_waiting',
      says: 'A request waits for your decision',
      ...notifications.order_waiting,
    })
    expect(wishes).toContainEqual(expect.objectContaining({ kind: 'digest', inbox: false, email: true }))
    const restock = await newRestock()
    await told('meera', 'order_waiting', restock.id)
    expect(await tells('rohan', 'order_waiting', restock.id)).toBe(false)
    const letter = await until(async () => mailTo('rohan@dreamkart.com', `Restock request ${restock.number} by priya`))
    expect(letter).toContain('DreamKart')
    await world.as('rohan').patch('/api/profile/', { notifications: { order_waiting: { email: false } } })
    const later = await newRestock()
    await told('rohan', 'order_waiting', later.id)
    await until(async () => mailTo('meera@dreamkart.com', `Restock request ${later.number} by priya`))
    expect(mailTo('rohan@dreamkart.com', `Restock request ${later.number} by priya`)).toBeUndefined()
  })
})

/** What came, its folded lines made whole. */
function letters(): string[] {
  return sink.letters.map(letter => letter.replace(/=\r?\n/g, ''))
}

/** The letter to this address whose subject begins so. */
function mailTo(address: string, subject: string): string | undefined {
  return letters().find(letter => letter.includes(`To: ${address}`) && letter.includes(`Subject: ${subject}`))
}

/** As if all of today's digests were still to be sent. */
function forgetDigests(): Promise<void> {
  return world.deployment.door.write({ tenantId }, async tx => {
    tx.queue(sql`delete from digests where tenant_id = ${tenantId}`)
  })
}

/** The company's mails after this one, the newest first, as they were queued. */
function digestMails(after: number): Promise<{ id: number; text: string }[]> {
  return world.deployment.door.read({ tenantId }, tx =>
    tx.rows(sql<{ id: number; text: string }>`
      select id, payload::text as text from outbox where tenant_id = ${tenantId} and kind = 'mail' and id > ${after} order by id desc`),
  )
}

describe('the mails', () => {
  test('come in HTML and in text, and show markup of others as text', async () => {
    const restock = await newRestock()
    await world.as('meera').post(`/api/orders/${restock.id}/reject/`, { reason: '<img src=x> & no' })
    const letter = await until(async () =>
      mailTo('priya@dreamkart.com', `Restock request ${restock.number} was rejected`),
    )
    expect(letter).toContain('multipart/alternative')
    expect(letter).toContain('&lt;img src=3Dx&gt; &amp; no')
    expect(letter).toContain(`http://localhost:8000/app/orders/${restock.id}`)
  })

  test('a digest tells what is unread, once a day and only who wants it', async () => {
    const restock = await newRestock()
    const note = await told('meera', 'order_waiting', restock.id)
    await world.as('rohan').patch('/api/profile/', { notifications: { digest: { email: false } } })
    await Promise.all([sendDigests(world.deployment, tenantId), sendDigests(world.deployment, tenantId)])
    await sendDigests(world.deployment, tenantId)
    await until(async () => mailTo('meera@dreamkart.com', 'DreamKart: '))
    await settled()
    const digests = letters().filter(letter => letter.includes('Subject: DreamKart: '))
    expect(digests.filter(letter => letter.includes('To: meera@'))).toHaveLength(1)
    expect(digests.filter(letter => letter.includes('To: rohan@'))).toHaveLength(0)
    expect(digests.find(letter => letter.includes('To: meera@'))).toContain(note.title.slice(0, 30))
  })

  test('a digest lists what waits for one’s decision, also where everything is read, and nobody else’s', async () => {
    const restock = await newRestock()
    await told('meera', 'order_waiting', restock.id)
    await settled()
    await world.as('meera').post('/api/notifications/read/', { all: true })
    await forgetDigests()
    const before = sink.letters.length
    await sendDigests(world.deployment, tenantId)
    const letter = await until(async () =>
      letters()
        .slice(before)
        .find(one => one.includes('To: meera@') && one.includes('to decide on')),
    )
    expect(letter).toContain(`Restock request ${restock.number} by priya`)
    expect(letter).not.toContain('since yesterday')
    await settled()
    expect(
      letters()
        .slice(before)
        .filter(one => one.includes('To: priya@') && one.includes('to decide on')),
    ).toEqual([])
    await world.as('meera').post(`/api/orders/${restock.id}/reject/`, { reason: 'Not now' })
    const [since] = await digestMails(0)
    await forgetDigests()
    await sendDigests(world.deployment, tenantId)
    for (const { text } of await digestMails(since?.id ?? 0))
      expect(text).not.toContain(`Restock request ${restock.number} by priya,`)
  })

  test('a new colleague’s and a forgotten password’s mail carry the company’s name', async () => {
    const person = { username: 'nisha', email: 'nisha@dreamkart.com', role: 'staff' }
    expect((await world.as('rohan').post('/api/users/', person)).status).toBe(201)
    const welcome = await until(async () => mailTo('nisha@dreamkart.com', 'Your new account at DreamKart'))
    expect(welcome).toContain('text/html')
    await world.anonymous.post('/api/auth/password/reset/', { email: 'nisha@dreamkart.com' })
    const reset = await until(async () => mailTo('nisha@dreamkart.com', 'Set a new password for DreamKart'))
    expect(reset).toContain('text/html')
  })
})
