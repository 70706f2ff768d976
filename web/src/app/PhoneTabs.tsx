import { Link } from '@tanstack/react-router'
import type { LucideIcon } from 'lucide-react'
import { useTranslation } from '../lib/translation.ts'

export type PhoneTab = { name: string; to: string; icon: LucideIcon; count?: number; isCurrent: boolean }

const exactly = { exact: true, includeSearch: true }

/** On a phone: the sections one needs while standing, in reach of the thumb. */
export function PhoneTabs({ tabs }: { tabs: PhoneTab[] }) {
  const { t } = useTranslation('console')
  return (
    <nav className="mtabs" aria-label={t('shell.sections')}>
      {tabs.map(({ name, to, icon: Icon, count, isCurrent }) => (
        <Link
          key={to}
          to={to}
          search={{}}
          activeOptions={exactly}
          className="mtab"
          aria-current={isCurrent ? 'page' : undefined}
        >
          <Icon aria-hidden />
          {name}
          {count ? (
            <span className="mtab-count">
              {count > 99 ? '99+' : count}
              <span className="sr-only"> {t('shell.waiting')}</span>
            </span>
          ) : null}
        </Link>
      ))}
    </nav>
  )
}
