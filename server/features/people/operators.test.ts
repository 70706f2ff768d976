/** The operator of the deployment: there is always one, and never one whose password is published. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jwtSecret } from '../../../test/database.ts'
import { startWorld, type World } from '../../../test/server.ts'
import { permissions } from '../../contracts.ts'
import { hashPassword } from '../../platform/passwords.ts'
import { assertNoDemoPasswords, demoNames } from './demo.ts'
import { createPermissions, listed } from './permissions.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const ria = () => world.as('Ria')

describe('the last platform admin', () => {
  test('can be neither deactivated nor demoted, by nobody', async () => {
    const { id } = (await ria().get('/api/auth/me/')).body
    for (const refused of [
      await ria().delete(`/api/users/${id}/`),
      await ria().patch(`/api/users/${id}/`, { is_active: false }),
      await ria().patch(`/api/users/${id}/`, { role: 'staff' }),
      await ria().post(`/api/users/${id}/remove_role/`, { role: 'owner' }),
    ]) {
      expect([403, 409]).toContain(refused.status)
      expect(['last_owner', 'own_roles']).toContain(refused.body.code)
    }
    expect((await ria().get('/api/auth/me/')).body.role).toBe('platform_admin')
  })

  test('is there also after two of them have removed each other at the same moment', async () => {
    const given = { username: 'omar', email: 'omar@example.com', password: 'plum orbit 49', role: 'platform_admin' }
    const omarId = (await ria().post('/api/users/', given)).body.id
    const riaId = (await ria().get('/api/auth/me/')).body.id
    const omar = world.as('omar', 'plum orbit 49')
    const signedIn = await omar.get('/api/auth/me/')
    expect(signedIn.body.role).toBe('platform_admin')
    const replies = await Promise.all([omar.delete(`/api/users/${riaId}/`), ria().delete(`/api/users/${omarId}/`)])
    expect(replies.filter(({ status }) => status === 204)).toHaveLength(1)
    const survivor = replies[0].status === 204 ? omar : ria()
    expect((await survivor.get('/api/auth/me/')).body.role).toBe('platform_admin')
    const other = replies[0].status === 204 ? riaId : omarId
    expect((await survivor.patch(`/api/users/${other}/`, { is_active: true })).status).toBe(200)
  })
})

test('create-permissions makes what is missing, mends what was changed, and keeps every id', async () => {
  const { door } = world.deployment
  const before = await door.directory.rows(listed)
  expect(before.map(({ code }) => code).toSorted()).toEqual(Object.keys(permissions).toSorted())
  expect(await createPermissions(door)).toBe(0)
  await door.owner(tx =>
    tx.script(
      `delete from platform.permissions where code = 'VIEW_USERS'; update platform.permissions set name = 'x' where code = 'VIEW_ROLES'`,
    ),
  )
  expect(await createPermissions(door)).toBe(1)
  expect(await createPermissions(door)).toBe(0)
  const after = await door.directory.rows(listed)
  expect(after.find(({ code }) => code === 'VIEW_ROLES')).toEqual(before.find(({ code }) => code === 'VIEW_ROLES'))
  expect(after.map(({ code }) => code).toSorted()).toEqual(before.map(({ code }) => code).toSorted())
})

describe('a published password', () => {
  const judge = (config: { loopbackOnly: boolean; production: boolean }) =>
    assertNoDemoPasswords({ ...world.deployment, config: { ...world.deployment.config, ...config } })

  test('is tolerated on this machine alone, and neither in production nor on an address that others reach', async () => {
    await judge({ loopbackOnly: true, production: false })
    const refusal = /still has the published demo password/
    await expect(judge({ loopbackOnly: true, production: true })).rejects.toThrow(refusal)
    await expect(judge({ loopbackOnly: false, production: false })).rejects.toThrow(refusal)
  })

  test('ends a start in production with one line', async () => {
    const child = spawn(process.execPath, ['server/main.ts'], {
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        JWT_SECRET: jwtSecret,
        DATABASE_URL: world.database.ownerUrl,
        DATA_DIR: world.database.dataDir,
        PORT: '0',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.on('data', text => {
      said += text
    })
    const [code] = await once(child, 'close')
    expect([code, said]).toEqual([
      2,
      expect.stringMatching(/^quartermaster: \w+ still has the published demo password.*\n$/),
    ])
  })

  test('no longer matters once everybody has another one', async () => {
    const hash = await hashPassword('plum orbit 49')
    await world.deployment.door.owner(tx => tx.script(everybodyTo(hash)))
    await judge({ loopbackOnly: false, production: true })
  })
})

/** Past row level security, as nobody of the product could. */
function everybodyTo(hash: string): string {
  const names = demoNames.map(name => `'${name}'`).join()
  return `reset role; set local row_security = off;
    update shared.users set password_hash = '${hash}' where username_key in (${names});
    do $$ declare s text; begin
      for s in select placement_schema from platform.tenants where placement = 'schema' loop
        execute format('update %I.users set password_hash = %L', s, '${hash}');
      end loop; end $$`
}
