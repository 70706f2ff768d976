import type { TFunction } from 'i18next'
import { ApiError, api } from '../../../lib/api.ts'
import { type Format, useFormat } from '../../../lib/format.ts'
import type { Page } from '../../../lib/list.ts'
import { findName } from '../../../lib/names.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { type HistoryEntry, type Order, orderPath } from '../orders.ts'

/** Why something was not done, in words; `lines` says more about single lines. */
export type Refusal = { text: string; lines: string[]; requestId: string | null }

export type ShortLine = { product: number; requested: number; available: number; incoming: number }

type Say = TFunction<'orders'>
type Known = Pick<Order, 'id' | 'number' | 'items'>

/** Puts the server's refusal of a step into the words of whoever tried it: who was faster, what is missing. */
export function useExplain(): (error: ApiError, order: Known) => Promise<Refusal> {
  const { t } = useTranslation('orders')
  const format = useFormat()
  return async (error, order) => ({
    text: await sentenceOf(error, order, t, format),
    lines: shortLines(error).map(line => shortSentence(line, nameIn(order, line), t, format)),
    requestId: error.status >= 500 ? error.requestId : null,
  })
}

export function shortLines({ code, body }: ApiError): ShortLine[] {
  return code === 'insufficient_stock' ? (body.lines as ShortLine[]) : []
}

/** "Only 3 of 7 Brass Desk Lamps are free. 6 more are expected." */
export function shortSentence(
  { requested, available, incoming }: ShortLine,
  name: string,
  t: Say,
  { number }: Format,
): string {
  const values = { requested: number(requested), available: number(available), incoming: number(incoming), name }
  return t(incoming > 0 ? 'refused.shortIncoming' : 'refused.short', values)
}

const nameIn = ({ items }: Known, { product }: ShortLine) =>
  items.find(item => item.product === product)?.name ?? `#${product}`

async function sentenceOf(error: ApiError, order: Known, t: Say, format: Format): Promise<string> {
  const { number } = order
  if (error.status === 0) return t('refused.offline')
  if (error.status === 404) return t('refused.gone', { number })
  if (error.code === 'illegal_transition' || error.code === 'version_mismatch' || error.code === 'order_locked')
    return conflictOf(error, order, t, format)
  if (error.code === 'insufficient_stock') return t('refused.stock')
  if (error.code === 'self_approval') return t('refused.self')
  if (error.code === 'permission_denied') return t('refused.denied')
  const ofFields = Object.values(error.fields).flat()
  return ofFields.length > 0 ? ofFields.join(' ') : error.status >= 500 ? t('refused.server') : error.message
}

async function conflictOf(error: ApiError, order: Known, t: Say, format: Format): Promise<string> {
  const last = await lastChange(order.id)
  const values = { number: order.number, who: last?.who, time: format.short(last?.at) }
  if (error.code === 'version_mismatch') return t(last?.who ? 'refused.changedBy' : 'refused.changed', values)
  const state = last?.state ?? String(error.body.state ?? 'changed')
  return t(last?.who ? `refused.by.${state}` : `refused.is.${state}`, values)
}

async function lastChange(orderId: number) {
  try {
    const { results } = await api.get<Page<HistoryEntry>>(`${orderPath(orderId)}history/`, {
      ordering: '-id',
      page_size: 1,
    })
    const [last] = results
    if (!last) return null
    return { who: last.actor === null ? null : await findName(last.actor), at: last.at, state: last.to_status }
  } catch (reason) {
    if (reason instanceof ApiError) return null
    throw reason
  }
}
