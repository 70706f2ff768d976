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
  return page(ctx, sessionList, query, {
    select: columns,
    from: sql`sessions s`,
    where: isOwnAndLive(ctx),
    show: (row: SessionRow) => showSession(ctx, row),
  })
}

/** One of one's own live sessions. Throws not found. */
export async function getSession(ctx: ReadCtx, { params }: Input<unknown>): Promise<Session> {
  const [row] = await ctx.tx.rows(sql<SessionRow>`
    select ${columns} from sessions s where ${isOwnAndLive(ctx)} and s.id = ${params.id}`)
  return showSession(ctx, found(row))
}

/** Ends one of one's own sessions. Throws not found when there is no such live one. */
export async function endSession(ctx: Ctx, { params }: Input<unknown>): Promise<Answer> {
  const { tx } = ctx
  const [ended] = await tx.rows(sql`
    update sessions s set ended_at = now(), ended_because = 'ended_by_user'
    where ${isOwnAndLive(ctx)} and s.id = ${params.id} returning s.id`)
  found(ended)
  record(ctx, { action: 'auth.session_ended', object: { type: 'session', id: params.id } })
  await tx.commit()
  return new Answer(204, null)
}

type SessionRow = Omit<Session, 'current'>

const columns = sql<SessionRow>`s.id, s.ip, s.user_agent, s.created_at, s.last_used_at, s.expires_at`

const isOwnAndLive = ({ tenantId, actor }: Pick<ReadCtx, 'tenantId' | 'actor'>) => sql`
  s.tenant_id = ${tenantId} and s.user_id = ${actor.userId} and s.ended_at is null and s.expires_at > now()`

function showSession({ actor }: ReadCtx, row: SessionRow): Session {
  return { ...row, current: row.id === actor.sessionId }
}
