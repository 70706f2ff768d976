import { ConfigError } from '../../platform/config.ts'
import type { Deployment } from '../../platform/deployment.ts'
import { foldKey } from '../../platform/fold.ts'
import { isRightPassword } from '../../platform/passwords.ts'
import { sql } from '../../platform/sql.ts'

/** The demo people: their passwords, `<name>12345`, are published. */
export const demoNames = [
  'ria',
  'rohan',
  'meera',
  'priya',
  'rahul',
  'arjun',
  'kavya',
  'astrid',
  'jonas',
  'emil',
  'freya',
] as const

export function demoPasswordOf(name: string): string {
  return `${name.toLowerCase()}12345`
}

/** Throws ConfigError where others can reach the server, or in production, while somebody still has a demo password. */
export async function assertNoDemoPasswords({ config, door }: Pick<Deployment, 'config' | 'door'>): Promise<void> {
  if (config.loopbackOnly && !config.production) return
  const logins = await door.directory.rows(sql<{ username: string; tenant_id: number; user_id: number }>`
    select username, tenant_id, user_id from platform.logins where login_key = any(${demoNames.map(foldKey)}::text[])`)
  for (const { username, tenant_id, user_id } of logins) {
    const [user] = await door.read({ tenantId: tenant_id }, tx =>
      tx.rows(sql<{ password_hash: string }>`
        select password_hash from users where tenant_id = ${tenant_id} and id = ${user_id} and status = 'active'`),
    )
    if (user && (await isRightPassword(user.password_hash, demoPasswordOf(username))))
      throw new ConfigError(
        `${username} still has the published demo password. Change it or deactivate the account, then start again.`,
      )
  }
}
