import { spawn } from 'node:child_process'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { appPassword, emptyTestDatabase, type TestDatabase } from '../../test/database.ts'
import { type MailSink, openMailSink } from '../../test/mail-sink.ts'
import { until } from '../../test/until.ts'
import { provisionTenant } from '../features/tenants/provision.ts'
import { type Door, openDoor } from './door.ts'
import { deliverMail, type OutgoingMail, queueMail } from './mail.ts'
import { migrate } from './migrate.ts'
import { type Deliver, type Outbox, type OutboxEvent, openOutbox } from './outbox.ts'
import { type Statement, sql } from './sql.ts'

let database: TestDatabase
let door: Door
let logged: string[]
let open: Outbox[]
let tenantId: number

const log = {
  warn: (fields: object, message: string) => void logged.push(JSON.stringify(fields) + message),
  error: (fields: object, message: string) => void logged.push(JSON.stringify(fields) + message),
}

beforeAll(async () => {
  database = await emptyTestDatabase()
  await migrate({ ownerUrl: database.ownerUrl, appPassword })
  door = await openDoor({ url: database.appUrl, ownerUrl: database.ownerUrl, log })
})
afterAll(async () => {
  await door.close()
  await database.drop()
})
beforeEach(async () => {
  logged = []
  open = []
  // What earlier stories left waiting is not swept into this one.
  await door.owner(tx => tx.rows(sql`update platform.tenants set status = 'suspended'`))
  tenantId = await newCompany('shared')
})
afterEach(async () => {
  for (const outbox of open) await outbox.close()
})

let companies = 0

async function newCompany(placement: 'shared' | 'schema'): Promise<number> {
  const meta = { ip: '', userAgent: '', requestId: '' }
  const wanted = { name: `Company ${++companies}`, preset: 'store', placement, by: null, meta } as const
  const { tenant } = await provisionTenant({ door, config: { baseDomain: 'localhost' } }, wanted)
  await execute(sql`delete from outbox where tenant_id = ${tenant.id}`, tenant.id)
  return tenant.id
}

function execute<R>(statement: Statement<R>, inTenant = tenantId): Promise<R[]> {
  return door.owner(tx => tx.rows(statement), { tenantId: inTenant })
}

function relay(deliver: Partial<Deliver>): Outbox {
  const outbox = openOutbox({ door, log, deliver: { mail: null, ...deliver } })
  open.push(outbox)
  return outbox
}

function queue(mail: Partial<OutgoingMail> = {}, inTenant = tenantId): Promise<void> {
  return door.write({ tenantId: inTenant }, async tx =>
    queueMail(tx, inTenant, { to: 'asha@example.com', subject: 'Hello', text: 'A secret link', ...mail }),
  )
}

function queueEvent(type: string): Promise<void> {
  const payload = { type, object_type: 'order', object_id: 1, actor: null }
  return door.write({ tenantId }, async tx =>
    tx.queue(sql`insert into outbox (tenant_id, kind, payload) values (${tenantId}, 'event', ${payload})`),
  )
}

type OutboxRow = { id: number; status: string; attempts: number; last_error: string | null; payload: { type?: string } }

function outboxRows(inTenant = tenantId) {
  return execute(
    sql<OutboxRow>`select id, status, attempts, last_error, payload from outbox where tenant_id = ${inTenant} order by id`,
    inTenant,
  )
}

function makeDue(inTenant = tenantId) {
  return execute(
    sql`update outbox set available_at = now() where tenant_id = ${inTenant} and status = 'waiting'`,
    inTenant,
  )
}

