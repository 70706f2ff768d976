/**
 * PostgreSQL refuses to run as root. As root we run it as the user `postgres`, or, where that user may not enter the
 * folders (a home of root, a `mktemp -d`), as root who looks like another user inside a user namespace of its own.
 */
import { spawnSync } from 'node:child_process'
import { lchownSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** How to run a program: put `prefix` before its command, spawn with `ids`; its files belong to `owner`. */
export type RunAs = {
  prefix: string[]
  ids: { uid?: number; gid?: number }
  owner: { uid: number; gid: number } | null
}

type Folders = { binaries: string; cluster: string; dataDir: string }

/** Chooses who runs PostgreSQL here, or returns null when root finds no way. Makes the user `postgres` if it helps. */
export function findRunAs(folders: Folders): RunAs | null {
  if (process.getuid?.() !== 0) return { prefix: [], ids: {}, owner: null }
  const owner = statSync(folders.cluster, { throwIfNoEntry: false })
  const inNamespace = () => asLookalike(folders)
  const asPostgres = () => asSystemUser(folders)
  if (owner === undefined) return asPostgres() ?? inNamespace()
  if (owner.uid === 0) return inNamespace() ?? asPostgres()
  return asUser(owner, folders) ?? inNamespace()
}

/** Gives a folder and all in it to the user who runs PostgreSQL, unless it is theirs already. */
export function giveTo({ owner }: RunAs, path: string): void {
  if (owner === null || lstatSync(path).uid === owner.uid) return
  for (const entry of readdirSync(path, { recursive: true, encoding: 'utf8' }))
    lchownSync(join(path, entry), owner.uid, owner.gid)
  lchownSync(path, owner.uid, owner.gid)
}

function asSystemUser(folders: Folders): RunAs | null {
  const stranger = { uid: 65533, gid: 65533 }
  const user = findUser('postgres') ?? (asUser(stranger, folders) && makeUser('postgres'))
  return user && asUser(user, folders)
}

function asUser({ uid, gid }: { uid: number; gid: number }, folders: Folders): RunAs | null {
  const runAs = { prefix: [], ids: { uid, gid }, owner: { uid, gid } }
  return works(runAs, folders) ? runAs : null
}

/** initdb wants its user to have a name, so the number is that of some user other than root. */
function asLookalike(folders: Folders): RunAs | null {
  const { uid } = findUser('postgres') ?? findUser('nobody') ?? { uid: 65534 }
  const runAs = { prefix: ['unshare', '--user', `--map-user=${uid}`, '--'], ids: {}, owner: { uid: 0, gid: 0 } }
  return works(runAs, folders) ? runAs : null
}

/** May this user run the binaries and enter the data folder? Asked of the system: modes, lists and mounts all count. */
function works({ prefix, ids }: RunAs, { binaries, dataDir }: Folders): boolean {
  const script = 'cd "$1" && "$2" --version'
  const command = [...prefix, '/bin/sh', '-c', script, 'sh', dataDir, join(binaries, 'postgres')]
  const { status } = spawnSync(command[0] as string, command.slice(1), { ...ids, cwd: '/', stdio: 'ignore' })
  return status === 0
}

function findUser(name: string): { uid: number; gid: number } | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find(entry => entry.startsWith(`${name}:`))
  if (!line) return null
  const [, , uid, gid] = line.split(':')
  return { uid: Number(uid), gid: Number(gid) }
}

function makeUser(name: string): { uid: number; gid: number } | null {
  const flags = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin']
  spawnSync('useradd', [...flags, name], { stdio: 'ignore' })
  return findUser(name)
}
