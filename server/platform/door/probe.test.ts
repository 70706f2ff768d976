import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { migrate } from '../migrate.ts'
import { assertDatabase, refuseOwner } from './probe.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await emptyTestDatabase()
})
afterAll(() => database.drop())

const lineFor = (url: string) => assertDatabase('DATABASE_URL', url).catch(error => `${error.name}: ${error.message}`)

describe('an address that leads to no database', () => {
  test('is named in one line, with the reason and without its password', async () => {
    expect(await lineFor(database.ownerUrl)).toBeUndefined()
    for (const [url, reason] of [
      ['postgres://owner:a-secret@127.0.0.1:1/shop', 'ECONNREFUSED'],
      ['postgres://owner:a-secret@localhost:1/shop', 'ECONNREFUSED'],
      ['postgres://owner:a-secret@no-such-host.invalid/shop', 'no-such-host.invalid'],
      [database.ownerUrl.replace(database.name, 'no_such_database'), 'no_such_database'],
    ] as const) {
      const line = await lineFor(url)
      expect(line).toMatch(/^ConfigError: DATABASE_URL leads to no database that can be used: .+\.$/)
      expect(line).toContain(reason)
      expect(line).not.toContain('a-secret')
    }
  })

  test('or whose user may prepare nothing, is named, too; any other error stays what it is', () => {
    const denied = Object.assign(new Error('permission denied to create role'), { code: '42501' })
    expect(() => refuseOwner('DATABASE_URL', denied)).toThrow(/^DATABASE_URL signs in a user who may not prepare/)
    const other = new Error('something else')
    expect(() => refuseOwner('DATABASE_URL', other)).toThrow(other)
  })
})

test('the application role keeps the password that an operator gave it, where APP_DATABASE_URL is used', async () => {
  const client = new pg.Client(database.ownerUrl)
  await client.connect()
  const password = async () =>
    (await client.query(`select rolpassword from pg_authid where rolname = 'quartermaster_app'`)).rows[0].rolpassword
  const before = await password()
  await migrate({ ownerUrl: database.ownerUrl, appPassword: null })
  expect(await password()).toBe(before)
  await client.end()
})
