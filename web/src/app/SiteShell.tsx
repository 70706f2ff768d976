import { Link, Outlet, useMatches } from '@tanstack/react-router'
import { Ban } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMeta } from '../features/accounts/parts/meta.ts'
import { placeOf } from '../features/accounts/parts/whereTo.ts'
import { useTranslation } from '../lib/translation.ts'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { Logo, Mark } from '../ui/Mark.tsx'
import { useWindowTitle, WindowName } from '../ui/PageHead.tsx'
import { SiteTools } from './SiteTools.tsx'
import { useMaybeMe } from './session.ts'

/** Around the public pages: who we are above, what else there is below. Some pages bring all of it themselves. */
export default function SiteShell() {
  const { t } = useTranslation('common')
  const fillsWindow = useMatches().at(-1)?.staticData.fillsWindow ?? false
  const company = useMeta()?.company
  return (
    <WindowName value={company?.name ?? 'Quartermaster'}>
      <a className="skip-link" href="#main">
        {t('shell.skip')}
      </a>
      {company?.status === 'suspended' ? (
        <Framed>
          <Suspended company={company.name} />
        </Framed>
      ) : fillsWindow ? (
        <Outlet />
      ) : (
        <Framed>
          <Outlet />
        </Framed>
      )}
    </WindowName>
  )
}

function Framed({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <Header />
      <main id="main" tabIndex={-1} className="flex flex-1 flex-col outline-none">
        {children}
      </main>
      <Footer />
    </div>
  )
}

/** On its own domain: nobody can come in, so there is nothing to fill in. */
function Suspended({ company }: { company: string }) {
  const { t } = useTranslation('site')
  const title = t('suspended.title', { company })
  useWindowTitle(title)
  return (
    <div className="blank p-4 pb-[12dvh]">
      <span className="blank-icon danger">
        <Ban aria-hidden />
      </span>
      <h1>{title}</h1>
      <p>{t('suspended.text')}</p>
    </div>
  )
}

function Header() {
  const { t } = useTranslation('site')
  const me = useMaybeMe()
  const data = useMeta()
  const isClosed = data?.company?.status === 'suspended'
  const canRegister = data?.signup !== 'closed' && !data?.company
  return (
    <header className="bg-spine text-sidebar-foreground">
      <div className="mx-auto flex w-full max-w-[1200px] flex-wrap items-center gap-x-2 gap-y-1 px-4 py-3 desk:px-7 desk:py-4">
        <Link to="/" className="me-auto inline-flex min-h-9 min-w-0 items-center rounded-sm max-desk:min-h-11">
          {data?.company ? (
            <b className="type-wide truncate text-16 font-bold">{data.company.name}</b>
          ) : (
            <Logo onSpine size={26} className="max-[359px]:[&>b]:text-16!" />
          )}
        </Link>
        <SiteTools onSpine className="max-desk:hidden" />
        {me ? (
          <ButtonLink to={placeOf(me)} className="min-w-0">
            <span className="truncate">{t('header.open', { company: me.tenant.name })}</span>
          </ButtonLink>
        ) : isClosed ? null : (
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
  const company = useMeta()?.company
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
          className="flex flex-wrap gap-x-5 gap-y-2 max-desk:gap-y-0 [&>a]:inline-flex [&>a]:min-h-6 [&>a]:items-center max-desk:[&>a]:min-h-11"
        >
          {company?.status !== 'suspended' && (
            <>
              <Link to="/contact" className="link">
                {t('footer.contact')}
              </Link>
              <Link to="/join" className="link">
                {company ? t('footer.joinIt', { company: company.name }) : t('footer.join')}
              </Link>
            </>
          )}
          <a href="/api/docs/" className="link">
            {t('footer.docs')}
          </a>
        </nav>
      </div>
    </footer>
  )
}
