/** A ticket stands for an access token where that would show, in the address of a WebSocket. */
import { createHash, randomBytes } from 'node:crypto'
import type { Door } from '../../platform/door.ts'
import type { Ctx } from '../../platform/route.ts'
import { parseId } from '../../platform/schema.ts'
import type { Claimed } from '../../platform/session.ts'
import { sql } from '../../platform/sql.ts'

const ttlSeconds = 30

/** Makes a ticket for the actor's session: single use, for 30 seconds. */
export async function makeTicket({ tx, tenantId, actor }: Ctx): Promise<{ ticket: string }> {
  const secret = randomBytes(32).toString('base64url')
  await tx.commit(
    sql`delete from ws_tickets where tenant_id = ${tenantId} and user_id = ${actor.userId} and expires_at < now()`,
    sql`insert into ws_tickets (tenant_id, ticket_hash, user_id, session_id, expires_at)
      values (${tenantId}, ${hashOf(secret)}, ${actor.userId}, ${actor.sessionId}, now() + ${ttlSeconds}::int8 * interval '1 second')`,
  )
  return { ticket: `${tenantId}.${secret}` }
}

/** Uses a ticket up; answers whose it was, or null. The company it names is only a claim until its hash is found there. */
export async function redeemTicket(door: Door, ticket: string): Promise<Claimed | null> {
  const [, id = '', secret = ''] = /^([0-9]{1,16})\.([\w-]{43})$/.exec(ticket) ?? []
  const tenantId = parseId(id)
  if (tenantId === null || !(await exists(door, tenantId))) return null
  const [[used]] = await door.write({ tenantId }, tx =>
    tx.commit(sql<{ user_id: number; session_id: number; live: boolean }>`
      delete from ws_tickets where tenant_id = ${tenantId} and ticket_hash = ${hashOf(secret)}
      returning user_id, session_id, expires_at > now() as live`),
  )
  return used?.live ? { tenant_id: tenantId, user_id: used.user_id, sid: used.session_id } : null
}

async function exists(door: Door, tenantId: number): Promise<boolean> {
  return (await door.directory.rows(sql`select 1 as known from platform.tenants where id = ${tenantId}`)).length > 0
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
