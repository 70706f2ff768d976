import { Outlet, useLocation, useMatches, useNavigate } from '@tanstack/react-router'
import { House, Inbox, ScanBarcode, ShoppingCart, Tag } from 'lucide-react'
import { useCallback, useEffect } from 'react'
import { ScannerListener } from '../features/catalog/parts/ScannerListener.tsx'
import { useWaitingCount } from '../features/orders/parts/waiting.ts'
import { CurrencyContext } from '../lib/currency.ts'
import { usePhone } from '../lib/phone.ts'
import { useTranslation } from '../lib/translation.ts'
import { Forbidden } from '../ui/blanks.tsx'
import { WindowName } from '../ui/PageHead.tsx'
import { chooseLanguage, type Language, languages } from './i18n.ts'
import { useConsoleKeys } from './keys.ts'
import { LiveBar, useLiveSession } from './LiveBar.tsx'
import { isOpen, type Place, places } from './navigation.ts'
import { Overlays } from './Overlays.tsx'
import { type PhoneTab, PhoneTabs } from './PhoneTabs.tsx'
import { PhoneTop } from './PhoneTop.tsx'
import { Spine, type Tab } from './Spine.tsx'
import { useCan, useSession } from './session.ts'
import { TopTools } from './TopTools.tsx'

/** Around every page of a company's console. */
export default function ConsoleShell() {
  const { t } = useTranslation('common')
  const { tenant } = useSession()
  const places = { home: '/app', groups: useGroups(), profile: '/app/profile', sessions: '/app/sessions' }
  const isPhone = usePhone()
  useLiveSession()
  useOwnLanguage()
  useGoing()
  return (
    <CurrencyContext value={tenant.currency}>
      <WindowName value={tenant.name}>
        <div className="app-shell">
          <a className="skip-link" href="#main">
            {t('shell.skip')}
          </a>
          {isPhone ? (
            <PhoneTop house={tenant.name} {...places} />
          ) : (
            <Spine house={tenant.name} houseNote={tenant.domain} {...places} />
          )}
          <div className="flex min-w-0 flex-col bg-background">
            <LiveBar />
            <main id="main" tabIndex={-1} className="page flex-1 outline-none">
              {!isPhone && <TopTools />}
              <Page />
            </main>
          </div>
          {isPhone && <Sections />}
          <Overlays />
          <ScannerListener />
        </div>
      </WindowName>
    </CurrencyContext>
  )
}

/** The page, to those who hold what it needs. */
function Page() {
  const can = useCan()
  const needed = useMatches().at(-1)?.staticData.permission
  return needed && !isOpen({ permission: needed }, can) ? <Forbidden page /> : <Outlet />
}

function useGroups() {
  const { t } = useTranslation('console')
  const can = useCan()
  const waiting = useWaitingCount()
  const isHere = useIsHere()
  const tabsOf = (group: Place['group']): Tab[] =>
    places
      .filter(place => place.group === group && isOpen(place, can))
      .map(place => ({
        name: t(`nav.${place.name}`),
        to: place.to,
        ...(place.search && { search: place.search }),
        icon: place.icon,
        isCurrent: isHere(place),
        ...(place.name === 'approvals' && { count: waiting ?? 0, isAsking: true }),
      }))
  return [
    { label: null, tabs: tabsOf('work') },
    { label: t('nav.storeroom'), tabs: tabsOf('storeroom') },
    { label: t('nav.company'), tabs: tabsOf('company') },
  ]
}

function useIsHere() {
  const { pathname, search } = useLocation()
  const kind = (search as Record<string, unknown>).kind
  return ({ to, search: wanted }: Pick<Place, 'to' | 'search'>): boolean => {
    if (to === '/app') return pathname.replace(/\/$/, '') === '/app'
    if (!pathname.startsWith(to)) return false
    if (to === '/app/orders') return (wanted?.kind === 'restock') === (kind === 'restock')
    return true
  }
}

function Sections() {
  return <PhoneTabs tabs={usePhoneTabs()} />
}

function usePhoneTabs(): PhoneTab[] {
  const { t } = useTranslation('console')
  const can = useCan()
  const isHere = useIsHere()
  const waiting = useWaitingCount()
  const tabs: (Omit<PhoneTab, 'isCurrent'> & { permission: string })[] = [
    { name: t('nav.today'), to: '/app', icon: House, permission: 'VIEW_DASHBOARD' },
    { name: t('nav.approve'), to: '/app/approvals', icon: Inbox, permission: 'APPROVE_ORDER', count: waiting ?? 0 },
    { name: t('nav.scan'), to: '/app/scan', icon: ScanBarcode, permission: 'VIEW_PRODUCTS' },
    { name: t('nav.orders'), to: '/app/orders', icon: ShoppingCart, permission: 'VIEW_ORDERS' },
    { name: t('nav.products'), to: '/app/products', icon: Tag, permission: 'VIEW_PRODUCTS' },
  ]
  return tabs.filter(tab => isOpen(tab, can)).map(tab => ({ ...tab, isCurrent: isHere({ to: tab.to }) }))
}

/** Whoever chose a language once has it on every device. */
function useOwnLanguage(): void {
  const { i18n } = useTranslation('common')
  const { user } = useSession()
  useEffect(() => {
    const own = user.locale?.slice(0, 2)
    if (own && own in languages && own !== i18n.language) void chooseLanguage(own as Language)
  }, [user.locale, i18n])
}

function useGoing(): void {
  const navigate = useNavigate()
  const can = useCan()
  const go = useCallback(
    (letter: string) => {
      const place = places.find(({ key }) => key === letter)
      if (!place || !isOpen(place, can)) return false
      void navigate({ to: place.to, search: place.search ?? {} })
      return true
    },
    [navigate, can],
  )
  useConsoleKeys(go)
}
