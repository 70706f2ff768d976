import { found } from '../../platform/errors.ts'
import { defineList, type List, page } from '../../platform/list.ts'
import { Answer, type Ctx, type Input, type ReadCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { record } from '../audit/record.ts'
import { Session } from './contract.ts'

export const sessionList = defineList({
  name: 'sessions',
  id: 's.id',
  orderings: { id: { column: 's.id', type: 'id' } },
  defaultOrdering: '-id',
  filters: {},
  item: Session,
} satisfies List)

/** One's own live sessions, newest first. */
export function listSessions(ctx: ReadCtx, { query }: Input<unknown>) {
  const { tenantId, actor } = ctx
  return page(ctx, sessionList, query, {
    select: sql<Omit<Session, 'current'>>`s.id, s.ip, s.user_agent, s.created_at, s.last_used_at, s.expires_at`,
    from: sql`sessions s`,
    where: sql`s.tenant_id = ${tenantId} and s.user_id = ${actor.userId} and s.ended_at is null and s.expires_at > now()`,
    show: (row: Omit<Session, 'current'>): Session => ({ ...row, current: row.id === actor.sessionId }),
  })
}

/** Ends one of one's own sessions. Throws not found when there is no such live one. */
export async function endSession(ctx: Ctx, { params }: Input<unknown>): Promise<Answer> {
  const { tx, tenantId, actor } = ctx
  const [ended] = await tx.rows(sql`
    update sessions set ended_at = now(), ended_because = 'ended_by_user'
    where tenant_id = ${tenantId} and id = ${params.id} and user_id = ${actor.userId} and ended_at is null
      and expires_at > now()
    returning id`)
  found(ended)
  record(ctx, { action: 'auth.session_ended', object: { type: 'session', id: params.id } })
  await tx.commit()
  return new Answer(204, null)
}
