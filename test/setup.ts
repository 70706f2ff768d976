/** Before all tests: one PostgreSQL, and in it the two databases that every test file gets a copy of. */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Places, placesIn } from '../server/platform/embedded/cluster.ts'
import { findHolder } from '../server/platform/embedded/lock.ts'
import { claimPostmaster, terminate } from '../server/platform/embedded/process.ts'
import { startEmbedded } from '../server/platform/embedded.ts'
import { migrate } from '../server/platform/migrate.ts'
import { appPassword, asAdmin, databaseNamed, templateNames } from './database.ts'

const folderPrefix = 'quartermaster-test-'
const carefree = { fsync: 'off', full_page_writes: 'off', max_connections: '200' }

export async function setup(): Promise<() => Promise<void>> {
  await removeLeftovers()
  const dataDir = await makeFolder()
  const server = await openServer(dataDir)
  process.env.TEST_DATABASE_URL = server.url
  process.env.TEST_DATA_DIR = dataDir
  process.env.QM_STATEMENTS ??= join(dataDir, 'statements')
  process.env.TEST_RUN = String(process.pid)
  await makeTemplates()
  return async () => {
    await dropTemplates()
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** As root the database runs as another user, who must be able to pass through the folder. */
async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), folderPrefix))
  await chmod(folder, 0o711)
  return folder
}

async function openServer(dataDir: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env.DATABASE_URL
  return given ? { url: given, stop: async () => {} } : startEmbedded({ dataDir, settings: carefree })
}

async function makeTemplates(): Promise<void> {
  const { migrated, world } = templateNames()
  await asAdmin(`create database ${migrated}`)
  await migrate({ ownerUrl: databaseNamed(migrated).ownerUrl, appPassword })
  await asAdmin(`create database ${world} template ${migrated}`)
  try {
    await seed(world)
  } catch (error) {
    // Tests that need no demo world shall run all the same; those that do now fail for want of it.
    console.error('The demo world could not be made:', error)
    await asAdmin(`drop database ${world} with (force)`)
  }
}

/** Imported here, so that a server that does not load fails the tests that need it and no others. */
async function seed(name: string): Promise<void> {
  const { openApp } = await import('./server.ts')
  const { seedDemo } = await import('../world/seed.ts')
  const { app, deployment } = await openApp(databaseNamed(name))
  try {
    await seedDemo(app, deployment)
  } finally {
    await app.close()
    await deployment.close()
  }
}

async function dropTemplates(): Promise<void> {
  for (const name of Object.values(templateNames())) await asAdmin(`drop database if exists ${name} with (force)`)
}

/** Of runs that were killed: their servers run on, and nobody else knows of them. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter(entry => entry.startsWith(folderPrefix))) {
    const folder = join(tmpdir(), name)
    if (existsSync(join(folder, 'lock')) && !findHolder(folder)) await removeLeftover(placesIn(folder))
  }
}

async function removeLeftover(places: Places): Promise<void> {
  const postmaster = claimPostmaster(places.cluster)
  if (postmaster) await terminate(postmaster.pid, places)
  rmSync(places.dataDir, { recursive: true, force: true })
}
