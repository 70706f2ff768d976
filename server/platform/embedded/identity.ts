import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * Tells one process from every other that had or will have its number: when it started, and in which boot.
 * Null when no such process runs; a zombie does not count as running. Throws when it cannot be looked up just now.
 */
export function findIdentity(pid: number): string | null {
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return null
  return process.platform === 'linux' ? readProc(pid) : askPs(pid)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function readProc(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    // The name in parentheses may hold spaces: the fields are counted from behind it (state is the 3rd, start time the 22nd).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return fields[0] === 'Z' || fields[0] === 'X' ? null : `${boot} ${fields[19]}`
  } catch (error) {
    return noneUnlessBlind(error)
  }
}

function askPs(pid: number): string | null {
  if (process.platform === 'win32') return 'running'
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null
  } catch (error) {
    return noneUnlessBlind(error)
  }
}

/** Who may open no more files sees no process at all, also where it runs. */
function noneUnlessBlind(error: unknown): null {
  const { code = '' } = error as NodeJS.ErrnoException
  if (code === 'EMFILE' || code === 'ENFILE') throw error
  return null
}
