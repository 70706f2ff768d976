import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findIdentity } from './embedded/identity.ts'
import { readPostmaster } from './embedded/process.ts'
import { attachEmbedded, type Embedded, startEmbedded } from './embedded.ts'

const isRoot = process.getuid?.() === 0
const program = join(import.meta.dirname, 'embedded.ts')
const kept = 'create table if not exists kept as select 42 as answer'
const folders: string[] = []
let dataDir: string
let opened: Embedded[]
let children: ChildProcess[]

beforeAll(() => {
  dataDir = makeFolder()
})
beforeEach(() => {
  opened = []
  children = []
})
afterEach(async () => {
  for (const child of children) await killed(child)
  for (const embedded of opened) await embedded.stop()
})
afterAll(async () => {
  for (const folder of folders) {
    if (existsSync(join(folder, 'postgres', 'postmaster.pid'))) await (await startEmbedded({ dataDir: folder })).stop()
    rmSync(folder, { recursive: true, force: true })
  }
})

describe('a server', () => {
  test('makes its database once, stops it, and starts it again with what was in it', async () => {
    const first = await start()
    await query(first.url, kept)
    const { pid } = postmaster()
    await first.stop()
    expect(findIdentity(pid)).toBe(null)
    expect(existsSync(join(dataDir, 'lock'))).toBe(false)

    expect(await query((await start()).url, 'select answer from kept')).toEqual([{ answer: 42 }])
  })

  test('keeps what it was told to keep: synchronous, UTF-8, no one else may enter', async () => {
    const { url } = await start()
    const [facts] = await query(
      url,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as sync, current_setting('full_page_writes') as pages,
        current_setting('server_encoding') as encoding, 'a' collate "default" < 'B' as cultured, upper('é') as upper`,
    )
    expect(facts).toEqual({ fsync: 'on', sync: 'on', pages: 'on', encoding: 'UTF8', cultured: false, upper: 'É' })
    for (const path of ['postgres', 'postgres.log', 'postgres-password']) {
      expect(statSync(join(dataDir, path)).mode & 0o077).toBe(0)
    }
  })

  test('takes over the PostgreSQL that a killed predecessor left running', async () => {
    const { child, url } = await startElsewhere('startEmbedded')
    await query(url, kept)
    const { pid } = postmaster()
    await killed(child)
    expect(findIdentity(pid)).not.toBe(null)

    const successor = await start()
    expect(postmaster().pid).toBe(pid)
    expect(await query(successor.url, 'select answer from kept')).toEqual([{ answer: 42 }])
    await successor.stop()
    expect(findIdentity(pid)).toBe(null)
  })

  test('recovers when PostgreSQL was killed along with its owner', async () => {
    const { child, url } = await startElsewhere('startEmbedded')
    await query(url, kept)
    process.kill(postmaster().pid, 'SIGKILL')
    await killed(child)
    expect(await query((await start()).url, 'select answer from kept')).toEqual([{ answer: 42 }])
  })

  test('is not fooled by a stale postmaster.pid whose number belongs to somebody else now', async () => {
    await (await start()).stop()
    const stale = [process.pid, join(dataDir, 'postgres'), 1700000000, 5432, dataDir, '', '  1 1', 'ready   ']
    writeFileSync(join(dataDir, 'postgres', 'postmaster.pid'), `${stale.join('\n')}\n`)
    expect(await query((await start()).url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('refuses a folder that another server owns, in one line', async () => {
    const { child } = await startElsewhere('startEmbedded')
    await expect(startEmbedded({ dataDir })).rejects.toThrow(
      `${dataDir} is in use by another Quartermaster server (process ${child.pid} on `,
    )
  })

  test('leaves no PostgreSQL behind when its process simply exits', async () => {
    const { child } = await startElsewhere('startEmbedded')
    const { pid } = postmaster()
    child.kill('SIGUSR2')
    await once(child, 'exit')
    await expect.poll(() => findIdentity(pid)).toBe(null)
  })

  test('is not told that PostgreSQL has ended when it may open no more files', async () => {
    const script = `
      import { closeSync, openSync } from 'node:fs'
      import { setTimeout as sleep } from 'node:timers/promises'
      import { startEmbedded } from ${JSON.stringify(program)}
      const { lost, stop } = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)} })
      lost.then(() => console.log('lost'))
      const files = []
      try { for (;;) files.push(openSync('/dev/null')) } catch ({ code }) { console.log(code) }
      await sleep(2500)
      for (const file of files) closeSync(file)
      await stop()`
    const child = spawn(
      'sh',
      ['-c', 'ulimit -n 200 && exec "$0" "$@"', process.execPath, '--input-type=module', '--eval', script],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    children.push(child)
    const output = await child.stdout?.setEncoding('utf8').toArray()
    expect(output?.join('')).toBe('EMFILE\n')
    expect(readPostmaster(join(dataDir, 'postgres'))).toBe(null)
  })

  test('tells when PostgreSQL ends unasked', async () => {
    const { lost } = await start()
    process.kill(postmaster().pid, 'SIGINT')
    await lost
  })

  test('uses a loopback port with a password where the path is too long for a socket', async () => {
    const long = join(makeFolder(), 'x'.repeat(90))
    mkdirSync(long)
    const { url } = await start(long)
    expect(new URL(url).hostname).toBe('127.0.0.1')
    const withoutPassword = Object.assign(new URL(url), { password: '' }).href
    await expect(query(withoutPassword, 'select 1')).rejects.toThrow(/password/)
  })

  test('names the log when PostgreSQL cannot start', async () => {
    await (await start()).stop()
    await expect(startEmbedded({ dataDir, settings: { shared_buffers: 'plenty' } })).rejects.toThrow(
      /did not start in .*invalid value for parameter "shared_buffers".*postgres\.log/,
    )
    expect(existsSync(join(dataDir, 'lock'))).toBe(false)
  })

  test('refuses the files of another major version', async () => {
    const old = makeFolder()
    mkdirSync(join(old, 'postgres'))
    writeFileSync(join(old, 'postgres', 'PG_VERSION'), '17\n')
    await expect(start(old)).rejects.toThrow('was written by PostgreSQL 17 and this is 18')
  })
})

describe('a command', () => {
  test('shares the running server’s PostgreSQL and leaves it running', async () => {
    const { url } = await startElsewhere('startEmbedded')
    const shared = await attachEmbedded({ dataDir })
    expect(shared.url).toBe(url)
    await shared.stop()
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('starts PostgreSQL for itself where no server runs, and stops it', async () => {
    const own = await attachEmbedded({ dataDir })
    const { pid } = postmaster()
    await own.stop()
    expect(findIdentity(pid)).toBe(null)
  })

  test('makes a server wait for its end', async () => {
    const { child } = await startElsewhere('attachEmbedded')
    const starting = start()
    await new Promise(resolve => setTimeout(resolve, 300))
    expect(JSON.parse(readFileSync(join(dataDir, 'lock'), 'utf8'))).toMatchObject({
      pid: child.pid,
      purpose: 'command',
    })
    child.kill('SIGUSR2')
    expect(await query((await starting).url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

describe.runIf(isRoot)('as root', () => {
  const ownerOf = (path: string) => statSync(path).uid

  test('PostgreSQL runs as another user where that one may enter, and in the closed folder when it no longer may', async () => {
    const folder = makeFolder()
    const first = await start(folder)
    expect(ownerOf(join(folder, 'postgres'))).not.toBe(0)
    expect(ownerOf(`/proc/${postmaster(folder).pid}`)).toBe(ownerOf(join(folder, 'postgres')))
    await query(first.url, kept)
    await first.stop()
    chmodSync(folder, 0o700)
    expect(await query((await start(folder)).url, 'select answer from kept')).toEqual([{ answer: 42 }])
  })

  test('PostgreSQL runs in a folder that only root may enter, and still does when that changes', async () => {
    const folder = makeFolder()
    chmodSync(folder, 0o700)
    const first = await start(folder)
    expect(ownerOf(join(folder, 'postgres'))).toBe(0)
    await query(first.url, kept)
    await first.stop()
    chmodSync(folder, 0o711)
    expect(await query((await start(folder)).url, 'select answer from kept')).toEqual([{ answer: 42 }])
  })
})

/** One that every user may pass through, so that PostgreSQL runs as its own user under root. */
function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quartermaster-embedded-'))
  chmodSync(folder, 0o711)
  folders.push(folder)
  return folder
}

async function start(folder = dataDir): Promise<Embedded> {
  const embedded = await startEmbedded({ dataDir: folder })
  opened.push(embedded)
  return embedded
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** In a process of its own, to be killed; SIGUSR2 makes it exit in the ordinary way. */
async function startElsewhere(how: 'startEmbedded' | 'attachEmbedded'): Promise<{ child: ChildProcess; url: string }> {
  const script = `
    import { ${how} } from ${JSON.stringify(program)}
    process.on('SIGUSR2', () => process.exit(0))
    console.log((await ${how}({ dataDir: ${JSON.stringify(dataDir)} })).url)
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const [output] = await once(child.stdout as NodeJS.ReadableStream, 'data')
  return { child, url: String(output).trim() }
}

function postmaster(folder = dataDir) {
  const found = readPostmaster(join(folder, 'postgres'))
  if (found === null) throw new Error('PostgreSQL does not run')
  return found
}

async function query(connectionString: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}
