import { type ErrorComponentProps, Link, Outlet, useRouter } from '@tanstack/react-router'
import { CircleAlert, Compass, type LucideIcon, WifiOff } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../lib/api.ts'
import { useMaybeMe } from './session.ts'

export function Root() {
  return <Outlet />
}

/** What a page that broke, or could not be loaded, leaves behind: what is safe, and a way on. */
export function RootError({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('common')
  const router = useRouter()
  const isOffline = error instanceof ApiError ? error.status === 0 : error instanceof TypeError
  const retry = () => {
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
      {requestId && <small className="text-muted-foreground">{t('page.requestId', { id: requestId })}</small>}
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
  useEffect(() => {
    document.title = `${title} · Quartermaster`
  }, [title])
  return (
    <main id="main" className="grid min-h-[70dvh] place-items-center p-4">
      <div className="blank">
        <span className="blank-icon">
          <Icon aria-hidden />
        </span>
        <h1>{title}</h1>
        <p>{hint}</p>
        <div className="blank-acts">{children}</div>
      </div>
    </main>
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
