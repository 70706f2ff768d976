/** The product as its users start it: a process of its own, known by its port alone. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

export type Served = {
  /** Without a slash at its end. */
  url: string
  /** From the start of the process to the first 200 of /readyz. */
  startedInMs: number
  /** Memory of the server's process, without PostgreSQL's. */
  residentMb(): number
  stop(): Promise<void>
}

/** A folder that is not there yet; as root the database runs as another user, who must be able to pass through it. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quartermaster-bench-'))
  chmodSync(folder, 0o711)
  return folder
}

/** What the benchmark starts: the server alone, for load; `npm start`, for the time it takes. */
export const commands = {
  server: ['sh', join(root, 'bin/start')],
  npmStart: ['npm', 'start', '--silent'],
} as const

/** Starts a command on a data folder and waits until it is ready. Throws when it ends instead. */
export async function serve(command: readonly string[], dataDir: string, env: Record<string, string>): Promise<Served> {
  const port = await freePort()
  const [program = '', ...args] = command
  const began = performance.now()
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, HOST: '127.0.0.1', PORT: String(port), DATA_DIR: dataDir, RATE_LIMITS: 'off', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  await ready(url, child)
  return {
    url,
    startedInMs: performance.now() - began,
    residentMb: () => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })) / 1024,
    stop: () => stop(child),
  }
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const reply = await fetch(`${url}/readyz`).catch(() => null)
    if (reply?.status === 200) return
    await sleep(10)
  }
  throw new Error(`the server ended with ${child.exitCode} instead of being ready`)
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}
