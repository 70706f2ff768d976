import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../../../test/server.ts'
import { found } from '../../platform/errors.ts'
import { sql } from '../../platform/sql.ts'
import { ensurePlatform } from './platform.ts'
import { type NewTenant, provisionTenant } from './provision.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const meta = { ip: '', userAgent: 'test', requestId: '' }

function make(name: string, changes: Partial<NewTenant> = {}) {
  return provisionTenant(world.deployment, { name, preset: 'store', placement: 'shared', by: null, meta, ...changes })
}

const owner = (username: string) => ({ username, email: `${username}@x.com`, passwordHash: 'none' })

test('a company has everything from the start, in either placement', async () => {
  for (const placement of ['shared', 'schema'] as const) {
    const { tenant, ownerId } = await make(`Born ${placement}`, { placement, owner: owner(`born-${placement}`) })
    const entrance = await world.deployment.entrances.byDomain(tenant.domain)
    expect(entrance?.tenant).toEqual(tenant)
    const [counts] = await found(entrance).read(tx =>
      tx.rows(sql`select
        (select count(*) from roles where tenant_id = ${tenant.id}) as roles,
        (select count(*) from locations where tenant_id = ${tenant.id}) as locations,
        (select count(*) from users where tenant_id = ${tenant.id} and id = ${ownerId}) as owners,
        (select version from settings where tenant_id = ${tenant.id}) as version,
        (select audit_seq from heads where tenant_id = ${tenant.id}) as entries`),
    )
    expect(counts).toEqual({ roles: 4, locations: 6, owners: 1, version: 1, entries: 2 })
  }
})

test('what fails at its end leaves nothing behind', async () => {
  const failing = make('Half', {
    placement: 'schema',
    owner: owner('half'),
    also: () => {
      throw new Error('at the last moment')
    },
  })
  await expect(failing).rejects.toThrow('at the last moment')
  const { directory } = world.deployment.door
  expect(await directory.rows(sql`select 1 as x from platform.tenants where name = 'Half'`)).toEqual([])
  expect(await directory.rows(sql`select 1 as x from platform.logins where username = 'half'`)).toEqual([])
  const schemas = sql`select n.nspname from pg_catalog.pg_namespace n where n.nspname like 't\\_%'
    and not exists (select from platform.tenants t where t.placement_schema = n.nspname)`
  expect(await directory.rows(schemas)).toEqual([])
  expect((await make('Half', { owner: owner('half') })).tenant.slug).toBe('half')
})

test('the same name and the same slug at once: one company of the name, a slug of its own for each', async () => {
  const names = ['Zoë', 'zoë', 'Zoe', 'ZOE?', 'Zo\u00e9!']
  const results = await Promise.allSettled(names.map(name => make(name)))
  const slugs = results.flatMap(result => (result.status === 'fulfilled' ? [result.value.tenant.slug] : []))
  expect(slugs.toSorted()).toEqual(['zoe', 'zoe-2', 'zoe-3', 'zoe-4'])
  for (const result of results) if (result.status === 'rejected') expect(result.reason.fields).toHaveProperty('name')
})

test('a login name that is taken, or is somebody’s e-mail, stops it on the field', async () => {
  await expect(make('One', { owner: owner('Rohan') })).rejects.toMatchObject({
    fields: { username: [expect.any(String)] },
  })
  await expect(make('Two', { owner: owner('rohan@dreamkart.com') })).rejects.toMatchObject({
    fields: { username: [expect.any(String)] },
  })
  await expect(make('DREAMKART', { blame: { name: 'store_name' } })).rejects.toMatchObject({
    fields: { store_name: [expect.any(String)] },
  })
})

test('the platform is made once', async () => {
  await Promise.all([ensurePlatform(world.deployment), ensurePlatform(world.deployment)])
  const rows = await world.deployment.door.directory.rows(sql`select name, slug from platform.tenants where id = 1`)
  expect(rows).toEqual([{ name: 'Quartermaster', slug: 'quartermaster' }])
})
