/** npm leaves a platform's package out of the lock in silence when it is not published, and installs ranges anew each time. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Package = {
  version: string
  hasInstallScript?: boolean
  optionalDependencies?: Record<string, string>
}
const read = (file: string) => JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'))
const project = read('package.json')
const locked: Record<string, Package> = read('package-lock.json').packages

test('every direct dependency is pinned to one version, which the lock file holds', () => {
  const direct = { ...project.dependencies, ...project.devDependencies, ...project.optionalDependencies }
  for (const [name, version] of Object.entries(direct)) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/)
    expect(locked[`node_modules/${name}`]?.version, name).toBe(version)
  }
})

test('every optional dependency of every package has a lock entry, on whatever machine the lock was made', () => {
  const missing = Object.entries(locked).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter(name => !isLocked(path, name))
      .map(name => `${name} of ${path || 'the project'}`),
  )
  expect(missing).toEqual([])
})

test('every install script is either approved or denied by name', () => {
  const scripted = Object.entries(locked).filter(([, { hasInstallScript }]) => hasInstallScript)
  const undecided = scripted
    .map(([path]) => path.replace(/^.*node_modules\//, ''))
    .filter(name => !(name in project.allowScripts))
  expect(undecided).toEqual([])
  expect(project.allowScripts['@scarf/scarf']).toBe(false)
})

/** As Node finds a package: beside the one that asks, else in a folder further up. */
function isLocked(path: string, name: string): boolean {
  if (locked[`${path === '' ? '' : `${path}/`}node_modules/${name}`]) return true
  if (path === '') return false
  const parent = path.includes('/node_modules/') ? path.slice(0, path.lastIndexOf('/node_modules/')) : ''
  return isLocked(parent, name)
}
