import { type ChildProcess, spawn } from 'node:child_process'
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findIdentity } from './identity.ts'
import type { RunAs } from './run-as.ts'

/** A PostgreSQL server as it describes itself in postmaster.pid. */
export type Postmaster = { pid: number; startedAt: number; port: number; onSocket: boolean; ready: boolean }

const logLimitBytes = 10_000_000

/** Runs a program to its end as that user; `output` is all it said. */
export function runToEnd(command: string[], runAs: RunAs): Promise<{ code: number | null; output: string }> {
  const child = spawnAs(command, runAs, ['ignore', 'pipe', 'pipe'])
  const output: Buffer[] = []
  child.stdout?.on('data', (part: Buffer) => output.push(part))
  child.stderr?.on('data', (part: Buffer) => output.push(part))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', code => resolve({ code, output: Buffer.concat(output).toString() }))
  })
}

/** Starts a server that outlives us if we die: in a session of its own, so that Ctrl-C is ours to answer. */
export function launch(command: string[], runAs: RunAs, log: string): ChildProcess {
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > logLimitBytes) renameSync(log, `${log}.old`)
  const file = openSync(log, 'a', 0o600)
  const child = spawnAs(command, runAs, ['ignore', file, file])
  child.on('error', () => {}) // told by its missing pid
  closeSync(file)
  child.unref()
  return child
}

/** What postmaster.pid says; the process in it may be long gone. */
export function readPostmaster(cluster: string): Postmaster | null {
  try {
    const [pid, , startedAt, port, socketFolder, , , status] = readFileSync(
      join(cluster, 'postmaster.pid'),
      'utf8',
    ).split('\n')
    const onSocket = Boolean(socketFolder)
    return {
      pid: Number(pid),
      startedAt: Number(startedAt),
      port: Number(port),
      onSocket,
      ready: status?.trim() === 'ready',
    }
  } catch {
    return null
  }
}

/**
 * The server that runs on this cluster, or null. Only for the holder of the data lock: it removes a dead
 * server's lock files, which keep the next one from starting when their number is a zombie's or somebody else's by now.
 */
export function claimPostmaster(cluster: string): Postmaster | null {
  const postmaster = readPostmaster(cluster)
  if (postmaster === null || isRunning(postmaster)) return postmaster
  const leftovers = readdirSync(cluster).filter(file => file === 'postmaster.pid' || file.startsWith('.s.PGSQL.'))
  for (const file of leftovers) rmSync(join(cluster, file), { force: true })
  return null
}

/** Was this server started from other binaries than those here now (an upgrade, a fresh install)? */
export function isOutdated({ pid }: Postmaster, binaries: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/exe`) !== realpathSync(join(binaries, 'postgres'))
  } catch {
    return false
  }
}

/** Ends a server cleanly: open transactions roll back, everything is on disk. After 30 s without waiting for that. */
export async function terminate(
  pid: number,
  { binaries, cluster }: { binaries: string; cluster: string },
): Promise<void> {
  const identity = findIdentity(pid)
  if (identity === null) return
  const gone = (ms: number) => waitUntil(() => findIdentity(pid) !== identity, ms)
  if (process.platform === 'win32') {
    // Windows knows no signals; pg_ctl reaches the server by a pipe of its own.
    await runToEnd([join(binaries, 'pg_ctl'), 'stop', '-m', 'fast', '-D', cluster], {
      prefix: [],
      ids: {},
      owner: null,
    })
    return
  }
  process.kill(pid, 'SIGINT')
  if (await gone(30_000)) return
  process.kill(pid, 'SIGQUIT')
  await gone(10_000)
}

export async function waitUntil(condition: () => boolean, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs
  while (!condition()) {
    if (performance.now() > deadline) return false
    await sleep(10)
  }
  return true
}

function spawnAs(command: string[], { prefix, ids }: RunAs, stdio: ('ignore' | 'pipe' | number)[]): ChildProcess {
  const [program = '', ...args] = [...prefix, ...command]
  const { PATH, SystemRoot, TEMP } = process.env
  return spawn(program, args, {
    ...ids,
    stdio,
    cwd: '/',
    detached: stdio[1] !== 'pipe',
    env: { PATH, SystemRoot, TEMP },
    windowsHide: true,
  })
}

/** A number in a file is not a process: after a restart of the machine or container it may be anybody's. */
function isRunning({ pid, startedAt }: Postmaster): boolean {
  if (findIdentity(pid) === null) return false
  if (process.platform !== 'linux') return true
  const [program = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  return basename(program) === 'postgres' && Math.abs(startedAt - bornAt(pid)) < 60
}

/** When a process was born, in seconds since 1970: boot time plus the 22nd field of its stat, in hundredths. */
function bornAt(pid: number): number {
  const bootedAt = Number(/^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1])
  const ticks = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19])
  return bootedAt + ticks / 100
}
