import type { Static } from 'typebox'
import { foldKey } from '../../platform/fold.ts'
import { anyCase } from '../../platform/list/search.ts'
import { defineList, type List, page } from '../../platform/list.ts'
import { companyFilter } from '../../platform/operator.ts'
import type { Input, ReadCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { AuditEntry, actions } from './contract.ts'
import { type Verdict, verifyChain } from './verify.ts'

export const auditList = defineList({
  name: 'audit-logs',
  id: 'l.seq',
  orderings: { seq: { column: 'l.seq', type: 'id' }, at: { column: 'l.at', type: 'time' } },
  defaultOrdering: '-seq',
  timeOrderings: ['at'],
  filters: {
    seq: { column: 'l.seq', type: 'int' },
    actor: { column: 'l.actor_id', type: 'id', nullable: true },
    action: { column: 'l.action', type: 'text' },
    object_type: { column: 'l.object_type', type: 'text' },
    object_id: { column: 'l.object_id', type: 'id', nullable: true },
    ip: { column: 'l.ip', type: 'text' },
    at: { column: 'l.at', type: 'time' },
    company: companyFilter,
  },
  search: {
    matches: (
      text,
      ctx,
    ) => sql`(l.action = any(${actions.filter(action => action.includes(text.toLowerCase()))}) or l.actor_id in (
      select u.id from users u where u.tenant_id = ${ctx.tenantId} and starts_with(u.username_key, ${foldKey(text)}))
      or (l.object_type = 'user' and starts_with(${anyCase(sql`l.after ->> 'username'`)}, ${anyCase(sql`${text}::text`)})) or l.request_id = ${text} or l.ip = ${text})`,
  },
  item: AuditEntry,
} satisfies List)

/** The company's log, newest first. */
export function listAudit(ctx: ReadCtx, { query }: Input<unknown>) {
  return page(ctx, auditList, query, {
    select: sql<AuditRow>`l.seq, l.at, l.actor_id as actor, l.actor_username, l.action, l.object_type, l.object_id, l.before, l.after,
      l.ip, l.user_agent, l.request_id, encode(l.hash, 'hex') as hash`,
    from: sql`audit_log l`,
    where: sql`l.tenant_id = ${ctx.tenantId}`,
    show: (row: AuditRow) => row,
  })
}

/** Whether the company's chain holds from its first entry to its head. */
export function verifyAudit(ctx: ReadCtx): Promise<Verdict> {
  return verifyChain(ctx.tx, ctx.tenantId)
}

type AuditRow = Static<typeof AuditEntry>
