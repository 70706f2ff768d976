import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../../../test/server.ts'
import { sql } from '../../platform/sql.ts'
import { readChain } from './verify.ts'

let world: World
let owner: pg.Client

beforeAll(async () => {
  world = await startWorld()
  owner = new pg.Client({ connectionString: world.database.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

const verdict = async () => (await world.as('rohan').get('/api/audit-logs/verify/')).body

/** Does something to the log behind the server's back, looks, and takes it back. */
async function tamper(change: string): Promise<{ ok: boolean; first_bad: { seq: number; reason: string } | null }> {
  await owner.query('create temp table kept as select * from shared.audit_log where tenant_id = 2')
  await owner.query(change)
  const found = await verdict()
  await owner.query('delete from shared.audit_log where tenant_id = 2')
  await owner.query('insert into shared.audit_log select * from kept')
  await owner.query('drop table kept')
  return found
}

describe('the log', () => {
  test('tells who did what, before and after, from where', async () => {
    const changed = await world
      .as('meera')
      .patch('/api/products/1/', { price: '949.00' }, { 'user-agent': 'a browser' })
    const { body } = await world.as('rohan').get('/api/audit-logs/?action=product.updated&object_id=1')
    expect(body.results[0]).toMatchObject({
      actor_username: 'meera',
      object_type: 'product',
      before: { price: '999.99' },
      after: { price: '949.00' },
      ip: '127.0.0.1',
      user_agent: 'a browser',
      request_id: changed.headers['x-request-id'],
    })
  })

  test('is filtered by actor, action, object, address, time and words', async () => {
    const rohan = world.as('rohan')
    const everything = (await rohan.get('/api/audit-logs/?page_size=200')).body.results
    const first = everything.at(-1)
    const meera = everything.find((entry: { actor_username: string }) => entry.actor_username === 'meera')
    const count = async (query: string) => (await rohan.get(`/api/audit-logs/?${query}`)).body.count
    const expected = (matches: (entry: Record<string, unknown>) => boolean) => everything.filter(matches).length
    expect(await count(`actor=${meera.actor}`)).toBe(expected(entry => entry.actor === meera.actor))
    expect(await count('action=order.placed')).toBe(expected(entry => entry.action === 'order.placed'))
    expect(await count('object_type=product')).toBe(expected(entry => entry.object_type === 'product'))
    expect(await count(`at__lte=${first.at}`)).toBeGreaterThan(0)
    expect(await count('at__gte=2100-01-01')).toBe(0)
    const isNamed = ({ after }: Record<string, unknown>) => (after as { username?: string })?.username === 'meera'
    expect(await count('search=meera')).toBe(expected(entry => entry.actor === meera.actor || isNamed(entry)))
    const made = await rohan.post('/api/categories/', { name: 'Found by its request' })
    expect(await count(`search=${made.headers['x-request-id']}`)).toBe(1)
    expect((await rohan.get('/api/audit-logs/?colour=red')).body).toEqual({ colour: ['Unknown filter.'] })
  })

  test('finds the failed sign-ins of a name, also of one that nobody has', async () => {
    for (const username of ['Priya', 'Nobody.Ever', 'İlknur'])
      await world.anonymous.post('/api/auth/login/', { username, password: 'a guess' })
    const typed = async (reader: string, name: string) =>
      (await world.as(reader).get(`/api/audit-logs/?action=auth.login_failed&search=${name}`)).body.results.map(
        ({ after }: { after: { username: string } }) => after.username,
      )
    expect(await typed('rohan', 'priya')).toEqual(['Priya'])
    expect(await typed('Ria', 'nobody.ev')).toEqual(['Nobody.Ever'])
    expect(await typed('Ria', encodeURIComponent('İlk'))).toEqual(['İlknur'])
  })

  test('leaves as CSV', async () => {
    const { text, headers } = await world.as('rohan').get('/api/audit-logs/?format=csv&action=company.created')
    expect(headers['content-type']).toContain('text/csv')
    expect(text.split('\n')[0]).toContain('seq,at,actor,actor_username,action')
    expect(text).toContain('company.created')
  })

  test('is nobody’s to read without the permission, and never another company’s', async () => {
    expect((await world.as('rahul').get('/api/audit-logs/')).status).toBe(403)
    const { body } = await world.as('astrid').get('/api/audit-logs/?search=meera')
    expect(body.results).toEqual([])
  })

  test('has a refusal once a minute, however often it is repeated', async () => {
    for (let i = 0; i < 3; i++)
      expect(
        (await world.as('rahul').post('/api/stock/adjust/', { product: 1, quantity: 1, reason: 'mine' })).status,
      ).toBe(403)
    const { body } = await world.as('rohan').get('/api/audit-logs/?action=access.denied&search=rahul')
    const adjusting = body.results.filter(
      (entry: { after: { path: string } }) => entry.after.path === '/api/stock/adjust/',
    )
    expect(adjusting).toHaveLength(1)
    expect(adjusting[0].after).toMatchObject({ method: 'POST', code: 'permission_denied' })
  })

  test('names what a refusal was about by its noun, as every other entry does', async () => {
    const rahul = world.as('rahul')
    await rahul.delete('/api/users/4/')
    await rahul.get('/api/companies/2/')
    await rahul.post('/api/companies/2/suspend/')
    await rahul.post('/api/stock/counts/7/approve/')
    const { body } = await world.as('rohan').get('/api/audit-logs/?action=access.denied&page_size=3')
    expect(
      body.results.map((entry: { object_type: string; object_id: number }) => [entry.object_type, entry.object_id]),
    ).toEqual([
      ['count', 7],
      ['company', 2],
      ['user', 4],
    ])
  })

  test('can only be added to by the application', async () => {
    for (const forbidden of ['update audit_log set action = action', 'delete from audit_log']) {
      const change = world.deployment.door.write({ tenantId: 2 }, tx =>
        tx.rows(sql`${sql.raw(forbidden)} where tenant_id = ${2}`),
      )
      await expect(change).rejects.toThrow()
    }
  })

  test('grows without a gap when many write at once', async () => {
    const rahul = world.as('rahul')
    await Promise.all(
      Array.from({ length: 30 }, () => rahul.post('/api/orders/', { items: [{ sku: 'GIFT-WRAP', qty: 1 }] })),
    )
    expect(await verdict()).toMatchObject({ ok: true, first_bad: null })
  })
})

describe('the chain', () => {
  test('is whole', async () => {
    const { ok, checked, head } = await verdict()
    expect({ ok, checked }).toEqual({ ok: true, checked: head.seq })
  })

  const columns = [
    ['at', `at + interval '1 second'`],
    ['actor_id', 'coalesce(actor_id, 0) + 1'],
    ['actor_username', `'somebody'`],
    ['action', `'order.deleted'`],
    ['object_type', `'role'`],
    ['object_id', 'coalesce(object_id, 0) + 1'],
    ['before', `'{"price": "1.00"}'`],
    ['after', `'{"price": "1.00"}'`],
    ['ip', `'10.1.1.1'`],
    ['user_agent', `'nobody'`],
    ['request_id', `'none'`],
    ['hash', `sha256('x')`],
  ] as const
  test.each(columns)('names the entry whose %s was edited', async (column, value) => {
    const { first_bad } = await tamper(
      `update shared.audit_log set ${column} = ${value} where tenant_id = 2 and seq = 7`,
    )
    expect(first_bad).toEqual({ seq: 7, reason: 'edited' })
  })

  test('names the entry that was removed, in the middle, at the beginning and at the end', async () => {
    const { head } = await verdict()
    for (const seq of [1, 9, head.seq]) {
      const { first_bad } = await tamper(`delete from shared.audit_log where tenant_id = 2 and seq = ${seq}`)
      expect(first_bad).toEqual({ seq, reason: 'removed' })
    }
  })

  test('names an entry that was inserted behind the end', async () => {
    const { head } = await verdict()
    const copy = `insert into shared.audit_log (tenant_id, seq, at, action, object_type, hash)
      select tenant_id, ${head.seq + 1}, at, action, object_type, hash from shared.audit_log where tenant_id = 2 and seq = 3`
    const { first_bad } = await tamper(copy)
    expect(first_bad?.seq).toBe(head.seq + 1)
  })

  test('names the first of two that were swapped', async () => {
    const swap = `update shared.audit_log set seq = case seq when 5 then -6 else -5 end where tenant_id = 2 and seq in (5, 6);
      update shared.audit_log set seq = -seq where tenant_id = 2 and seq < 0`
    expect((await tamper(swap)).first_bad).toEqual({ seq: 5, reason: 'edited' })
  })

  test('is checked without the server, from an export', async () => {
    const lines: string[] = []
    await world.deployment.door.long({ tenantId: 2 }, async tx => {
      for await (const entries of readChain(tx, 2)) lines.push(...entries.map(entry => JSON.stringify(entry)))
    })
    expect(await checkAlone(lines)).toMatchObject({ ok: true, checked: lines.length })
    const edited = lines.with(4, (lines[4] as string).replace('"action":"', '"action":"x'))
    expect((await checkAlone(edited)).first_bad).toEqual({ seq: 5, reason: 'edited' })
    expect((await checkAlone(lines.toSpliced(4, 1))).first_bad).toEqual({ seq: 5, reason: 'removed' })
    expect((await checkAlone(lines.toSpliced(4, 0, lines[3] as string))).first_bad).toEqual({
      seq: 5,
      reason: 'inserted',
    })
  })
})

test('whoever gives the verifier something else is told what it wants', async () => {
  const file = join(world.database.dataDir, 'export.csv')
  await writeFile(file, 'seq,at,actor\n1,2026-11-21,2\n')
  const refused = (name: string) =>
    promisify(execFile)(process.execPath, ['bin/verify-audit.js', name]).catch(({ code, stderr }) => [code, stderr])
  expect(await refused(file)).toEqual([2, expect.stringMatching(/^verify-audit: entry 1 is not .* audit export .*\n$/)])
  expect(await refused(`${file}.gone`)).toEqual([2, expect.stringMatching(/^verify-audit: ENOENT.*\n$/)])
})

async function checkAlone(lines: string[]) {
  const file = join(world.database.dataDir, `export-${crypto.randomUUID()}.jsonl`)
  await writeFile(file, lines.join('\n'))
  const run = promisify(execFile)(process.execPath, ['bin/verify-audit.js', file]).catch(error => error)
  return JSON.parse((await run).stdout)
}
