import { Outlet, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { LiveBar, useLiveSession } from '../../app/LiveBar.tsx'
import { RootNotFound } from '../../app/Root.tsx'
import { CurrencyContext } from '../../lib/currency.ts'
import { ErrorState, Forbidden } from '../../ui/blanks.tsx'
import { WindowName } from '../../ui/PageHead.tsx'
import { CardSkeletons } from './parts/Card.tsx'
import { Closed } from './shell/Closed.tsx'
import { Footer } from './shell/Footer.tsx'
import { Header } from './shell/Header.tsx'
import { type Shop, ShopProvider, useFindShop, useMember } from './shop.ts'
import './store.css'

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
      {found.is === 'closed' && <Closed {...found} slug={slug} />}
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
          <Frame name={shop.name} header={<Header />}>
            {isMember && <Live />}
            <Outlet />
          </Frame>
        </WindowName>
      </CurrencyContext>
    </ShopProvider>
  )
}

/** What members see moves by itself: stock, own orders. */
function Live() {
  useLiveSession()
  return <LiveBar />
}

function Frame({ name, header, children }: { name: string | null; header?: ReactNode; children: ReactNode }) {
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
      <Footer name={name} />
    </div>
  )
}
