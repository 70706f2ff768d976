import { contains } from '../../platform/list/search.ts'
import { defineList, type List, page } from '../../platform/list.ts'
import { companyFilter } from '../../platform/operator.ts'
import type { Input, ReadCtx } from '../../platform/route.ts'
import { sql } from '../../platform/sql.ts'
import { ContactMessage, type ContactMessageReply } from './contract.ts'

export const contactList = defineList({
  name: 'contact-messages',
  id: 'm.id',
  orderings: {
    id: { column: 'm.id', type: 'id' },
    created_at: { column: 'm.created_at', type: 'time' },
  },
  defaultOrdering: '-id',
  filters: {
    email: { column: 'm.email', type: 'text' },
    created_at: { column: 'm.created_at', type: 'time' },
    company: companyFilter,
  },
  search: { matches: contains('m.name', 'm.email', 'm.subject', 'm.message') },
  item: ContactMessage,
} satisfies List)

/** What was written to the company through its contact form, the newest first. */
export function listContactMessages(ctx: ReadCtx, { query }: Input<unknown>) {
  return page(ctx, contactList, query, {
    select: sql<ContactMessageReply>`m.id, m.name, m.email, m.subject, m.message, m.ip, m.created_at`,
    from: sql`contact_messages m`,
    where: sql`m.tenant_id = ${ctx.tenantId}`,
    show: (row: ContactMessageReply) => row,
  })
}
