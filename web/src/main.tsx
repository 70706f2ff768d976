import './ui/index.css'
import { setNonce } from 'get-nonce'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { startTexts } from './app/i18n.ts'
import { startRoutes } from './app/router.tsx'
import './app/theme.ts'

// Radix locks scrolling by a style element of its own; it gets the page's nonce, or the policy would refuse it.
setNonce(document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '')

// A page that was open while the product was updated asks for chunks that are gone: it begins anew, once. Out of reach of the
// server it stays: a reload would leave the browser's own error page where it was.
addEventListener('vite:preloadError', () => {
  if (performance.now() > 10_000) void beginAnew()
})

async function beginAnew(): Promise<void> {
  const reply = await fetch('/healthz').catch(() => null)
  if (reply?.ok) location.reload()
}

await Promise.all([startTexts(), startRoutes()])
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
