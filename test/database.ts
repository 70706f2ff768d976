/** Databases of a test's own: copies of what test/setup.ts prepared once, made in a blink and dropped afterwards. */
import { createHmac } from 'node:crypto'
import pg from 'pg'

export type TestDatabase = {
  name: string
  /** The owner's connection string, under both names. */
  url: string
  ownerUrl: string
  /** The application role's, bound by row level security. */
  appUrl: string
  /** A folder for what a server under test writes. */
  dataDir: string
  /** Runs statements as the owner, behind the server's back. */
  owner: (statements: string) => Promise<void>
  drop: () => Promise<void>
}

/** The secret of every deployment under test; the application role's password follows from it, as in the product. */
export const jwtSecret = 'a secret that only tests know, long enough to be one'
export const appPassword = createHmac('sha256', jwtSecret).update('quartermaster_app').digest('base64url')

let made = 0

/** A fresh copy of the demo world. */
export function testDatabase(): Promise<TestDatabase> {
  return copyOf(templateNames().world)
}

/** A fresh database that is migrated and otherwise empty. */
export function emptyTestDatabase(): Promise<TestDatabase> {
  return copyOf(templateNames().migrated)
}

async function copyOf(template: string): Promise<TestDatabase> {
  const name = `${runName()}_${process.pid}_${++made}`
  await asAdmin(`create database ${name} template ${template}`)
  return databaseNamed(name)
}

/** How to reach a database on the test server. */
export function databaseNamed(name: string): TestDatabase {
  const ownerUrl = databaseUrl(name)
  return {
    name,
    url: ownerUrl,
    ownerUrl,
    appUrl: databaseUrl(name, { user: 'quartermaster_app', password: appPassword }),
    dataDir: given('TEST_DATA_DIR'),
    owner: statements => runOn(ownerUrl, statements),
    drop: () => asAdmin(`drop database if exists ${name} with (force)`),
  }
}

/** Runs one statement on the test server itself, beside all databases under test. */
export function asAdmin(statement: string): Promise<void> {
  return runOn(given('TEST_DATABASE_URL'), statement)
}

async function runOn(connectionString: string, statements: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await client.query(statements)
  } finally {
    await client.end()
  }
}

/** The connection string of a database on the test server, for its owner or for `login`. */
function databaseUrl(name: string, login?: { user: string; password: string }): string {
  const url = new URL(given('TEST_DATABASE_URL'))
  url.pathname = name
  if (login) Object.assign(url, { username: login.user, password: login.password })
  return url.href
}

export function templateNames(): { migrated: string; world: string } {
  return { migrated: `${runName()}_migrated`, world: `${runName()}_world` }
}

/** One test run's databases are told from another's on a server that both use. */
function runName(): string {
  return `qm_test_${given('TEST_RUN')}`
}

function given(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is set by test/setup.ts, which only vitest runs`)
  return value
}
