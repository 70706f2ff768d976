/**
 * npm run bench:realtime: how long after a change of permissions was answered its frame is there, with 2,000 sockets
 * over two server processes on one Redis. `--quick` is a smoke run that records nothing.
 */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { createClient } from 'redis'
import { WebSocket } from 'ws'
import { openForCommand } from '../server/cli/with.ts'
import { provisionTenant } from '../server/features/tenants/provision.ts'
import { readConfig } from '../server/platform/config.ts'
import { startEmbedded } from '../server/platform/embedded.ts'
import { commands, newFolder, root, type Served, serve } from './server.ts'

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })

const people = options.quick ? 20 : 200
const socketsEach = 10
const rounds = options.quick ? 5 : 40
const goalMs = 250
const patienceMs = 10_000

const redisUrl = process.env.REDIS_URL ?? 'redis://127.0.0.1:6379'
const jwtSecret = 'only this benchmark knows it, and only for its minute'

type Round = { told: number; missing: number; delays: number[] }
type Figures = { what: string; told: number; missing: number; p50: number; p99: number; most: number }

const folder = newFolder()
await assertRedis()
const embedded = await startEmbedded({ dataDir: folder })
const nodes: Served[] = []
try {
  const env = {
    DATABASE_URL: embedded.url,
    REDIS_URL: redisUrl,
    JWT_SECRET: jwtSecret,
    SEED_DEMO: '0',
    LOG_LEVEL: 'error',
  }
  for (const name of ['a', 'b']) nodes.push(await serve(commands.server, join(folder, name), env))
  const company = await makeCompany(env)
  const listeners = await openListeners(company)
  const before = nodes.map(node => node.residentMb())
  const figures = [
    await measure(
      'one person, 10 sockets',
      { ...company, roleId: company.roleOfOne, code: 'VIEW_AUDIT_LOGS' },
      listeners.slice(0, socketsEach),
    ),
    await measure(
      `everybody, ${listeners.length} sockets`,
      { ...company, roleId: company.roleOfAll, code: 'VIEW_USERS' },
      listeners,
    ),
  ]
  tell(figures, { sockets: listeners.length, before, after: nodes.map(node => node.residentMb()) })
  for (const { socket } of listeners) socket.terminate()
} finally {
  for (const node of nodes) await node.stop()
  await embedded.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function assertRedis(): Promise<void> {
  const client = createClient({ url: redisUrl, socket: { reconnectStrategy: false } }).on('error', () => {})
  await client.connect().catch(() => {
    console.error(`bench:realtime needs a Redis, and none answers at ${redisUrl}. Start one, or set REDIS_URL.`)
    process.exit(1)
  })
  await client.close()
}

type Company = { ownerToken: string; roleOfOne: number; roleOfAll: number; tokens: string[] }

/** One company with all the people: the worst case, since its sockets are served one event after the other. */
async function makeCompany(env: Record<string, string>): Promise<Company> {
  const deployment = await openForCommand(readConfig({ ...env, DATA_DIR: folder }))
  const admin = new pg.Client({ connectionString: embedded.url })
  await admin.connect()
  try {
    const owner = { username: 'owner', email: 'owner@example.com', passwordHash: 'nobody signs in' }
    const meta = { ip: '127.0.0.1', userAgent: 'quartermaster bench', requestId: '' }
    const wanted = { name: 'Bench', preset: 'controlled', placement: 'shared', owner, by: null, meta } as const
    const { tenant, ownerId } = await provisionTenant(deployment, wanted)
    await admin.query('set search_path = shared')
    const { roleOfOne, roleOfAll } = await addPeople(admin, tenant.id)
    const { rows } = await admin.query(
      `insert into sessions (tenant_id, user_id, issued_at, created_at, last_used_at, expires_at)
       select $1, u.id, now(), now(), now(), now() + interval '1 day'
       from users u cross join generate_series(1, case u.id when $2 then 1 else $3 end) where u.tenant_id = $1
       order by u.id returning id::int, user_id::int`,
      [tenant.id, ownerId, socketsEach],
    )
    await admin.query('vacuum (analyze)') // as the autovacuum of a server that runs would have done
    const now = Math.floor(Date.now() / 1000)
    const tokenOf = ({ id, user_id }: { id: number; user_id: number }) =>
      deployment.tokens.signAccess({ tenant_id: tenant.id, user_id, sid: id, role: 'bench' }, now)
    const [ownerToken = '', ...tokens] = await Promise.all(rows.map(tokenOf))
    return { ownerToken, roleOfOne, roleOfAll, tokens }
  } finally {
    await admin.end()
    await deployment.close()
  }
}

/** Everybody bears one role; the first of them bears another one too. */
async function addPeople(admin: pg.Client, tenantId: number): Promise<{ roleOfOne: number; roleOfAll: number }> {
  const { rows } = await admin.query<{ id: number }>(
    `insert into roles (tenant_id, name, name_key) select $1, name, name from unnest('{one,all}'::text[]) name returning id::int`,
    [tenantId],
  )
  const [roleOfOne, roleOfAll] = rows.map(({ id }) => id) as [number, number]
  await admin.query(
    `insert into role_permissions (tenant_id, role_id, code) select $1::bigint, $2::bigint, code from unnest('{VIEW_PRODUCTS,VIEW_ORDERS}'::text[]) code`,
    [tenantId, roleOfAll],
  )
  await admin.query(
    `with made as (insert into users (tenant_id, username, username_key, email, email_key, password_hash)
       select $1::bigint, n, n, n || '@example.com', n || '@example.com', 'none' from (select 'bench' || i as n from generate_series(1, $2::int) i) x
       returning id)
     insert into user_roles (tenant_id, user_id, role_id)
     select $1::bigint, id, $3::bigint from made union all select $1::bigint, min(id), $4::bigint from made`,
    [tenantId, people, roleOfAll, roleOfOne],
  )
  return { roleOfOne, roleOfAll }
}

type Listener = { socket: WebSocket; heardAt: number | null }

async function openListeners({ tokens }: Company): Promise<Listener[]> {
  const listeners: Listener[] = []
  for (let i = 0; i < tokens.length; i += 100)
    listeners.push(...(await Promise.all(tokens.slice(i, i + 100).map((token, n) => openListener(token, n % 2)))))
  return listeners
}

async function openListener(token: string, node: number): Promise<Listener> {
  const address = (nodes[node] as Served).url.replace('http', 'ws')
  const socket = new WebSocket(`${address}/ws/notifications/`, { perMessageDeflate: false })
  const listener: Listener = { socket, heardAt: null }
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'auth', token }))
  const refused = once(socket, 'close').then(([code]) => Promise.reject(new Error(`a socket was closed with ${code}`)))
  refused.catch(() => {})
  await Promise.race([once(socket, 'message'), refused])
  socket.on('message', text => {
    const at = performance.now()
    if (String(text).includes('"permissions.changed"')) listener.heardAt = at
  })
  return listener
}

