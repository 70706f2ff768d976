import { Link } from '@tanstack/react-router'
import { type LucideIcon, Search } from 'lucide-react'
import { lazy, type ReactNode } from 'react'
import { useFormat } from '../lib/format.ts'
import { useTranslation } from '../lib/translation.ts'
import { Kbd } from '../ui/Kbd.tsx'
import { Mark } from '../ui/Mark.tsx'
import { LateMenu } from './LateMenu.tsx'
import { useLiveState } from './live.ts'
import { Me } from './Me.tsx'
import type { OwnPlaces } from './OwnItems.tsx'
import { openPalette } from './overlays.ts'

export type Tab = {
  name: string
  to: string
  search?: Record<string, string>
  icon: LucideIcon
  count?: number
  /** A count that asks for something stands on brass. */
  isAsking?: boolean
  isCurrent: boolean
}

export type TabGroup = { label: string | null; tabs: Tab[] }

/** The router marks a link as current by itself, but below `/app` everything is below the dashboard. */
const exactly = { exact: true, includeSearch: true }

const loadMenu = () => import('./AccountMenu.tsx')
const AccountMenu = lazy(loadMenu)

type Props = OwnPlaces & { house: string; houseNote: string; home: string; groups: TabGroup[] }

/** The cloth spine with its index tabs; the open tab joins the page. */
export function Spine({ house, houseNote, home, groups, ...places }: Props) {
  const { t } = useTranslation('console')
  return (
    <aside className="spine" aria-label={t('shell.sidebar')}>
      <Link to={home} activeOptions={exactly} className="spine-house">
        <Mark size={26} onSpine />
        <span className="min-w-0">
          <b className="truncate">{house}</b>
          <small className="truncate">{houseNote}</small>
        </span>
      </Link>
      <button type="button" className="spine-find" aria-keyshortcuts="Control+K" onClick={openPalette}>
        <Search aria-hidden />
        {t('shell.find')}
        <Kbd hidden>Ctrl K</Kbd>
      </button>
      <nav className="spine-nav" aria-label={t('shell.main')}>
        {groups.map(group => (
          <Group key={group.label ?? ''} {...group} />
        ))}
      </nav>
      <div className="spine-foot">
        <LiveLine />
        <LateMenu button={Me} load={loadMenu}>
          <AccountMenu {...places} />
        </LateMenu>
      </div>
    </aside>
  )
}

function Group({ label, tabs }: TabGroup): ReactNode {
  if (tabs.length === 0) return null
  return (
    <>
      {label && <p className="spine-group">{label}</p>}
      <ul>
        {tabs.map(tab => (
          <li key={tab.name}>
            <TabLink {...tab} />
          </li>
        ))}
      </ul>
    </>
  )
}

function TabLink({ name, to, search, icon: Icon, count, isAsking, isCurrent }: Tab) {
  const { t } = useTranslation('console')
  return (
    <Link
      to={to}
      search={search ?? {}}
      activeOptions={exactly}
      className="spine-tab"
      aria-current={isCurrent ? 'page' : undefined}
    >
      <Icon aria-hidden />
      <span className="truncate">{name}</span>
      {count ? (
        <span className={isAsking ? 'spine-count' : 'spine-count quiet'}>
          {count > 99 ? '99+' : count}
          {isAsking && <span className="sr-only"> {t('shell.waiting')}</span>}
        </span>
      ) : null}
    </Link>
  )
}

function LiveLine() {
  const { t } = useTranslation('console')
  const { time } = useFormat()
  const { is, since } = useLiveState()
  const text = is === 'offline' ? t('shell.lost', { time: time(new Date(since).toISOString()) }) : t(`shell.${is}`)
  return (
    <p className={`spine-live ${is}`} role="status">
      <i aria-hidden />
      {text}
    </p>
  )
}
