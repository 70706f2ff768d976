/** The product as a newcomer meets it: `npm start` on an empty folder, and what signals do to it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { findIdentity } from '../server/platform/embedded/identity.ts'
import { startEmbedded } from '../server/platform/embedded.ts'

const root = join(import.meta.dirname, '..')
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })
let dataDir: string
let port: number
let npm: ChildProcess
let said: string

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'quartermaster-start-'))
  chmodSync(dataDir, 0o711)
  port = await freePort()
})
afterEach(async () => {
  const pid = serverPid()
  if (pid !== null) process.kill(pid, 'SIGKILL')
  if (npm.exitCode === null && npm.signalCode === null) await once(npm, 'exit')
})
afterAll(async () => {
  if (postgresPid() !== null) await (await startEmbedded({ dataDir })).stop()
  rmSync(dataDir, { recursive: true, force: true })
})

test('an empty folder becomes a running product; SIGTERM to npm ends all of it', async () => {
  await start()
  expect(said).toContain(`http://localhost:${port}`)
  expect(said).toContain('rohan12345')
  expect(await answers('127.0.0.1')).toBe(true)
  const postgres = postgresPid() as number

  npm.kill('SIGTERM')
  expect(await once(npm, 'exit')).toEqual([0, null])
  expect(await answers('127.0.0.1')).toBe(false)
  expect(findIdentity(postgres)).toBe(null)
  expect(existsSync(join(dataDir, 'lock'))).toBe(false)
})

test('after a kill -9 it starts again on the PostgreSQL that was left running', async () => {
  await start()
  const postgres = postgresPid() as number
  process.kill(serverPid() as number, 'SIGKILL')
  await once(npm, 'exit')
  expect(findIdentity(postgres)).not.toBe(null)

  await start()
  expect(postgresPid()).toBe(postgres)
  npm.kill('SIGTERM')
  expect(await once(npm, 'exit')).toEqual([0, null])
  expect(findIdentity(postgres)).toBe(null)
})

test('the command line works beside it and without it; a second server is refused in one line', async () => {
  await start()
  expect(JSON.parse((await run('bin/quartermaster', '--json', 'audit', 'verify')).output)).not.toEqual([])
  const second = await run('bin/start')
  expect(second.code).toBe(2)
  expect(second.errors).toMatch(
    /^quartermaster: .* is in use by another Quartermaster server \(process \d+ on .*\).*\n$/,
  )
  npm.kill('SIGTERM')
  await once(npm, 'exit')
  expect(JSON.parse((await run('bin/quartermaster', '--json', 'audit', 'verify')).output)).not.toEqual([])
  expect(postgresPid()).toBe(null)
})

test('a bad value ends the start with one line that names it', async () => {
  const { code, errors } = await run('bin/start', 'PORT=many')
  expect(code).toBe(2)
  expect(errors).toMatch(/^quartermaster: PORT must be a whole number.*\n$/)
})

async function start(): Promise<void> {
  npm = spawn('npm', ['start'], { cwd: root, env: environment(), stdio: ['ignore', 'pipe', 'inherit'] })
  said = ''
  npm.stdout?.on('data', text => {
    said += text
  })
  await expect.poll(isReady, { timeout: 90_000, interval: 50 }).toBe(true)
  await expect.poll(() => said).toContain('http://')
}

async function isReady(): Promise<boolean> {
  const reply = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null)
  return reply?.status === 200
}

/** Runs a script of bin/ to its end; `PORT=many` among the words sets a variable. */
async function run(script: string, ...words: string[]) {
  const variables = words.filter(word => word.includes('=')).map(word => word.split('='))
  const args = [join(root, script), ...words.filter(word => !word.includes('='))]
  const child = spawn('sh', args, {
    env: { ...environment(), ...Object.fromEntries(variables) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [output, errors] = [[] as Buffer[], [] as Buffer[]]
  child.stdout.on('data', part => output.push(part))
  child.stderr.on('data', part => errors.push(part))
  const [code] = await once(child, 'close')
  return { code, output: Buffer.concat(output).toString(), errors: Buffer.concat(errors).toString() }
}

/** A newcomer's: nothing of the test run's own database or of npm's. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env
  return { PATH, HOME, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'warn' }
}

function serverPid(): number | null {
  const { pid } = existsSync(join(dataDir, 'lock'))
    ? JSON.parse(readFileSync(join(dataDir, 'lock'), 'utf8'))
    : { pid: 0 }
  return findIdentity(pid) === null ? null : pid
}

function postgresPid(): number | null {
  const file = join(dataDir, 'postgres', 'postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null
}

async function answers(host: string): Promise<boolean> {
  const socket = connect(port, host)
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}
