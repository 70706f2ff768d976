import { createRoute, redirect } from '@tanstack/react-router'
import { page } from '../../app/page.ts'
import { siteRoute } from '../../app/roots.tsx'
import { findMe } from '../../app/session.ts'
import { findMeta } from '../accounts/parts/meta.ts'

export const landingRoute = createRoute({
  getParentRoute: () => siteRoute,
  path: '/',
  beforeLoad: async () => {
    const [meta] = await Promise.all([findMeta(), findMe().catch(() => null)])
    const company = meta?.company
    if (!company) return
    if (company.storefront === 'public') throw redirect({ to: '/store/$slug', params: { slug: company.slug } })
    throw redirect({ to: '/login' })
  },
}).lazy(page(() => import('./LandingPage.tsx'), 'site'))

export const siteRoutes = [landingRoute]
