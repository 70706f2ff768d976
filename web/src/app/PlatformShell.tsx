import { Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { PlatformOverview } from '../../../server/features/dashboard/contract.ts'
import { CurrencyContext } from '../lib/currency.ts'
import { useList } from '../lib/list.ts'
import { usePhone } from '../lib/phone.ts'
import { useGet } from '../lib/query.ts'
import { useTranslation } from '../lib/translation.ts'
import { WindowName } from '../ui/PageHead.tsx'
import { useConsoleKeys } from './keys.ts'
import { LiveBar, useLiveSession } from './LiveBar.tsx'
import { Overlays } from './Overlays.tsx'
import { PhoneTabs } from './PhoneTabs.tsx'
import { PhoneTop } from './PhoneTop.tsx'
import { isBelow, platformPlaces } from './platformPlaces.ts'
import { Spine, type Tab } from './Spine.tsx'
import { useSession } from './session.ts'
import { TopTools } from './TopTools.tsx'

/** Around every page of the platform's console; its spine is grey, so that nobody mistakes it for a company's. */
export default function PlatformShell() {
  const { t } = useTranslation(['console', 'common'])
  const { tenant } = useSession()
  const { work, records } = useTabs()
  const isPhone = usePhone()
  useLiveSession()
  useGoing()
  const shell = {
    house: tenant.name,
    home: '/admin',
    groups: [
      { label: null, tabs: work },
      { label: t('nav.records'), tabs: records },
    ],
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
          {isPhone ? <PhoneTop {...shell} /> : <Spine {...shell} houseNote={t('shell.platform')} />}
          <div className="flex min-w-0 flex-col bg-background">
            <LiveBar />
            <main id="main" tabIndex={-1} className="page flex-1 outline-none">
              {!isPhone && <TopTools />}
              <Outlet />
            </main>
          </div>
          {isPhone && <PhoneTabs tabs={work.slice(0, 5)} />}
          <Overlays />
        </div>
      </WindowName>
    </CurrencyContext>
  )
}

function useTabs(): { work: Tab[]; records: Tab[] } {
  const { t } = useTranslation('console')
  const { pathname } = useLocation()
  const waiting = useWaiting()
  const tabsOf = (group: 'work' | 'records') =>
    platformPlaces
      .filter(place => place.group === group)
      .map(place => ({
        name: t(`nav.${place.name}`),
        to: place.to,
        icon: place.icon,
        isCurrent: isBelow(place, pathname),
        ...(waiting[place.name] && { count: waiting[place.name] as number, isAsking: true }),
      }))
  return { work: tabsOf('work'), records: tabsOf('records') }
}

/** Companies that ask to come in, and mail that failed as far as a page has asked for it: that question goes to every company. */
function useWaiting(): Record<string, number> {
  const asking = useList('/api/companies/', { status: 'pending_approval', page_size: 1 })
  const { data } = useGet<PlatformOverview>('/api/platform/', undefined, { enabled: false })
  const failed = data?.health.mail.reduce((total, each) => total + each.failed, 0) ?? 0
  return { companies: asking.count, outbox: failed }
}

function useGoing(): void {
  const navigate = useNavigate()
  const go = useCallback(
    (letter: string) => {
      const place = platformPlaces.find(({ key }) => key === letter)
      if (!place) return false
      void navigate({ to: place.to, search: {} })
      return true
    },
    [navigate],
  )
  useConsoleKeys(go)
}
