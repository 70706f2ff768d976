import { useTranslation } from 'react-i18next'
import type { ApiError } from '../../../lib/api.ts'
import { Note } from '../../../ui/Note.tsx'
import { RouterLink } from '../../../ui/RouterLink.tsx'
import { useShop } from '../shop.ts'

/** Why the order was not placed; nothing of the cart is lost. */
export function RefusedNote({ error, hasLines }: { error: ApiError; hasLines: boolean }) {
  const { t } = useTranslation('store')
  return (
    <Note tone="danger" role="alert">
      <b>{t('refused.title')}</b> {useReason(error, hasLines)}
    </Note>
  )
}

function useReason({ code, status, message, fields, retryAfter }: ApiError, hasLines: boolean): string {
  const { t } = useTranslation('store')
  if (code === 'insufficient_stock') return t('refused.short')
  if (hasLines) return t('refused.lines')
  if (status === 403) return t('refused.denied')
  if (status === 429) return t('refused.busy', { count: retryAfter ?? 60 })
  return Object.values(fields).flat().join(' ') || message
}

/** It was sent and nothing came back: whether it was placed is not known, and asking again cannot place it twice. */
export function Lost({ onGiveUp }: { onGiveUp: () => void }) {
  const { t } = useTranslation('store')
  const { slug } = useShop()
  return (
    <Note tone="warn" role="alert">
      <b>{t('lost.title')}</b> {t('lost.text')}
      <span className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
        <RouterLink to="/store/$slug/orders" params={{ slug }} className="link inline-flex min-h-6 items-center">
          {t('lost.look')}
        </RouterLink>
        <button type="button" className="link min-h-6" onClick={onGiveUp}>
          {t('lost.giveUp')}
        </button>
      </span>
    </Note>
  )
}
