import type { ApiError } from '../../lib/api.ts'
import { useFormat } from '../../lib/format.ts'
import { useTranslation } from '../../lib/translation.ts'

/** One line of a 409 of the stock: what was asked, what is there. */
export type ShortLine = { product: number; requested: number; available: number; on_hand?: number; reserved?: number }

const known = new Set([
  'version_mismatch',
  'already_reversed',
  'not_reversible',
  'default_location',
  'location_in_use',
  'transfer_received',
  'count_closed',
  'count_empty',
  'not_found',
  'permission_denied',
])

/** The server's refusal in the words of whoever tried it. */
export function useRefusal(): (error: ApiError) => string {
  const { t } = useTranslation('stock')
  const { number } = useFormat()
  return error => {
    if (error.status === 0) return t('refused.offline')
    if (error.code === 'stock_held' || error.code === 'insufficient_stock') {
      const [line] = shortLines(error)
      if (!line) return error.message
      const values = { requested: number(line.requested), available: number(line.available) }
      if (line.reserved) return t('refused.held', { ...values, reserved: number(line.reserved) })
      return t(line.available === 0 ? 'refused.none' : 'refused.short', values)
    }
    if (known.has(error.code)) return t(`refused.${error.code}`)
    const ofFields = Object.values(error.fields).flat()
    if (ofFields.length > 0) return ofFields.join(' ')
    return error.status >= 500 ? t('refused.server', { id: error.requestId ?? '–' }) : error.message
  }
}

/** What is missing, line by line; a refusal of one product names it at the top. */
export function shortLines({ body }: ApiError): ShortLine[] {
  if (Array.isArray(body.lines)) return body.lines as ShortLine[]
  return typeof body.requested === 'number' ? [body as unknown as ShortLine] : []
}
