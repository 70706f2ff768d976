import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MailSink, openMailSink } from '../../../test/mail-sink.ts'
import { openApp, startWorld, type World } from '../../../test/server.ts'
import { until } from '../../../test/until.ts'
import { sql } from '../../platform/sql.ts'

let world: World
let company: number

beforeAll(async () => {
  world = await startWorld()
  company = (await world.as('rohan').get('/api/auth/me/')).body.tenant_id
  await world.anonymous.post('/api/auth/password/reset/', { email: 'priya@dreamkart.com' })
  await until(async () => (await resetMail())?.status === 'kept')
})
afterAll(() => world.close())

type Mail = { id: number; status: string; to: string; subject: string; text: string; attempts: number }

async function resetMail(): Promise<Mail | undefined> {
  const { body } = await world.as('Ria').get(`/api/outbox/?company=${company}&page_size=200`)
  return body.results.find((mail: Mail) => mail.subject.startsWith('Set a new password'))
}

const setStatus = (id: number, status: string) =>
  world.deployment.door.owner(
    tx => tx.rows(sql`update outbox set status = ${status} where tenant_id = ${company} and id = ${id}`),
    { tenantId: company },
  )

test('mail that is kept for lack of a mail server can be read by the platform admin, link and all', async () => {
  expect((await resetMail())?.text).toMatch(/token=\d+\.[\w-]{43}/)
  const kept = await world.as('Ria').get(`/api/outbox/?company=${company}&status=kept`)
  expect(kept.body.results.every((mail: Mail) => mail.status === 'kept')).toBe(true)
})

test('mail is found by whom it goes to and by what it is about', async () => {
  const mail = (await resetMail()) as Mail
  const found = async (query: string) =>
    (await world.as('Ria').get(`/api/outbox/?company=${company}&page_size=200&${query}`)).body.results as Mail[]
  for (const query of ['search=PRIYA@dream', 'search=set%20a%20NEW%20password', 'to=priya@dreamkart.com'])
    expect((await found(query)).map(({ id }) => id)).toContain(mail.id)
  expect((await found('search=priya@')).every(({ to }) => to === 'priya@dreamkart.com')).toBe(true)
  expect(await found('search=100%25_nothing')).toEqual([])
})

test('nobody of a company may look, not even its owner', async () => {
  for (const person of ['rohan', 'meera', 'rahul'])
    for (const path of ['/api/outbox/', `/api/outbox/?company=${company}`])
      expect((await world.as(person).get(path)).status).toBe(403)
})

test('without a company it is the platform’s own mail', async () => {
  const { body } = await world.as('Ria').get('/api/outbox/')
  expect(body.results.map((mail: Mail) => mail.id)).not.toContain((await resetMail())?.id)
})

test('in any other state the secret of a link is not shown', async () => {
  const mail = (await resetMail()) as Mail
  for (const status of ['failed', 'done', 'waiting']) {
    await setStatus(mail.id, status)
    const now = await resetMail()
    expect(now?.text).toContain('reset-password?token=…')
    expect(now?.text).not.toMatch(/token=\d/)
    if (status === 'failed') continue
    const again = await world.as('Ria').post(`/api/outbox/${mail.id}/retry/?company=${company}`)
    expect([again.status, again.body.code]).toEqual([409, 'mail_not_stuck'])
  }
  await setStatus(mail.id, 'kept')
})

test('an id of another company or of no mail is not found', async () => {
  const mail = (await resetMail()) as Mail
  expect((await world.as('Ria').post(`/api/outbox/${mail.id}/retry/`)).status).toBe(404)
  expect((await world.as('Ria').post(`/api/outbox/999999999/retry/?company=${company}`)).status).toBe(404)
})

test('once there is a mail server, what was kept is sent when it is asked for; the log tells who asked', async () => {
  const mail = (await resetMail()) as Mail
  const sink: MailSink = await openMailSink()
  const { app, deployment } = await openApp(world.database, { smtpUrl: sink.url, mailFrom: 'qm@example.com' })
  const token = (
    await app.inject({ method: 'POST', url: '/api/auth/login/', payload: { username: 'Ria', password: 'ria12345' } })
  ).json().access
  const retried = await app.inject({
    method: 'POST',
    url: `/api/outbox/${mail.id}/retry/?company=${company}`,
    headers: { authorization: `Bearer ${token}` },
  })
  expect([retried.statusCode, retried.json().status]).toEqual([200, 'waiting'])
  expect(retried.json().text).not.toMatch(/token=\d/)
  await sink.arrived(1)
  expect(sink.letters[0]).toContain('To: priya@dreamkart.com')
  await app.close()
  await deployment.close()
  await sink.close()
  const logged = await world.as('rohan').get('/api/audit-logs/?action=mail.retried')
  expect(logged.body.results).toMatchObject([{ actor_username: 'Ria', object_id: mail.id }])
})
