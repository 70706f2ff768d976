import { type ErrorComponentProps, Link, Outlet, useRouter } from '@tanstack/react-router'
import { CircleAlert, Compass, type LucideIcon, WifiOff } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import type { Meta } from '../../../server/features/accounts/contract.ts'
import { ApiError } from '../lib/api.ts'
import { useGet } from '../lib/query.ts'
import { useTranslation } from '../lib/translation.ts'
import { Logo } from '../ui/Mark.tsx'
import { useMaybeMe } from './session.ts'
import { beginAnew, isPartLost, isUnreachable } from './unreachable.ts'

export function Root() {
  return <Outlet />
}

/** What a page that broke, or could not be loaded, leaves behind: what is safe, and a way on. */
export function RootError({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('common')
  const router = useRouter()
  const isOffline = isUnreachable(error)
  const retry = () => {
    if (isPartLost(error)) return void beginAnew()
    reset()
    void router.invalidate()
  }
  useRetryWhenOnline(isOffline, retry)
  const requestId = error instanceof ApiError ? error.requestId : null
  return (
    <Blank
      icon={isOffline ? WifiOff : CircleAlert}
      title={t(isOffline ? 'page.offline' : 'page.broken')}
      hint={t(isOffline ? 'page.offlineHint' : 'page.brokenHint')}
    >
      <button type="button" className="btn btn-primary" onClick={retry}>
        {t('act.retry')}
      </button>
      <a href="/" className="btn">
        {t('page.home')}
      </a>
      {requestId && (
        <small className="basis-full text-muted-foreground">{t('page.requestId', { id: requestId })}</small>
      )}
    </Blank>
  )
}

export function RootNotFound() {
  const { t } = useTranslation('common')
  const home = useHome()
  return (
    <Blank title={t('page.notFound')} hint={t('page.notFoundHint')}>
      <Link to={home} className="btn btn-primary">
        {t('page.home')}
      </Link>
    </Blank>
  )
}

type BlankProps = { icon?: LucideIcon; title: string; hint: string; children: ReactNode }

function Blank({ icon: Icon = Compass, title, hint, children }: BlankProps) {
  const company = useGet<Meta>('/api/meta/', undefined, { staleTime: Number.POSITIVE_INFINITY }).data?.company?.name
  useEffect(() => {
    document.title = `${title} · ${company ?? 'Quartermaster'}`
  }, [title, company])
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr]">
      <header className="bg-spine px-4 py-3 text-sidebar-foreground desk:px-7 desk:py-4">
        <a href="/" className="inline-flex min-h-11 max-w-full items-center rounded-sm">
          {company ? <b className="type-wide truncate text-16 font-bold">{company}</b> : <Logo onSpine size={26} />}
        </a>
      </header>
      <main id="main" className="grid place-items-center p-4 pb-[12dvh]">
        <div className="blank">
          <span className="blank-icon">
            <Icon aria-hidden />
          </span>
          <h1>{title}</h1>
          <p>{hint}</p>
          <div className="blank-acts">{children}</div>
        </div>
      </main>
    </div>
  )
}

function useHome(): string {
  const me = useMaybeMe()
  if (!me) return '/'
  if (me.role === 'platform_admin') return '/admin'
  return me.role === 'customer' ? `/store/${me.tenant.slug}` : '/app'
}

function useRetryWhenOnline(isOffline: boolean, retry: () => void): void {
  useEffect(() => {
    if (!isOffline) return
    const timer = setInterval(retry, 10_000)
    addEventListener('online', retry)
    return () => {
      clearInterval(timer)
      removeEventListener('online', retry)
    }
  })
}
