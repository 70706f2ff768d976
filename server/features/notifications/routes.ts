import { queryOf } from '../../platform/list.ts'
import { namedCompanyQuery, readInNamed, writeInNamed } from '../../platform/operator.ts'
import { route, routesOf } from '../../platform/route.ts'
import { Notification, NotificationPage, OutboxMail, OutboxMailPage, Unread, WhatWasRead, Wishes } from './contract.ts'
import { inboxList, listNotifications, listWishes, readNotification, readNotifications } from './inbox.ts'
import { listOutbox, outboxList, retryMail } from './mailOutbox.ts'

export const notificationRoutes = routesOf('Notifications', [
  route({
    method: 'GET',
    path: '/api/notifications/',
    signedIn: 'one’s own inbox',
    summary: 'One’s own inbox, the newest first, and how many are unread',
    query: queryOf(inboxList),
    reply: { 200: NotificationPage },
    handle: listNotifications,
  }),
  route({
    method: 'GET',
    path: '/api/notifications/kinds/',
    signedIn: 'one’s own preferences',
    summary: 'Every kind of notification, and whether one hears of it by inbox and e-mail',
    reply: { 200: Wishes },
    handle: listWishes,
  }),
  route({
    method: 'POST',
    path: '/api/notifications/read/',
    signedIn: 'one’s own inbox',
    summary: 'Mark some or all of one’s own notifications as read',
    body: WhatWasRead,
    reply: { 200: Unread },
    idempotent: false,
    handle: readNotifications,
  }),
  route({
    method: 'POST',
    path: '/api/notifications/:id/read/',
    signedIn: 'one’s own inbox',
    summary: 'Mark one of one’s own notifications as read',
    reply: { 200: Notification },
    errors: ['not_found'],
    idempotent: false,
    handle: readNotification,
  }),
  route({
    method: 'GET',
    path: '/api/outbox/',
    platform: 'VIEW_COMPANIES',
    summary: 'The mail of the platform or of one company: waiting, kept, failed, sent',
    query: queryOf(outboxList),
    reply: { 200: OutboxMailPage },
    handle: readInNamed(listOutbox),
  }),
  route({
    method: 'POST',
    path: '/api/outbox/:id/retry/',
    platform: 'UPDATE_COMPANY',
    summary: 'Send mail again that failed, or was kept before there was a mail server',
    query: namedCompanyQuery,
    reply: { 200: OutboxMail },
    errors: ['not_found', 'mail_not_stuck'],
    handle: writeInNamed(retryMail),
  }),
])
