import { createRoute } from '@tanstack/react-router'
import { page } from '../../app/page.ts'
import { consoleRoute } from '../../app/roots.tsx'
import { listSearch } from '../../lib/list.ts'

export const inboxRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: 'notifications',
  validateSearch: listSearch,
}).lazy(page(() => import('./InboxPage.tsx'), 'notifications'))

export const notificationRoutes = [inboxRoute]
