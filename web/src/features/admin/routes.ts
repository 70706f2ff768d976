import { createRoute } from '@tanstack/react-router'
import { page } from '../../app/page.ts'
import { platformRoute } from '../../app/roots.tsx'
import { listSearch } from '../../lib/list.ts'

/** A record speaks of permissions and units too. */
const speaking = ['admin', 'people', 'catalog'] as const

const at = <P extends string>(path: P) => ({ getParentRoute: () => platformRoute, path, validateSearch: listSearch })

export const overviewRoute = createRoute(at('/')).lazy(page(() => import('./OverviewPage.tsx'), ...speaking))
export const healthRoute = createRoute(at('health')).lazy(page(() => import('./HealthPage.tsx'), 'admin'))
export const modelsRoute = createRoute(at('models')).lazy(page(() => import('./ModelsPage.tsx'), ...speaking))
export const modelRoute = createRoute(at('models/$model')).lazy(page(() => import('./ModelPage.tsx'), ...speaking))
export const recordRoute = createRoute(at('models/$model/$key')).lazy(
  page(() => import('./RecordPage.tsx'), ...speaking),
)

/** The models an operator asks for daily have a tab of their own. */
const daily = (path: string) => createRoute(at(path)).lazy(page(() => import('./ModelPage.tsx'), ...speaking))

export const adminRoutes = [
  overviewRoute,
  daily('companies'),
  daily('users'),
  daily('messages'),
  daily('outbox'),
  daily('audit'),
  healthRoute,
  modelsRoute,
  modelRoute,
  recordRoute,
  createRoute(at('profile')).lazy(page(() => import('../accounts/ProfilePage.tsx'), 'accounts')),
  createRoute(at('sessions')).lazy(page(() => import('../accounts/SessionsPage.tsx'), 'accounts')),
  createRoute(at('notifications')).lazy(page(() => import('../notifications/InboxPage.tsx'), 'notifications')),
]
