// Builds the web app when its sources changed since the last build. Plain JavaScript for Node 20, as bin/install.js.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Builds beside the old one and swaps at the end, so that a running server never serves half a build. */
export function buildIfChanged(root, node, stop) {
  const web = join(root, 'web')
  const built = join(web, 'dist')
  const sources = hashOf(root)
  if (existsSync(join(built, '.sources')) && readFileSync(join(built, '.sources'), 'utf8') === sources) return
  console.error('Quartermaster: building the web app …')
  const next = join(web, 'dist.next')
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const { status } = spawnSync(node, [vite, 'build', '--outDir', next, '--emptyOutDir', '--logLevel', 'warn'], {
    cwd: web,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (status !== 0) stop('could not build the web app. The message above says why.')
  writeFileSync(join(next, '.sources'), sources)
  const old = join(web, 'dist.old')
  rmSync(old, { recursive: true, force: true })
  if (existsSync(built)) renameSync(built, old)
  renameSync(next, built)
  rmSync(old, { recursive: true, force: true })
}

function hashOf(root) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const file of filesIn(join(root, 'web'))) hash.update(relative(root, file)).update(readFileSync(file))
  return hash.digest('hex')
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => !['dist', 'dist.next', 'dist.old', 'node_modules'].includes(entry.name))
    .flatMap(entry => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort()
}
