import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type MailSink, openMailSink } from '../../../test/mail-sink.ts'
import { openApp, startWorld, type World } from '../../../test/server.ts'
import { until } from '../../../test/until.ts'
import { sql } from '../../platform/sql.ts'
import { forgetSenders } from './send.ts'

let sink: MailSink
let world: World

beforeAll(async () => {
  sink = await openMailSink()
  world = await startWorld({ smtpUrl: sink.url, mailFrom: 'qm@example.com' })
})
afterAll(async () => {
  await world.close()
  await sink.close()
})
afterEach(() => world.deployment.door.owner(tx => tx.rows(sql`delete from platform.contact_senders`)))

const message = { name: 'Asha Rao', email: 'asha@example.com', subject: 'Opening hours', message: 'When?\nToday?' }
const onDomain = { host: 'dreamkart.localhost:8000' }

const write = (changes: object = {}, headers = {}) =>
  world.anonymous.post('/api/contact/', { ...message, ...changes }, headers)

/** What somebody reads of the messages, the newest first. */
async function subjectsBefore(reader: string): Promise<string[]> {
  const { body } = await world.as(reader).get('/api/contact-messages/')
  return body.results.map(({ subject }: { subject: string }) => subject)
}

const letterTo = (address: string, subject: string) =>
  sink.letters.find(letter => letter.includes(`To: ${address}`) && letter.includes(`Subject: Contact: ${subject}`))

describe('where a message goes', () => {
  test('on a company’s domain it is kept there and mailed to its owners, who answer its writer', async () => {
    const { status, body } = await write({ subject: 'For DreamKart' }, onDomain)
    expect([status, body]).toEqual([201, { detail: 'Thank you. Your message has been received.' }])
    await until(() => letterTo('rohan@dreamkart.com', 'For DreamKart') !== undefined)
    expect(letterTo('rohan@dreamkart.com', 'For DreamKart')).toContain('Reply-To: asha@example.com')
    const { body: list } = await world.as('meera').get('/api/contact-messages/')
    expect(list.results[0]).toMatchObject({ ...message, subject: 'For DreamKart', ip: expect.any(String) })
    expect(await subjectsBefore('astrid')).toEqual([])
    expect(await subjectsBefore('Ria')).not.toContain('For DreamKart')
  })

  test('elsewhere it is the platform’s', async () => {
    await write({ subject: 'For the platform' })
    await until(() => letterTo('ria123@gmail.com', 'For the platform') !== undefined)
    expect((await subjectsBefore('Ria'))[0]).toBe('For the platform')
    expect(letterTo('rohan@dreamkart.com', 'For the platform')).toBeUndefined()
  })

  test('a platform admin reads a company’s, staff and customers read none', async () => {
    const { tenant_id } = (await world.as('rohan').get('/api/auth/me/')).body
    const { body } = await world.as('Ria').get(`/api/contact-messages/?company=${tenant_id}`)
    expect(body.results[0]).toMatchObject({ subject: 'For DreamKart' })
    const { body: found } = await world.as('Ria').get(`/api/contact-messages/?company=${tenant_id}&search=for dream`)
    expect(found.results.map(({ subject }: { subject: string }) => subject)).toEqual(['For DreamKart'])
    for (const person of ['priya', 'rahul'])
      expect((await world.as(person).get('/api/contact-messages/')).status).toBe(403)
  })
})

describe('what is refused', () => {
  test.each([
    ['subject', 'Hello\r\nBcc: spy@example.com'],
    ['subject', 'Hello\nBcc: spy@example.com'],
    ['name', 'Asha\r\nBcc: spy@example.com'],
    ['email', 'asha@example.com\r\nBcc: spy@example.com'],
    ['email', 'asha@example.com, spy@example.com'],
    ['email', 'nobody'],
    ['message', ''],
    ['message', '   \n '],
    ['message', 'x'.repeat(5_001)],
    ['subject', 'x'.repeat(201)],
  ])('a bad %s: %j', async (field, value) => {
    const { status, body } = await write({ [field]: value })
    expect([status, Object.keys(body)]).toEqual([400, [field]])
  })

  test('the sixth message in an hour from one address, on whatever domain; refused ones do not count', async () => {
    for (let i = 0; i < 3; i++) expect((await write({ email: 'nobody' })).status).toBe(400)
    for (let i = 0; i < 5; i++) expect((await write({}, i % 2 ? onDomain : {})).status).toBe(201)
    const { status, body, headers } = await write()
    expect([status, body.code]).toEqual([429, 'throttled'])
    expect(Number(headers['retry-after'])).toBeGreaterThan(3_500)
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(3_600)
  })

  test('of twenty at the same moment, on two nodes, five get through', async () => {
    const { app, deployment } = await openApp(world.database)
    const send = (i: number) =>
      i % 2 ? write() : app.inject({ method: 'POST', url: '/api/contact/', payload: message })
    const replies = await Promise.all(Array.from({ length: 20 }, (_, i) => send(i)))
    const statuses = replies.map(reply => ('statusCode' in reply ? reply.statusCode : reply.status))
    expect(statuses.filter(status => status === 201)).toHaveLength(5)
    expect(statuses.filter(status => status === 429)).toHaveLength(15)
    await app.close()
    await deployment.close()
  })

  test('an hour later one may write again, and who has not written for an hour is forgotten', async () => {
    for (let i = 0; i < 5; i++) await write()
    expect((await write()).status).toBe(429)
    await age('61 minutes', 'sent_at[1]')
    expect((await write()).status).toBe(201)
    expect((await write()).status).toBe(429)
    await world.deployment.door.directory.write(tx => tx.commit(forgetSenders))
    expect((await write()).status).toBe(429)
    await world.deployment.door.owner(tx =>
      tx.rows(sql`update platform.contact_senders set sent_at = array[now() - interval '61 minutes']`),
    )
    await world.deployment.door.directory.write(tx => tx.commit(forgetSenders))
    expect(await world.deployment.door.directory.rows(sql`select address from platform.contact_senders`)).toEqual([])
  })

  test('a suspended company takes none', async () => {
    const { tenant_id } = (await world.as('astrid').get('/api/auth/me/')).body
    const { body: company } = await world.as('astrid').get(`/api/companies/${tenant_id}/`)
    await world.as('Ria').post(`/api/companies/${tenant_id}/suspend/`)
    const { status, body } = await write({}, { host: company.domain })
    expect([status, body.code]).toEqual([403, 'tenant_suspended'])
  })
})

const age = (by: string, place: string) =>
  world.deployment.door.owner(tx =>
    tx.rows(sql`update platform.contact_senders set ${sql.raw(place)} = ${sql.raw(place)} - ${by}::interval`),
  )
