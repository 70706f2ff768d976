/** The command line as people run it: a process of its own, beside a running server, on the same database. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { jwtSecret } from '../../test/database.ts'
import { startWorld, type World } from '../../test/server.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
  await world.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => world.close())

const ria = () => world.as('Ria')

describe('tenant', () => {
  test('create makes a company whose owner signs in with the password that is printed once', async () => {
    const words = ['--name', 'Blue Harbour', '--owner', 'lena', '--email', 'lena@example.com', '--currency', 'EUR']
    const { code, json, errors } = await run(['--json', 'tenant', 'create', '--placement', 'schema', ...words])
    expect([code, errors]).toEqual([0, ''])
    expect(json).toMatchObject({ slug: 'blue-harbour', placement: 'schema', owner: { username: 'lena' } })
    const { initial_password: password } = json.owner
    const { body } = await world.anonymous.post('/api/auth/login/', { username: 'lena', password })
    expect(body).toMatchObject({ tenant_id: json.id, role: 'owner', must_change_password: true })
    const [entry] = (await ria().get('/api/audit-logs/?action=company.created')).body.results
    expect(entry).toMatchObject({ object_id: json.id, actor: null, user_agent: 'quartermaster command line' })
  })

  test('create with OWNER_PASSWORD prints none; a taken name is one line and exit code 1', async () => {
    const words = ['tenant', 'create', '--name', 'Red Harbour', '--owner', 'lars', '--email', 'lars@example.com']
    const made = await run(words, { OWNER_PASSWORD: 'plum orbit 49' })
    expect(made.code).toBe(0)
    expect(made.output).not.toContain('plum orbit')
    expect(made.output).toContain('http://red-harbour.localhost:8000,')
    const again = await run(words, { OWNER_PASSWORD: 'plum orbit 49' })
    expect([again.code, again.output]).toEqual([1, ''])
    expect(again.errors).toBe('quartermaster: name: A company with that name already exists.\n')
  })

  test('suspend closes the sockets of the running server within a second of its answer, resume lets people in again', async () => {
    const ticket = (await world.as('astrid').post('/api/auth/ws-ticket/')).body.ticket
    const { port } = world.app.server.address() as AddressInfo
    const socket = new WebSocket(`ws://127.0.0.1:${port}/ws/notifications/?token=${ticket}`)
    await once(socket, 'message')
    const closed = once(socket, 'close').then(([code]) => ({ code, at: performance.now() }))
    const suspended = await run(['--json', 'tenant', 'suspend', 'nordlicht-handel'])
    const answeredAt = performance.now()
    expect(suspended.json).toMatchObject({ slug: 'nordlicht-handel', status: 'suspended', changed: true })
    const { code, at } = await closed
    expect(code).toBe(4403)
    expect(at - answeredAt).toBeLessThan(1000)
    expect((await world.as('astrid').get('/api/products/')).body.code).toBe('tenant_suspended')
    const [entry] = (await ria().get('/api/audit-logs/?action=company.suspended')).body.results
    expect(entry).toMatchObject({ object_id: suspended.json.id, actor: null })

    const resumed = await run(['tenant', 'resume', String(suspended.json.id)])
    expect([resumed.code, resumed.output]).toEqual([0, 'Nordlicht Handel is now active.\n'])
    expect((await world.as('astrid').get('/api/products/')).status).toBe(200)
  })

  test('a company that is not there, a missing name and the platform itself are one line each', async () => {
    const [absent, nameless, platform] = await Promise.all([
      run(['tenant', 'suspend', 'no-such']),
      run(['tenant', 'suspend']),
      run(['tenant', 'suspend', '1']),
    ])
    expect([absent.code, absent.errors]).toEqual([
      1,
      'quartermaster: there is no company "no-such". `quartermaster tenant list` shows them all.\n',
    ])
    expect([nameless.code, nameless.errors]).toEqual([1, "error: missing required argument 'id or slug'\n"])
    expect([platform.code, platform.errors]).toEqual([
      1,
      'quartermaster: The platform itself can be neither suspended nor deleted.\n',
    ])
  })
})

describe('people', () => {
  test('createsuperuser makes a platform admin, and asks nobody where nobody sits', async () => {
    const words = ['createsuperuser', '--username', 'omar', '--email', 'omar@example.com']
    expect((await run(words)).errors).toBe('quartermaster: nobody can be asked here for "Password". See --help.\n')
    expect((await run([...words, '--password', 'short'])).errors).toMatch(/^quartermaster: password: .*\n$/)
    expect((await run(words, { SUPERUSER_PASSWORD: 'plum orbit 49' })).code).toBe(0)
    const { body } = await world.anonymous.post('/api/auth/login/', { username: 'omar', password: 'plum orbit 49' })
    expect(body).toMatchObject({ tenant_id: 1, role: 'platform_admin' })
  })

  test('create-permissions changes nothing the second time, seed-demo nothing where the demo world is', async () => {
    expect((await run(['--json', 'create-permissions'])).json).toEqual({ written: 0 })
    const before = (await world.as('rohan').get('/api/audit-logs/?page_size=1')).body.results[0].seq
    expect((await run(['seed-demo'])).output).toContain('rohan / rohan12345')
    expect((await world.as('rohan').get('/api/audit-logs/?page_size=1')).body.results[0].seq).toBe(before)
    const production = await run(['seed-demo'], { NODE_ENV: 'production' })
    expect([production.code, production.errors]).toEqual([1, expect.stringContaining('the demo passwords are public')])
  })
})

describe('looking', () => {
  test('list, audit verify, audit export, stock verify and doctor answer as JSON', async () => {
    const list = await run(['tenant', 'list', '--json'])
    expect(list.json.map(({ slug }: { slug: string }) => slug)).toEqual(
      expect.arrayContaining(['quartermaster', 'dreamkart', 'nordlicht-handel']),
    )
    const [audit, stock, exported, doctor] = await Promise.all([
      run(['--json', 'audit', 'verify', '--tenant', 'dreamkart']),
      run(['--json', 'stock', 'verify', '--tenant', 'dreamkart']),
      run(['audit', 'export', '--tenant', 'dreamkart']),
      run(['--json', 'doctor'], { REDIS_URL: 'redis://127.0.0.1:1' }),
    ])
    expect(audit.json).toMatchObject([{ tenant: { slug: 'dreamkart' }, ok: true, first_bad: null }])
    expect(stock.json).toMatchObject([{ ok: true, violations: [] }])
    expect(exported.output.trim().split('\n').length).toBe(audit.json[0].checked)
    const failing = doctor.json.filter(({ ok }: { ok: boolean }) => !ok).map(({ check }: { check: string }) => check)
    expect([doctor.code, failing]).toEqual([1, expect.arrayContaining(['Redis'])])
  })

  test('a bad value is exit code 2 and names itself; help needs no database', async () => {
    const [bad, help] = await Promise.all([
      run(['doctor'], { DATABASE_URL: 'mysql://x' }),
      run(['tenant', 'create', '--help'], { DATABASE_URL: 'mysql://x' }),
    ])
    expect([bad.code, bad.errors]).toEqual([2, expect.stringMatching(/^quartermaster: DATABASE_URL .*\n$/)])
    expect([help.code, help.output]).toEqual([0, expect.stringContaining('--placement')])
    const nowhere = await run(['migrate'], { DATABASE_URL: 'postgres://owner@127.0.0.1:1/shop' })
    expect(nowhere).toMatchObject({ code: 2, output: '' })
    expect(nowhere.errors).toMatch(/^quartermaster: DATABASE_URL leads to no database .*ECONNREFUSED.*\n$/)
  })
})

test('a broken chain is exit code 1, and the entry is named', async () => {
  const [{ id }] = (await run(['--json', 'tenant', 'list'])).json.filter(
    ({ slug }: { slug: string }) => slug === 'dreamkart',
  )
  await world.deployment.door.owner(
    async tx => {
      await tx.script(`update audit_log set action = 'auth.logout' where tenant_id = ${id} and seq = 3`)
    },
    { tenantId: id },
  )
  const { code, output } = await run(['audit', 'verify', '--tenant', 'dreamkart'])
  expect([code, output]).toEqual([1, 'dreamkart: entry 3 was edited\n'])
})

async function run(words: string[], env: Record<string, string> = {}) {
  const { PATH, HOME } = process.env
  const { ownerUrl, dataDir } = world.database
  const child = spawn(process.execPath, ['server/cli/main.ts', ...words], {
    env: {
      PATH,
      HOME,
      NODE_COMPILE_CACHE: 'node_modules/.cache/node',
      DATABASE_URL: ownerUrl,
      DATA_DIR: dataDir,
      JWT_SECRET: jwtSecret,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [output, errors] = [[] as Buffer[], [] as Buffer[]]
  child.stdout.on('data', part => output.push(part))
  child.stderr.on('data', part => errors.push(part))
  const [code] = await once(child, 'close')
  const text = Buffer.concat(output).toString()
  return {
    code,
    output: text,
    errors: Buffer.concat(errors).toString(),
    get json() {
      return JSON.parse(text)
    },
  }
}
