import { Outlet, useParams } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense } from 'react'
import { RootNotFound } from '../../app/Root.tsx'
import { CurrencyContext } from '../../lib/currency.ts'
import { useTranslation } from '../../lib/translation.ts'
import { ErrorState, Forbidden } from '../../ui/blanks.tsx'
import { WindowName } from '../../ui/PageHead.tsx'
import { CardSkeletons } from './parts/Card.tsx'
import { Footer } from './shell/Footer.tsx'
import { Header } from './shell/Header.tsx'
import { type Shop, ShopProvider, useFindShop, useMember } from './shop.ts'
import './store.css'

const Closed = lazy(() => import('./shell/Closed.tsx'))

/** The shop is open also to whom its liveliness does not reach. */
const Live = lazy<() => ReactNode>(() => import('./shell/Live.tsx').catch(() => ({ default: () => null })))

/** Around every page of a shop. */
export default function StoreShell() {
  const { t } = useTranslation('store')
  const { slug } = useParams({ strict: false }) as { slug: string }
  const found = useFindShop(slug)
  if (found.is === 'open') return <Open shop={found.shop} />
  if (found.is === 'missing') return <RootNotFound />
  return (
    <Frame name={found.is === 'closed' ? found.name : null}>
      {found.is === 'loading' && <CardSkeletons label={t('shelf.loading')} />}
      <Suspense>{found.is === 'closed' && <Closed {...found} slug={slug} />}</Suspense>
      {found.is === 'forbidden' && <Forbidden page title={t('closed.forbidden')} />}
      {found.is === 'failed' && <ErrorState page error={found.error} title={t('shelf.failed')} onRetry={found.retry} />}
    </Frame>
  )
}

function Open({ shop }: { shop: Shop }) {
  const isMember = useMember(shop.slug) !== null
  return (
    <ShopProvider value={shop}>
      <CurrencyContext value={shop.currency}>
        <WindowName value={shop.name}>
          <Frame name={shop.name} domain={shop.domain} header={<Header />}>
            <Suspense>{isMember && <Live />}</Suspense>
            <Outlet />
          </Frame>
        </WindowName>
      </CurrencyContext>
    </ShopProvider>
  )
}

type FrameProps = { name: string | null; domain?: string; header?: ReactNode; children: ReactNode }

function Frame({ name, domain, header, children }: FrameProps) {
  const { t } = useTranslation('common')
  return (
    <div className="shop">
      <a className="skip-link" href="#main">
        {t('shell.skip')}
      </a>
      {header}
      <main
        id="main"
        tabIndex={-1}
        className="shop-inner flex flex-1 flex-col py-4.5 pb-8 outline-none desk:py-7.5 desk:pb-14"
      >
        {children}
      </main>
      <Footer name={name} domain={domain} />
    </div>
  )
}
