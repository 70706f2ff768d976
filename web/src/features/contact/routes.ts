import { createRoute } from '@tanstack/react-router'
import { page } from '../../app/page.ts'
import { siteRoute } from '../../app/roots.tsx'

export const contactRoute = createRoute({ getParentRoute: () => siteRoute, path: '/contact' }).lazy(
  page(() => import('./ContactPage.tsx'), 'contact', 'accounts'),
)

export const contactRoutes = [contactRoute]
