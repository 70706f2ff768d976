import { randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { refuse } from './environment.ts'

const projectRoot = resolve(import.meta.dirname, '..', '..')

/** The absolute path of `DATA_DIR`, made where it is missing. A relative one starts at the working directory. */
export function makeDataDir(value: string | null): string {
  const dataDir = value === null ? join(projectRoot, 'data') : resolve(value)
  try {
    // As root, PostgreSQL runs as another user, who must be able to pass through; everything inside has its own mode.
    if (makeFolder(dataDir)) chmodSync(dataDir, 0o711)
    accessSync(dataDir, constants.W_OK | constants.X_OK)
    return dataDir
  } catch (error) {
    refuse('DATA_DIR', `${dataDir} cannot be used (${codeOf(error)}). Choose a folder that this user may write.`)
  }
}

/** Makes a folder and those above it; tells whether it was missing. Node's own `recursive` never ends where none can be made, as in /proc. */
function makeFolder(path: string): boolean {
  if (isFolder(path)) return false
  if (dirname(path) !== path) makeFolder(dirname(path))
  try {
    mkdirSync(path)
    return true
  } catch (error) {
    if (isFolder(path)) return false // another process made it meanwhile
    throw error
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

/** The signing secret kept in `DATA_DIR`, made on first use: tokens survive a restart because it does. */
export function keepSecret(dataDir: string): string {
  const file = join(dataDir, 'jwt-secret')
  try {
    writeOnce(file, randomBytes(48).toString('base64url'))
    const secret = readFileSync(file, 'utf8').trim()
    if (secret.length >= 32) return secret
  } catch (error) {
    refuse(
      'JWT_SECRET',
      `is kept in ${file}, which this user cannot read (${codeOf(error)}). Repair its owner, or set JWT_SECRET.`,
    )
  }
  refuse(
    'JWT_SECRET',
    `is kept in ${file}, which is damaged. Delete that file (everybody signs in again) or set JWT_SECRET.`,
  )
}

/** The file appears whole and once, also when two processes start together: the second keeps the first one's. */
function writeOnce(file: string, content: string): void {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, content, { mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error)
}
