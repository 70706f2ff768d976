/** The measure: the same statements, bare, as fast as PostgreSQL's own benchmark can put them. */
import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Captured } from './capture.ts'

export type Pgbench = { name: string; run(script: string, seconds: number): number }

/** pgbench on this database as its superuser, whom no policy binds; null where the machine has none. */
export function findPgbench(ownerUrl: string): Pgbench | null {
  const candidates = [...globSync('/usr/lib/postgresql/*/bin/pgbench').toSorted().reverse(), 'pgbench']
  for (const program of candidates) {
    const { stdout, error } = spawnSync(program, ['--version'], { encoding: 'utf8' })
    if (!error) return { name: stdout.trim(), run: (script, seconds) => run(program, ownerUrl, script, seconds) }
  }
  return null
}

/** Transactions per second. */
function run(program: string, ownerUrl: string, script: string, seconds: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'quartermaster-pgbench-'))
  const file = join(folder, 'script.sql')
  writeFileSync(file, script)
  try {
    const url = new URL(ownerUrl)
    const [host, user] = [decodeURIComponent(url.hostname), url.username]
    const args = ['-n', '-M', 'prepared', '-c', '16', '-j', '2', '-T', String(seconds), '-f', file]
    const { status, stdout, stderr } = spawnSync(
      program,
      [...args, '-h', host, '-p', url.port, '-U', user, url.pathname.slice(1)],
      {
        encoding: 'utf8',
        env: { ...process.env, PGOPTIONS: '-c search_path=shared', PGPASSWORD: decodeURIComponent(url.password) },
      },
    )
    if (status !== 0) throw new Error(`pgbench: ${stderr.slice(0, 500)}`)
    return Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A value that differs from transaction to transaction: what stands for it in a script. */
export type Variables = ReadonlyMap<number | string, string>

/** Statements with their values as a script; `set` draws the variables. */
export function scriptOf(set: string, statements: readonly Captured[], variables: Variables): string {
  return [set.trim(), ...statements.map(statement => lineOf(statement, variables))].join('\n')
}

function lineOf({ text, values }: Captured, variables: Variables): string {
  const line = text.trim().replace(/\$(\d+)/g, (_, n) => literal(values[Number(n) - 1], variables))
  return line.includes('as "itemIds"') ? `${line} \\gset` : `${line};`
}

function literal(value: unknown, variables: Variables): string {
  if (value === null) return 'null'
  if (Array.isArray(value))
    return variables.get(JSON.stringify(value)) ?? `array[${value.map(one => literal(one, variables))}]`
  if (typeof value === 'number') return variables.get(value) ?? String(value)
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (Buffer.isBuffer(value)) return `'\\x${value.toString('hex')}'`
  return quoted(typeof value === 'string' ? value : JSON.stringify(value))
}

// A colon would begin a variable.
function quoted(text: string): string {
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', '\\x3A')}'`
}