type Change = { ownerToken: string; roleId: number; code: string }

async function measure(what: string, change: Change, listeners: Listener[]): Promise<Figures> {
  await changePermissions(change, 0, listeners) // a first one, so that everything is warm
  const results: Round[] = []
  for (let i = 1; i <= rounds; i++) results.push(await changePermissions(change, i, listeners))
  const delays = results.flatMap(round => round.delays).toSorted((a, b) => a - b)
  const at = (part: number) => delays[Math.min(delays.length - 1, Math.floor(delays.length * part))] as number
  const sum = (field: 'told' | 'missing') => results.reduce((total, round) => total + round[field], 0)
  return { what, told: sum('told'), missing: sum('missing'), p50: at(0.5), p99: at(0.99), most: at(1) }
}

/** Gives or takes a permission on one node or the other, in turn; the clock starts when that was answered. */
async function changePermissions(change: Change, i: number, listeners: Listener[]): Promise<Round> {
  const { ownerToken, roleId, code } = change
  for (const listener of listeners) listener.heardAt = null
  const codes = ['VIEW_PRODUCTS', 'VIEW_ORDERS', ...(i % 2 === 0 ? [code] : [])]
  const reply = await fetch(`${(nodes[i % 2] as Served).url}/api/roles/${roleId}/assign_permissions/`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ownerToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ permissions: codes.map(granted => ({ code: granted, scope: 'all' })) }),
  })
  const answeredAt = performance.now()
  if (reply.status !== 200) throw new Error(`the change was refused: ${await reply.text()}`)
  while (listeners.some(({ heardAt }) => heardAt === null) && performance.now() - answeredAt < patienceMs)
    await sleep(5)
  const heard = listeners.flatMap(({ heardAt }) => heardAt ?? [])
  await sleep(100)
  return {
    told: heard.length,
    missing: listeners.length - heard.length,
    delays: heard.map(at => Math.max(0, at - answeredAt)),
  }
}

type Memory = { sockets: number; before: number[]; after: number[] }

function tell(figures: Figures[], { sockets, before, after }: Memory): void {
  const ms = (value: number) => `${value.toFixed(0)} ms`
  const rows = figures.map(({ what, told, missing, p50, p99, most }) => {
    const isMet = p99 <= goalMs && missing === 0
    return `| ${what} | ${told} | ${missing} | ${ms(p50)} | ${ms(p99)} | ${ms(most)} | ${isMet ? 'met' : '**missed**'} |`
  })
  const head = `| permissions changed of | frames | missing | p50 | p99 | max | goal: p99 ≤ ${goalMs} ms |\n| -- | --: | --: | --: | --: | --: | -- |`
  const table = [head, ...rows].join('\n')
  const memory = before.map((mb, i) => `${mb.toFixed(0)} → ${(after[i] as number).toFixed(0)} MB`).join(', ')
  console.log(`${table}\nmemory of the two servers over ${figures.length * (rounds + 1)} changes: ${memory}`)
  if (options.quick) return
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
  const text = `# From the change to the frame

Written by \`npm run bench:realtime\`. The time from the HTTP answer to a change of a role's permissions (it is committed then) to the
\`permissions.changed\` frame at each socket it concerns. ${sockets} sockets of ${people} people of one company, half of them on each
of two server processes that share one Redis; ${rounds} changes of each kind, sent to the two servers in turn.

${table}

- ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, commit ${commit}
- ${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}; servers, clients, PostgreSQL and Redis on the same machine
- resident memory of the two servers, before and after: ${memory}
`
  writeFileSync(join(root, 'bench', 'REALTIME.md'), text)
}
