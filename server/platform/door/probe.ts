import pg from 'pg'
import { refuse } from '../environment.ts'

const oldestVersion = 15
const patienceMs = 10_000

/** Throws ConfigError, one line that names the variable, where its address leads to no PostgreSQL that serves. */
export async function assertDatabase(variable: string, url: string): Promise<void> {
  const version = await versionAt(url).catch(error =>
    refuse(
      variable,
      `leads to no database that can be used: ${reasonOf(error)}. Correct it, or start that PostgreSQL.`,
    ),
  )
  if (version < oldestVersion)
    refuse(variable, `leads to PostgreSQL ${version}, and at least ${oldestVersion} is needed.`)
}

/** Throws ConfigError where the owner may not make what a migration makes, else the error itself. */
export function refuseOwner(variable: string, error: unknown): never {
  if ((error as { code?: string }).code === '42501')
    refuse(
      variable,
      `signs in a user who may not prepare the database: ${reasonOf(error)}. Let them create roles and schemas, or make the role quartermaster_app and set APP_DATABASE_URL.`,
    )
  throw error
}

async function versionAt(connectionString: string): Promise<number> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: patienceMs })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query('show server_version_num')
    return Math.floor(Number(rows[0].server_version_num) / 10_000)
  } finally {
    await client.end().catch(() => {})
  }
}

/** Where a name has several addresses, only the code says why none of them answered. */
function reasonOf(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException
  return message || String(code)
}
