import type { TFunction } from 'i18next'
import type { NotificationReply } from '../../../../server/features/notifications/contract.ts'
import type { Format } from '../../lib/format.ts'

type News = Pick<NotificationReply, 'title' | 'text'>
type Say = TFunction<'notifications'>

const order = /^(Order|Restock request) (\d+) (?:by (.+) )?(waits for your decision|was .+|has expired)$/
const low = /^(.+) is running low: (\S+) left$/
const fell = /\(([^()]+)\) fell below its reorder point of (\S+)\.$/
const letGo = 'It was not fulfilled in time, so its units were let go.'
const reorderRule = 'the reorder rule'

const steps: Record<string, string> = {
  'waits for your decision': 'waits',
  'was assigned to you': 'assigned',
  'was approved': 'approved',
  'was rejected': 'rejected',
  'was fulfilled': 'fulfilled',
  'was partly fulfilled': 'partly',
  'was cancelled': 'cancelled',
  'has expired': 'expired',
}

/** What the server wrote into the inbox, in the reader's words; a sentence that is not known here stays as it is. */
export function saidIn({ title, text }: News, t: Say, { number }: Pick<Format, 'number'>): News {
  return { title: headline(title, t, number), text: explanation(text, t, number) }
}

function headline(title: string, t: Say, number: Format['number']): string {
  const [, what, orderNumber, author, step = ''] = order.exec(title) ?? []
  if (what && steps[step]) {
    const named = t(what === 'Order' ? 'said.order' : 'said.restock', { number: orderNumber })
    const who = author === reorderRule ? t('said.reorderRule') : author
    return t(`said.${steps[step]}`, { what: named, who })
  }
  const [, name, left] = low.exec(title) ?? []
  return name ? t('said.low', { name, left: number(Number(left)) }) : title
}

function explanation(text: string, t: Say, number: Format['number']): string {
  if (text === letGo) return t('said.letGo')
  const [, sku, point] = fell.exec(text) ?? []
  return sku ? t('said.fell', { sku, point: number(Number(point)) }) : text
}
