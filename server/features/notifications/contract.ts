import { type Static, Type } from 'typebox'
import type { ErrorTable } from '../../platform/errors.ts'
import { Id, Nullable, OneOf, PageOf, Shape, Time } from '../../platform/schema.ts'

/** What one can be told of, and whether by inbox and e-mail as long as one has not said otherwise in one's profile. */
export const kinds = {
  order_waiting: { says: 'A request waits for your decision', inbox: true, email: true },
  order_assigned: { says: 'A request was assigned to you', inbox: true, email: false },
  order_approved: { says: 'Your request was approved', inbox: true, email: true },
  order_rejected: { says: 'Your request was rejected', inbox: true, email: true },
  order_fulfilled: { says: 'Your request was fulfilled', inbox: true, email: true },
  order_cancelled: { says: 'Your request was cancelled', inbox: true, email: true },
  stock_low: { says: 'A product fell below its reorder point', inbox: true, email: true },
  digest: { says: 'What waits for you and what you have not read, once a day', inbox: false, email: true },
} as const

export type Kind = keyof typeof kinds
/** What is put into an inbox; the digest is a mail about those. */
export type NewsKind = Exclude<Kind, 'digest'>

export const newsKinds = Object.keys(kinds).filter(kind => kind !== 'digest') as NewsKind[]

export const errors = {
  mail_not_stuck: { status: 409, detail: 'Only mail that failed or was kept can be sent again.' },
} satisfies ErrorTable

export const Notification = Type.Object({
  id: Type.Integer(),
  kind: OneOf(newsKinds),
  title: Type.String({ examples: ['Restock request 17 was approved'] }),
  text: Type.String(),
  object_type: OneOf(['order', 'product']),
  object_id: Type.Integer(),
  read: Type.Boolean(),
  read_at: Nullable(Time),
  created_at: Time,
})
export type NotificationReply = Static<typeof Notification>

export const NotificationPage = Type.Object({
  ...PageOf(Notification).properties,
  unread: Type.Integer({ description: 'of all kinds' }),
})

/** How one hears of each kind; changed by `notifications` in one's profile. */
export const Wishes = Type.Array(
  Type.Object({
    kind: OneOf(Object.keys(kinds) as Kind[]),
    says: Type.String(),
    inbox: Type.Boolean(),
    email: Type.Boolean(),
  }),
)
export type WishesReply = Static<typeof Wishes>

export const WhatWasRead = Shape(
  {
    ids: Type.Optional(Type.Array(Id('a notification'), { minItems: 1, maxItems: 200 })),
    all: Type.Optional(Type.Literal(true)),
  },
  { examples: [{ all: true }] },
)
export type WhatWasReadBody = Static<typeof WhatWasRead>

export const Unread = Type.Object({ unread: Type.Integer() })

export const mailStates = ['waiting', 'kept', 'failed', 'done'] as const

export const OutboxMail = Type.Object({
  id: Type.Integer(),
  status: OneOf(mailStates, '`kept`: there is no mail server, read it here; `failed`: was tried for days'),
  to: Type.String(),
  subject: Type.String(),
  text: Type.String({
    description: 'secrets of links are shown only where the mail was kept for lack of a mail server',
  }),
  attempts: Type.Integer(),
  last_error: Nullable(Type.String()),
  created_at: Time,
  available_at: Type.Unsafe<string>({ ...Time, description: 'when it is tried next' }),
  done_at: Nullable(Time),
})
export type OutboxMailReply = Static<typeof OutboxMail>

export const OutboxMailPage = PageOf(OutboxMail)
