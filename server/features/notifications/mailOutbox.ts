/** The platform's view of a company's mail: what waits, what failed, what was kept for lack of a mail server. */
import { fail, found } from '../../platform/errors.ts'
import { contains } from '../../platform/list/search.ts'
import { defineList, type List, page } from '../../platform/list.ts'
import { companyFilter } from '../../platform/operator.ts'
import type { Ctx, Input, ReadCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { record } from '../audit/record.ts'
import { mailStates, OutboxMail, type OutboxMailReply } from './contract.ts'

export const outboxList = defineList({
  name: 'outbox',
  id: 'o.id',
  orderings: { id: { column: 'o.id', type: 'id' } },
  defaultOrdering: '-id',
  filters: {
    status: { column: 'o.status', type: mailStates },
    to: { column: `o.payload->>'to'`, type: 'text' },
    created_at: { column: 'o.created_at', type: 'time' },
    company: companyFilter,
  },
  search: { matches: contains("o.payload->>'to'", "o.payload->>'subject'") },
  item: OutboxMail,
} satisfies List)

/** The mail of the platform, or of the company that the query names; the newest first. */
export function listOutbox(ctx: ReadCtx, { query }: Input<unknown>) {
  return page(ctx, outboxList, query, {
    select: columns,
    from: sql`outbox o`,
    where: sql`o.tenant_id = ${ctx.tenantId} and o.kind = 'mail'`,
    show: showMail,
  })
}

/** Sends mail once more that failed or was kept. Throws 404, 409 mail_not_stuck. */
export async function retryMail(ctx: Ctx, { params }: Input<unknown>): Promise<OutboxMailReply> {
  const { tx, tenantId } = ctx
  const [mail] = await tx.rows(sql<OutboxMailReply>`
    select ${columns} from outbox o
    where o.tenant_id = ${tenantId} and o.kind = 'mail' and o.id = ${params.id} for update`)
  const { status } = found(mail)
  if (status !== 'failed' && status !== 'kept') throw fail('mail_not_stuck')
  tx.queue(sql`update outbox set status = 'waiting', attempts = 0, available_at = now(), last_error = null
    where tenant_id = ${tenantId} and id = ${params.id}`)
  record(ctx, {
    action: 'mail.retried',
    object: { type: 'mail', id: params.id },
    before: { status },
    after: { status: 'waiting' },
  })
  const [[now]] = await tx.commit(sql<OutboxMailReply>`
    select ${columns} from outbox o where o.tenant_id = ${tenantId} and o.kind = 'mail' and o.id = ${params.id}`)
  return showMail(found(now))
}

const columns = sql<OutboxMailReply>`o.id, o.status, o.payload->>'to' as to, o.payload->>'subject' as subject,
  o.payload->>'text' as text, o.attempts, o.last_error, o.created_at, o.available_at, o.done_at`

/** Whoever reads a living link can set its owner's password; kept mail has no other reader than the operator. */
function showMail(mail: OutboxMailReply): OutboxMailReply {
  return mail.status === 'kept' ? mail : { ...mail, text: mail.text.replace(/\btoken=[^\s&]+/g, 'token=…') }
}
