import './app/ahead.ts'
import './ui/index.css'
import { setNonce } from 'get-nonce'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { startTexts } from './app/i18n.ts'
import { loadFirstPage, startRouter } from './app/router.tsx'
import './app/theme.ts'
import { beginAnew } from './app/unreachable.ts'

// Radix locks scrolling by a style element of its own; it gets the page's nonce, or the policy would refuse it.
setNonce(document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '')

// A page that was open while the product was updated asks for chunks that are gone: it begins anew, once.
addEventListener('vite:preloadError', () => {
  if (performance.now() > 10_000) void beginAnew()
})

const [router] = await Promise.all([startRouter(), startTexts()])
await loadFirstPage(router)
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <App router={router} />
  </StrictMode>,
)