/** Runs a relay of its own process and kills it when it is about to send the given number of mails; answers their subjects. */
function sendUntilKilled(count: number): Promise<string[]> {
  const here = JSON.stringify(import.meta.url)
  const program = `
    const { openDoor } = await import(new URL('./door.ts', ${here}))
    const { openOutbox } = await import(new URL('./outbox.ts', ${here}))
    const log = { warn() {}, error() {} }
    const door = await openDoor({ url: process.env.APP, ownerUrl: process.env.OWNER, log })
    const mail = async ({ subject }) => {
      process.stdout.write(subject + '\\n')
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    await openOutbox({ door, log, deliver: { mail } }).drain(${tenantId})`
  const env = { ...process.env, APP: database.appUrl, OWNER: database.ownerUrl }
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', piece => {
    said += piece
    if (said.split('\n').length > count) child.kill('SIGKILL')
  })
  return new Promise(resolve => child.on('close', () => resolve(said.trim().split('\n'))))
}

describe('mail by SMTP', () => {
  let sink: MailSink
  let refuses: (address: string) => number | null

  beforeEach(async () => {
    refuses = () => null
    sink = await openMailSink({ refuses: address => refuses(address) })
  })
  afterEach(() => sink.close())

  const by = (smtpUrl: string) =>
    deliverMail({ smtpUrl, mailFrom: 'Shop <shop@example.com>', baseDomain: 'example.com' } as Parameters<
      typeof deliverMail
    >[0])

  test('a mail is sent once its transaction has committed', async () => {
    const outbox = relay({ mail: by(sink.url) })
    await queue({ subject: 'Grüße, ₹999.99', text: 'Dear Asha' })
    await outbox.drain(tenantId)
    expect(sink.letters).toHaveLength(1)
    expect(sink.letters[0]).toContain('From: Shop <shop@example.com>')
    expect(sink.letters[0]).toContain('To: asha@example.com')
    expect(sink.letters[0]).toContain('Dear Asha')
    expect(await outboxRows()).toMatchObject([{ status: 'done', attempts: 1, last_error: null }])
  })

  test('a mail of a transaction that was rolled back is never sent', async () => {
    const outbox = relay({ mail: by(sink.url) })
    const failing = door.write({ tenantId }, async tx => {
      queueMail(tx, tenantId, { to: 'asha@example.com', subject: 'Never', text: '' })
      await tx.rows(sql`select 1 / 0`)
    })
    await expect(failing).rejects.toThrow()
    await outbox.drain(tenantId)
    expect(sink.letters).toEqual([])
  })

  test('a line break in an address or subject adds no header and no recipient', async () => {
    const outbox = relay({ mail: by(sink.url) })
    await queue({ subject: 'Hello\r\nBcc: spy@example.com', to: 'asha@example.com' })
    await outbox.drain(tenantId)
    expect(sink.letters[0]).not.toMatch(/^Bcc:/m)
  })

  test('while the mail server is down mail waits, and is sent when it is back', async () => {
    await sink.close()
    const outbox = relay({ mail: by(sink.url) })
    await queue()
    await outbox.drain(tenantId)
    expect(await outboxRows()).toMatchObject([
      { status: 'waiting', attempts: 1, last_error: expect.stringContaining('ECONNREFUSED') },
    ])
    await outbox.drain(tenantId)
    expect(await outboxRows()).toMatchObject([{ attempts: 1 }])
    sink = await openMailSink({ port: Number(new URL(sink.url).port) })
    await makeDue()
    await outbox.drain(tenantId)
    expect(sink.letters).toHaveLength(1)
    expect(await outboxRows()).toMatchObject([{ status: 'done', attempts: 2 }])
  })

  test('an address that is refused five times is given up, one that is put off is not', async () => {
    const outbox = relay({ mail: by(sink.url) })
    refuses = address => (address.startsWith('later') ? 450 : 550)
    await queue({ to: 'nobody@example.com' })
    await queue({ to: 'later@example.com' })
    for (let attempt = 1; attempt <= 6; attempt++) {
      await makeDue()
      await outbox.drain(tenantId)
    }
    expect(await outboxRows()).toMatchObject([
      { status: 'failed', attempts: 5 },
      { status: 'waiting', attempts: 6 },
    ])
  })

  test('no text of a mail and no password of the mail server reaches the log', async () => {
    const outbox = relay({ mail: by('smtp://shop:hidden-word@127.0.0.1:1') })
    await queue()
    await outbox.drain(tenantId)
    expect(logged.join()).toContain('a delivery failed')
    expect(
      logged.join() + JSON.stringify(await outboxRows().then(rows => rows.map(row => row.last_error))),
    ).not.toMatch(/secret link|hidden-word/)
  })
})

