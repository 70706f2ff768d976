import { Link, Outlet, useMatches } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Meta } from '../../../server/features/accounts/contract.ts'
import { placeOf } from '../features/accounts/parts/whereTo.ts'
import { useGet } from '../lib/query.ts'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { Logo, Mark } from '../ui/Mark.tsx'
import { SiteTools } from './SiteTools.tsx'
import { useMaybeMe } from './session.ts'

/** Around the public pages: who we are above, what else there is below. Some pages bring all of it themselves. */
export default function SiteShell() {
  const { t } = useTranslation('common')
  const fillsWindow = useMatches().at(-1)?.staticData.fillsWindow ?? false
  return (
    <>
      <a className="skip-link" href="#main">
        {t('shell.skip')}
      </a>
      {fillsWindow ? <Outlet /> : <Framed />}
    </>
  )
}

function Framed() {
  return (
    <div className="flex min-h-dvh flex-col">
      <Header />
      <main id="main" tabIndex={-1} className="flex-1 outline-none">
        <Outlet />
      </main>
      <Footer />
    </div>
  )
}

function Header() {
  const { t } = useTranslation('site')
  const me = useMaybeMe()
  const { data } = useGet<Meta>('/api/meta/', undefined, { staleTime: Number.POSITIVE_INFINITY })
  const canRegister = data?.signup !== 'closed' && !data?.company
  return (
    <header className="bg-spine text-sidebar-foreground">
      <div className="mx-auto flex w-full max-w-[1200px] flex-wrap items-center gap-x-2 gap-y-1 px-4 py-3 desk:px-7 desk:py-4">
        <Link to="/" className="me-auto inline-flex min-h-9 min-w-0 items-center rounded-sm">
          {data?.company ? (
            <b className="type-wide truncate text-16 font-bold">{data.company.name}</b>
          ) : (
            <Logo onSpine size={26} />
          )}
        </Link>
        <SiteTools onSpine className="max-desk:hidden" />
        {me ? (
          <ButtonLink to={placeOf(me)} className="min-w-0">
            <span className="truncate">{t('header.open', { company: me.tenant.name })}</span>
          </ButtonLink>
        ) : (
          <>
            <ButtonLink
              to="/login"
              kind="bare"
              className="text-sidebar-foreground hover:bg-sidebar-accent active:bg-sidebar-accent"
            >
              {t('header.signIn')}
            </ButtonLink>
            {canRegister && (
              <ButtonLink to="/register" className="max-desk:hidden">
                {t('header.register')}
              </ButtonLink>
            )}
          </>
        )}
      </div>
    </header>
  )
}

function Footer() {
  const { t } = useTranslation('site')
  return (
    <footer className="border-t border-border">
      <div className="mx-auto flex w-full max-w-[1200px] flex-wrap items-center gap-x-6 gap-y-3 px-4 py-6 text-muted-foreground desk:px-7">
        <span className="me-auto inline-flex items-center gap-2">
          <Mark size={20} />
          {t('footer.line')}
        </span>
        <SiteTools className="desk:hidden" />
        <nav
          aria-label={t('footer.label')}
          className="flex flex-wrap gap-x-5 gap-y-2 [&>a]:inline-flex [&>a]:min-h-6 [&>a]:items-center"
        >
          <Link to="/contact" className="link">
            {t('footer.contact')}
          </Link>
          <Link to="/join" className="link">
            {t('footer.join')}
          </Link>
          <a href="/api/docs/" className="link">
            {t('footer.docs')}
          </a>
        </nav>
      </div>
    </footer>
  )
}
