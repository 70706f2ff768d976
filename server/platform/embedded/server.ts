import type { ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { assertVersion, EmbeddedError, keepPassword, makeCluster, type Places } from './cluster.ts'
import { findIdentity } from './identity.ts'
import {
  claimPostmaster,
  isOutdated,
  launch,
  type Postmaster,
  readPostmaster,
  terminate,
  waitUntil,
} from './process.ts'
import { findRunAs, giveTo, type RunAs } from './run-as.ts'

/** A server that takes connections at `url`; `child` where this process started it. */
export type Running = { url: string; pid: number; child: ChildProcess | null }

const patienceMs = 60_000
const recoveryMs = 300_000
const ours = new Map<number, string | null>()

/** Makes the cluster if there is none, then adopts the server that runs on it or starts one. For the lock's holder. */
export async function run(places: Places, settings: Record<string, string>): Promise<Running> {
  const runAs = findRunAs(places)
  if (runAs === null) throw nobodyMayEnter(places)
  if (!existsSync(places.cluster)) await makeCluster(places, runAs)
  assertVersion(places)
  const adopted = await adopt(places)
  if (adopted) {
    stopAtExit(adopted.pid)
    return { url: urlOf(places, adopted), pid: adopted.pid, child: null }
  }
  giveTo(runAs, places.cluster)
  return start(places, runAs, settings)
}

/** Where the server that another process owns takes connections; null as long as it does not. */
export async function findUrl(places: Places): Promise<string | null> {
  const postmaster = readPostmaster(places.cluster)
  if (!postmaster?.ready) return null
  const url = urlOf(places, postmaster)
  try {
    await (await connect(url)).end()
    return url
  } catch {
    return null
  }
}

/** Makes the database `quartermaster` on first use, and so proves that the server answers. */
export async function ensureDatabase(url: string): Promise<void> {
  try {
    await (await connect(url)).end()
  } catch (error) {
    if ((error as { code?: string }).code !== '3D000') throw error
    const client = await connect(url.replace(/quartermaster$/, 'postgres'))
    await client.query('create database quartermaster')
    await client.end()
  }
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString,
    application_name: 'quartermaster start',
    connectionTimeoutMillis: 10_000,
  })
  await client.connect()
  return client
}

function nobodyMayEnter({ dataDir, binaries }: Places): EmbeddedError {
  return new EmbeddedError(
    `PostgreSQL does not run as root, and no other user may enter both ${dataDir} and ${binaries}. Set DATA_DIR to a ` +
      'folder that every user may enter, such as /var/lib/quartermaster, or start Quartermaster as another user.',
  )
}

/** The server that a killed owner left behind: used on when it is sound, ended when it is not. */
async function adopt(places: Places): Promise<Postmaster | null> {
  const found = claimPostmaster(places.cluster)
  if (found === null) return null
  if (!isOutdated(found, places.binaries)) {
    await waitUntil(() => isReady(places) || findIdentity(found.pid) === null, patienceMs)
    if (isReady(places)) return readPostmaster(places.cluster)
  }
  await terminate(found.pid, places)
  return null
}

async function start(places: Places, runAs: RunAs, settings: Record<string, string>): Promise<Running> {
  const options = Object.entries({ ...(await addressFor(places)), ...settings })
  const flags = options.flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const command = [join(places.binaries, 'postgres'), '-D', places.cluster, ...flags]
  for (let attempt = 1; ; attempt++) {
    const child = launch(command, runAs, places.log)
    stopAtExit(child.pid ?? 0)
    const postmaster = await firstWord(child, places)
    if (postmaster) return { url: urlOf(places, postmaster), pid: postmaster.pid, child }
    const reason = lastWords(places)
    // The processes of a server that was killed hard take a moment to notice and to let go of its memory.
    if (!reason.includes('pre-existing shared memory') || attempt > 50) {
      throw new EmbeddedError(`PostgreSQL did not start in ${places.dataDir}: ${reason} Its log is ${places.log}.`)
    }
    await sleep(200)
  }
}

/** A process that ends without `stop`, by an error or an exit during the start, leaves no server behind. */
function stopAtExit(pid: number): void {
  if (ours.size === 0) process.once('exit', stopOurs)
  ours.set(pid, findIdentity(pid))
}

function stopOurs(): void {
  for (const [pid, identity] of ours) {
    if (identity !== null && findIdentity(pid) === identity) process.kill(pid, 'SIGINT')
  }
}

/** Waits for a new server to be ready, through a recovery if need be; null if it ended instead. */
async function firstWord(child: ChildProcess, places: Places): Promise<Postmaster | null> {
  const hasEnded = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null
  await waitUntil(
    () => hasEnded() || (isReady(places) && readPostmaster(places.cluster)?.pid === child.pid),
    recoveryMs,
  )
  return hasEnded() || !isReady(places) ? null : readPostmaster(places.cluster)
}

function isReady({ cluster }: Places): boolean {
  return readPostmaster(cluster)?.ready === true
}

function lastWords({ log }: Places): string {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n')
  const fatal = lines.slice(-20).findLast(line => /FATAL|PANIC/.test(line))
  return (fatal ?? lines.at(-1) ?? '').replace(/^.*(FATAL|PANIC):\s+/, '')
}

/** A socket in the cluster's folder; where its path is too long for one, and on Windows, a loopback port with password. */
async function addressFor({ cluster }: Places): Promise<Record<string, string>> {
  const fits = Buffer.byteLength(join(cluster, '.s.PGSQL.5432')) < 100 && !/["\p{Cc}]/u.test(cluster)
  if (fits && process.platform !== 'win32') {
    return {
      listen_addresses: '',
      unix_socket_directories: `"${cluster}"`,
      unix_socket_permissions: '0700',
      port: '5432',
    }
  }
  return { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(await freePort()) }
}

function freePort(): Promise<number> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function urlOf(places: Places, { onSocket, port }: Postmaster): string {
  if (onSocket) return `postgres://postgres@${encodeURIComponent(places.cluster)}:${port}/quartermaster`
  return `postgres://postgres:${keepPassword(places)}@127.0.0.1:${port}/quartermaster`
}
