import { Link } from '@tanstack/react-router'
import { Bell as BellIcon } from 'lucide-react'
import { useSession } from '../../../app/session.ts'
import { useGet } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'

/** How many notifications wait unread, on the way to them. */
export function Bell({ className = 'btn' }: { className?: string }) {
  const { t } = useTranslation('console')
  const { isPlatformAdmin } = useSession()
  const { data } = useGet<{ unread: number }>('/api/notifications/', { page_size: 1 })
  const count = data?.unread ?? 0
  const label = count > 0 ? t('shell.notifications_unread', { count }) : t('shell.notifications')
  return (
    <Link
      to={isPlatformAdmin ? '/admin/notifications' : '/app/notifications'}
      className={`${className} relative`}
      aria-label={label}
    >
      <BellIcon aria-hidden />
      {count > 0 && <span className="absolute end-1.5 top-1.5 size-2 rounded-full bg-brass" aria-hidden />}
    </Link>
  )
}
