import { createInstance } from 'i18next'
import { expect, test } from 'vitest'
import { newsOfOrder, newsOfProduct, type TouchedOrder } from '../../../../server/features/notifications/news.ts'
import type { OutboxEvent } from '../../../../server/platform/outbox.ts'
import { formatFor } from '../../lib/format.ts'
import de from './de.json'
import { saidIn } from './said.ts'

const i18n = createInstance({
  resources: { de: { notifications: de } },
  ns: ['notifications'],
  defaultNS: 'notifications',
})
await i18n.init({ lng: 'de' })

const said = (news: { title: string; text: string } | null) => {
  if (!news) throw new Error('nobody hears of it')
  const { title, text } = saidIn(news, i18n.getFixedT('de', 'notifications'), formatFor('de', 'INR'))
  return [title, text]
}

const lamps: TouchedOrder = {
  id: 7,
  number: 1047,
  kind: 'sale',
  status: 'pending',
  created_by: 4,
  author: 'priya',
  customer_id: null,
  assigned_to: null,
  reason: null,
}
const news = (type: string, changes: Partial<TouchedOrder> = {}) =>
  said(
    newsOfOrder({ id: 1, at: '', type, object_type: 'order', object_id: 7 } as OutboxEvent, { ...lamps, ...changes }),
  )

test.each([
  ['order.placed', {}, 'Bestellung #1047 von priya wartet auf Ihre Entscheidung'],
  [
    'order.placed',
    { kind: 'restock', author: 'the reorder rule' },
    'Nachschubanfrage #1047 von der Meldebestandsregel wartet auf Ihre Entscheidung',
  ],
  ['order.assigned', {}, 'Bestellung #1047 wurde Ihnen zugewiesen'],
  ['order.approved', {}, 'Bestellung #1047 wurde freigegeben'],
  ['order.rejected', {}, 'Bestellung #1047 wurde abgelehnt'],
  ['order.fulfilled', { status: 'fulfilled' }, 'Bestellung #1047 wurde erledigt'],
  ['order.closed', { status: 'approved' }, 'Bestellung #1047 wurde teilweise erledigt'],
  ['order.cancelled', {}, 'Bestellung #1047 wurde storniert'],
  ['order.expired', {}, 'Bestellung #1047 ist verfallen'],
] as const)('what %s tells is told in German', (type, changes, title) => {
  expect(news(type, changes)[0]).toBe(title)
})

test('reasons stay as they were written, and what an expiry means is told in German', () => {
  expect(news('order.rejected', { reason: 'See carton 4.' })[1]).toBe('See carton 4.')
  expect(news('order.expired')[1]).toBe('Sie wurde nicht rechtzeitig erledigt, daher ist ihr Bestand wieder frei.')
})

test('what runs low is told with its numbers', () => {
  const tea = { id: 2, name: 'Darjeeling (first flush)', sku: 'TEA', available_milli: 500, reorder_point_milli: 5000 }
  expect(said(newsOfProduct(1, tea))).toEqual([
    'Darjeeling (first flush) wird knapp: noch 0,5',
    'TEA ist unter den Meldebestand von 5 gefallen.',
  ])
})