describe('the relay', () => {
  const pocket = () => {
    const sent: OutgoingMail[] = []
    return { sent, mail: async (mail: OutgoingMail) => void sent.push(mail) }
  }

  test('without SMTP_URL mail is kept to be read, also when a mail server comes later', async () => {
    await queue()
    await relay({ mail: null }).drain(tenantId)
    expect(await outboxRows()).toMatchObject([{ status: 'kept', payload: { text: 'A secret link' } }])
    const { sent, mail } = pocket()
    await relay({ mail }).drain(tenantId)
    expect(sent).toEqual([])
  })

  test('each of several waiting mails is leased alone, also where the database looks for it again for every row', async () => {
    const turn = (word: string) =>
      ['hashjoin', 'mergejoin', 'hashagg', 'sort', 'material', 'memoize']
        .map(
          plan =>
            `alter database ${database.name} ${word === 'off' ? 'set' : 'reset'} enable_${plan} ${word === 'off' ? '= off' : ''};`,
        )
        .join('')
    await database.owner(turn('off'))
    const other = await openDoor({ url: database.appUrl, ownerUrl: database.ownerUrl, log })
    for (const subject of ['One', 'Two', 'Three']) await queue({ subject })
    const sent: string[] = []
    const mail = async ({ subject }: OutgoingMail) => void sent.push(subject)
    const outbox = openOutbox({ door: other, log, deliver: { mail } })
    await outbox.drain(tenantId)
    await outbox.close()
    await other.close()
    await database.owner(turn('on'))
    expect(sent).toEqual(['One', 'Two', 'Three'])
    expect((await outboxRows()).map(({ status, attempts }) => [status, attempts])).toEqual([
      ['done', 1],
      ['done', 1],
      ['done', 1],
    ])
  })

  test('two nodes draining at once send every mail exactly once', async () => {
    const { sent, mail } = pocket()
    const slowly = async (letter: OutgoingMail) => {
      await new Promise(resolve => setTimeout(resolve, 2))
      await mail(letter)
    }
    for (let i = 0; i < 30; i++) await queue({ subject: `Letter ${i}` })
    await Promise.all([relay({ mail: slowly }), relay({ mail: slowly })].map(outbox => outbox.drain(tenantId)))
    expect(new Set(sent.map(letter => letter.subject)).size).toBe(30)
    expect(sent).toHaveLength(30)
  })

  test('what a node was sending when it died is sent by another, under the same id', async () => {
    const tried: OutgoingMail[] = []
    const dying = relay({
      mail: letter => {
        tried.push(letter)
        return new Promise(() => {})
      },
    })
    await queue()
    dying.drain(tenantId).catch(() => {})
    await until(() => tried.length === 1)
    // It begins nothing any more; what it was sending never ends.
    open = []
    dying.close()
    const { sent, mail } = pocket()
    const living = relay({ mail })
    await living.drain(tenantId)
    expect(sent).toEqual([])
    await makeDue()
    await living.drain(tenantId)
    expect(sent).toEqual(tried)
  })

  test('a process killed in the middle of its work loses nothing, and repeats at most the mail it was sending', async () => {
    for (let i = 0; i < 12; i++) await queue({ subject: `Letter ${i}` })
    const killed = await sendUntilKilled(5)
    await makeDue()
    const { sent, mail } = pocket()
    await relay({ mail }).drain(tenantId)
    expect(new Set([...killed, ...sent.map(letter => letter.subject)]).size).toBe(12)
    expect(killed.length + sent.length).toBeLessThanOrEqual(13)
  })

  test('a wake-up delivers at once', async () => {
    const { sent, mail } = pocket()
    const outbox = relay({ mail })
    await queue()
    outbox.wake(tenantId)
    await until(() => sent.length === 1)
  })

  test('a sweep finds what nobody woke it for, in shared and in dedicated schemas', async () => {
    const dedicated = await newCompany('schema')
    const { sent, mail } = pocket()
    await queue()
    await queue({}, dedicated)
    await relay({ mail }).sweep()
    expect(sent.map(letter => letter.tenantId)).toEqual([tenantId, dedicated])
  })

  test('a failed delivery is repeated by itself', async () => {
    let attempts = 0
    const outbox = relay({
      mail: async () => {
        if (++attempts === 1) throw new Error('not now')
      },
    })
    await queue()
    await outbox.drain(tenantId)
    await until(async () => (await outboxRows())[0]?.status === 'done')
    expect(attempts).toBe(2)
  })

  test('a suspended company’s mail and events wait until it is resumed', async () => {
    const { sent, mail } = pocket()
    const outbox = relay({ mail })
    await queue()
    await queueEvent('order.placed')
    await execute(sql`update platform.tenants set status = 'suspended' where id = ${tenantId}`)
    await outbox.drain(tenantId)
    await outbox.sweep()
    await relay({ mail: null }).drain(tenantId)
    expect(await outboxRows()).toMatchObject([{ status: 'waiting' }, { status: 'waiting' }])
    await execute(sql`update platform.tenants set status = 'active' where id = ${tenantId}`)
    await outbox.sweep()
    expect(sent).toHaveLength(1)
    expect(await outboxRows()).toMatchObject([{ status: 'done' }, { status: 'done' }])
  })

  test('events reach their subscriber in order, and what it writes commits with them', async () => {
    const told: OutboxEvent[] = []
    for (const type of ['order.placed', 'order.approved']) await queueEvent(type)
    await relay({
      async events(tx, tenant, events) {
        told.push(...events)
        queueMail(tx, tenant, { to: 'asha@example.com', subject: 'Approved', text: '' })
      },
    }).drain(tenantId)
    expect(told).toMatchObject([
      { type: 'order.placed', object_id: 1 },
      { type: 'order.approved', object_type: 'order' },
    ])
    expect(await outboxRows()).toMatchObject([{ status: 'done' }, { status: 'done' }, { status: 'kept' }])
  })

  test('an event that a subscriber cannot take holds up only itself', async () => {
    for (const type of ['order.placed', 'order.cursed', 'order.approved']) await queueEvent(type)
    await relay({
      async events(tx, _tenant, events) {
        await tx.rows(sql`select 1`)
        if (events.some(event => event.type === 'order.cursed')) throw new Error('cannot')
      },
    }).drain(tenantId)
    expect(await outboxRows()).toMatchObject([
      { status: 'done' },
      { status: 'waiting', attempts: 1, last_error: 'cannot' },
      { status: 'done' },
    ])
  })

  test('old events and very old mail are removed, waiting ones never', async () => {
    await queue()
    for (const type of ['order.placed', 'order.approved', 'order.fulfilled']) await queueEvent(type)
    const [mail, first, second] = await outboxRows()
    const longAgo = sql`created_at = now() - interval '100 days', available_at = now() + interval '1 day'`
    await execute(sql`update outbox set ${longAgo} where tenant_id = ${tenantId} and id = ${first?.id}`)
    await execute(
      sql`update outbox set status = 'failed', ${longAgo} where tenant_id = ${tenantId} and id = ${mail?.id}`,
    )
    await execute(sql`update outbox set status = 'done', done_at = now() - interval '26 hours'
      where tenant_id = ${tenantId} and id = ${second?.id}`)
    await relay({}).sweep()
    expect((await outboxRows()).map(row => row.payload.type)).toEqual(['order.placed', 'order.fulfilled'])
  })

  test('after closing nothing is delivered any more', async () => {
    const { sent, mail } = pocket()
    const outbox = relay({ mail })
    await outbox.close()
    await queue()
    outbox.wake(tenantId)
    await new Promise(resolve => setTimeout(resolve, 100))
    expect(sent).toEqual([])
  })
})
