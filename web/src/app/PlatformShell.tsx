import { Outlet, useLocation } from '@tanstack/react-router'
import { Activity, Boxes, Building2, House, Mail, MessageSquare, Users } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { CurrencyContext } from '../lib/currency.ts'
import { WindowName } from '../ui/PageHead.tsx'
import { useConsoleKeys } from './keys.ts'
import { LiveBar, useLiveSession } from './LiveBar.tsx'
import { Overlays } from './Overlays.tsx'
import { PhoneTabs } from './PhoneTabs.tsx'
import { PhoneTop } from './PhoneTop.tsx'
import { Spine, type Tab } from './Spine.tsx'
import { useSession } from './session.ts'
import { TopTools } from './TopTools.tsx'

const sections = [
  { name: 'dashboard', to: '/admin', icon: House },
  { name: 'companies', to: '/admin/companies', icon: Building2 },
  { name: 'users', to: '/admin/users', icon: Users },
  { name: 'messages', to: '/admin/messages', icon: MessageSquare },
  { name: 'outbox', to: '/admin/outbox', icon: Mail },
  { name: 'health', to: '/admin/health', icon: Activity },
  { name: 'models', to: '/admin/models', icon: Boxes },
] as const

const none = () => false

/** Around every page of the platform's console; its spine is grey, so that nobody mistakes it for a company's. */
export default function PlatformShell() {
  const { t } = useTranslation('common')
  const { tenant } = useSession()
  const tabs = useTabs()
  useLiveSession()
  useConsoleKeys(none)
  const shell = {
    house: tenant.name,
    home: '/admin',
    groups: [{ label: null, tabs }],
    profile: '/admin/profile',
    sessions: '/admin/sessions',
  }
  return (
    <CurrencyContext value={tenant.currency}>
      <WindowName value={tenant.name}>
        <div className="app-shell platform">
          <a className="skip-link" href="#main">
            {t('shell.skip')}
          </a>
          <Spine {...shell} houseNote={t('shell.platform')} />
          <PhoneTop {...shell} />
          <div className="flex min-w-0 flex-col bg-background">
            <LiveBar />
            <main id="main" tabIndex={-1} className="page flex-1 outline-none">
              <TopTools />
              <Outlet />
            </main>
          </div>
          <PhoneTabs tabs={tabs.slice(0, 5)} />
          <Overlays />
        </div>
      </WindowName>
    </CurrencyContext>
  )
}

function useTabs(): Tab[] {
  const { t } = useTranslation('common')
  const { pathname } = useLocation()
  return sections.map(({ name, to, icon }) => ({
    name: t(`nav.${name}`),
    to,
    icon,
    isCurrent: to === '/admin' ? pathname.replace(/\/$/, '') === to : pathname.startsWith(to),
  }))
}
