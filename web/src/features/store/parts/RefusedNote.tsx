import { useTranslation } from '../../../lib/translation.ts'
import { Note } from '../../../ui/Note.tsx'
import { RouterLink } from '../../../ui/RouterLink.tsx'
import { useShop } from '../shop.ts'
import type { Refused } from '../useCheckout.ts'

/** Why the order was not placed; nothing of the cart is lost. */
export function RefusedNote({ because, lines }: Refused) {
  const { t } = useTranslation(['store/buying', 'store'])
  return (
    <Note tone="danger" role="alert">
      <b>{t('refused.title')}</b> {useReason(because, lines.size > 0)}
    </Note>
  )
}

function useReason(because: Refused['because'], hasLines: boolean): string {
  const { t } = useTranslation(['store/buying', 'store'])
  if (because === 'prices') return t('refused.prices')
  const { code, status, message, fields, retryAfter } = because
  if (code === 'insufficient_stock') return t('refused.short')
  if (hasLines) return t('refused.lines')
  if (code === 'permission_denied') return t('refused.denied')
  if (status === 0) return t('refused.offline')
  if (status === 429) return t('refused.busy', { count: retryAfter ?? 60 })
  return Object.values(fields).flat().join(' ') || message
}

/** It was sent and nothing came back: whether it was placed is not known, and asking again cannot place it twice. */
export function Lost({ onGiveUp }: { onGiveUp: () => void }) {
  const { t } = useTranslation(['store/buying', 'store'])
  const { slug } = useShop()
  return (
    <Note tone="warn" role="alert">
      <b>{t('lost.title')}</b> {t('lost.text')}
      <span className="mt-2 flex flex-wrap gap-x-4 gap-y-1 max-desk:gap-y-0">
        <RouterLink
          to="/store/$slug/orders"
          params={{ slug }}
          className="link inline-flex min-h-6 items-center max-desk:min-h-11"
        >
          {t('lost.look')}
        </RouterLink>
        <button type="button" className="link min-h-6 max-desk:min-h-11" onClick={onGiveUp}>
          {t('lost.giveUp')}
        </button>
      </span>
    </Note>
  )
}
