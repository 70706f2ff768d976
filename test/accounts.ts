/** What the stories about accounts share: looking into a company's tables and moving its clock. */

import { type Statement, sql } from '../server/platform/sql.ts'
import { openApp, type Reply, type World } from './server.ts'

/** Runs a statement as the tables' owner, inside a company. */
export function inCompany<R>({ deployment }: World, tenantId: number, statement: Statement<R>): Promise<R[]> {
  return deployment.door.owner(tx => tx.rows(statement), { tenantId })
}

/** The claims of a token, unchecked. */
export function claimsOf(token: string): Record<string, number | string> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}

/** The texts of the mails a company's outbox has held, oldest first. */
export async function mailsOf(
  world: World,
  tenantId: number,
): Promise<{ to: string; subject: string; text: string }[]> {
  const rows = await inCompany(
    world,
    tenantId,
    sql<{ payload: { to: string; subject: string; text: string } }>`
      select payload from outbox where tenant_id = ${tenantId} and kind = 'mail' order by id`,
  )
  return rows.map(row => row.payload)
}

/** Another process on the same database: a restart, or a second node. */
export async function anotherNode(world: World) {
  const { app, deployment } = await openApp(world.database)
  const close = async () => {
    await app.close()
    await deployment.close()
  }
  const post = async (url: string, payload: object): Promise<Pick<Reply, 'status' | 'body'>> => {
    const { statusCode, body } = await app.inject({ method: 'POST', url, payload })
    return { status: statusCode, body: body ? JSON.parse(body) : null }
  }
  return { post, close }
}

/** How often each status came. */
export function countsOf(replies: { status: number }[]): Record<number, number> {
  const counts: Record<number, number> = {}
  for (const { status } of replies) counts[status] = (counts[status] ?? 0) + 1
  return counts
}
