import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../../test/server.ts'
import { type Entrances, makePasswordToken } from './entrances.ts'
import { sql } from './sql.ts'

let world: World
let entrances: Entrances
beforeAll(async () => {
  world = await startWorld()
  entrances = world.deployment.entrances
})
afterAll(() => world.close())

async function tokenFor(username: string, ttl: string) {
  const login = await entrances.findLogin(username)
  if (!login) throw new Error(`no login ${username}`)
  const { token, hash } = makePasswordToken(login.tenant_id)
  const entrance = await entrances.byLogin(login)
  await entrance?.write(async tx => {
    tx.queue(sql`insert into password_tokens (tenant_id, token_hash, user_id, expires_at)
      values (${login.tenant_id}, ${hash}, ${login.user_id}, now() + ${ttl}::interval)`)
  })
  return { token, login }
}

test('a login is found by its name however dressed, and by an e-mail that one account has', async () => {
  for (const typed of ['rohan', 'ROHAN', 'rоhan', 'rohan@dreamkart.com', 'Rohan@DreamKart.com'])
    expect(await entrances.findLogin(typed), typed).toMatchObject({ username: 'rohan' })
  expect(await entrances.findLogin('nobody')).toBeNull()
})

test('a domain, a name or a slug leads into its company, never into the platform by name', async () => {
  for (const domain of ['DreamKart.localhost', 'dreamkart.localhost.'])
    expect((await entrances.byDomain(domain))?.tenant).toMatchObject({ name: 'DreamKart' })
  expect((await entrances.byNameOrSlug('dreamkart'))?.tenant).toMatchObject({ name: 'DreamKart' })
  expect((await entrances.bySlug('nordlicht-handel'))?.tenant).toMatchObject({ placement: 'schema' })
  expect(await entrances.byDomain('unknown.localhost')).toBeNull()
  expect(await entrances.byNameOrSlug('Quartermaster')).toBeNull()
  expect(await entrances.bySlug('quartermaster')).toBeNull()
  expect((await entrances.platform()).tenantId).toBe(1)
})

test('a password token opens its own company, for its own person', async () => {
  const { token, login } = await tokenFor('astrid', '1 hour')
  const entrance = await entrances.byPasswordToken(token)
  expect(entrance).toMatchObject({ tenantId: login.tenant_id, userId: login.user_id })
  const rows = await entrance.read(tx =>
    tx.rows(sql`select username from users where tenant_id = ${login.tenant_id} and id = ${login.user_id}`),
  )
  expect(rows).toEqual([{ username: 'astrid' }])
})

test('the company that a token claims proves nothing', async () => {
  const { token } = await tokenFor('astrid', '1 hour')
  const [, secret] = token.split('.')
  const dead = { fields: { token: [expect.any(String)] } }
  const bad = [
    `2.${secret}`,
    `1.${secret}`,
    `987654.${secret}`,
    `${token}x`,
    `.${secret}`,
    'nonsense',
    '',
    `02.${secret}`,
  ]
  for (const claimed of bad) await expect(entrances.byPasswordToken(claimed), claimed).rejects.toMatchObject(dead)
  await expect(entrances.byPasswordToken((await tokenFor('astrid', '-1 second')).token)).rejects.toMatchObject(dead)
})

test('a token that is used up meanwhile lets no further transaction in', async () => {
  const { token, login } = await tokenFor('rohan', '1 hour')
  const entrance = await entrances.byPasswordToken(token)
  const use = sql`update password_tokens set used_at = now() where tenant_id = ${login.tenant_id} and user_id = ${login.user_id}`
  await entrance.write(async tx => tx.queue(use))
  let reached = false
  const again = entrance.write(async tx => {
    await tx.rows(sql`select 1 as x`)
    reached = true
  })
  await expect(again).rejects.toMatchObject({ fields: { token: [expect.any(String)] } })
  expect(reached).toBe(false)
})
