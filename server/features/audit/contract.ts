import { Type } from 'typebox'
import { Nullable, PageOf, Time } from '../../platform/schema.ts'

/** What is recorded: `noun.past`. */
export const actions = [
  'auth.login',
  'auth.login_failed',
  'auth.locked',
  'auth.unlocked',
  'auth.logout',
  'auth.refresh_reused',
  'auth.password_changed',
  'auth.password_reset_requested',
  'auth.password_reset',
  'auth.session_ended',
  'access.denied',
  'company.created',
  'company.updated',
  'company.suspended',
  'company.resumed',
  'company.deleted',
  'user.created',
  'user.updated',
  'user.approved',
  'user.deactivated',
  'user.role_assigned',
  'user.role_removed',
  'role.created',
  'role.updated',
  'role.deleted',
  'role.permissions_assigned',
  'permissions.created',
  'product.created',
  'product.updated',
  'product.deleted',
  'category.created',
  'category.updated',
  'category.deleted',
  'location.created',
  'location.updated',
  'location.deleted',
  'stock.adjusted',
  'stock.transferred',
  'stock.received',
  'stock.counted',
  'stock.reversed',
  'count.opened',
  'count.entered',
  'count.cancelled',
  'order.placed',
  'order.updated',
  'order.approved',
  'order.rejected',
  'order.cancelled',
  'order.fulfilled',
  'order.assigned',
  'order.deleted',
  'order.closed',
  'order.expired',
  'contact.received',
  'mail.retried',
] as const

export type AuditAction = (typeof actions)[number]

const Snapshot = Type.Unsafe<Record<string, unknown> | null>({ type: ['object', 'null'], additionalProperties: true })

export const AuditEntry = Type.Object({
  seq: Type.Integer({ description: 'place in the company’s chain, from 1' }),
  at: Time,
  actor: Nullable(Type.Integer()),
  actor_username: Nullable(Type.String()),
  action: Type.String({ examples: ['order.approved'] }),
  object_type: Type.String({ examples: ['order'] }),
  object_id: Nullable(Type.Integer()),
  before: Snapshot,
  after: Snapshot,
  ip: Nullable(Type.String()),
  user_agent: Nullable(Type.String()),
  request_id: Nullable(Type.String()),
  hash: Type.String({ description: 'SHA-256 in hex' }),
})

export const AuditPage = PageOf(AuditEntry)

export const ChainVerdict = Type.Object({
  ok: Type.Boolean(),
  checked: Type.Integer(),
  head: Type.Object({ seq: Type.Integer(), hash: Type.String() }),
  first_bad: Type.Unsafe<{ seq: number; reason: string } | null>({
    type: ['object', 'null'],
    properties: { seq: { type: 'integer' }, reason: { type: 'string', enum: ['edited', 'removed', 'inserted'] } },
    required: ['seq', 'reason'],
  }),
})
