import { createRoute } from '@tanstack/react-router'
import { page } from '../../app/page.ts'
import { consoleRoute } from '../../app/roots.tsx'

export const profileRoute = createRoute({ getParentRoute: () => consoleRoute, path: 'profile' }).lazy(
  page(() => import('./ProfilePage.tsx'), 'accounts'),
)

export const sessionsRoute = createRoute({ getParentRoute: () => consoleRoute, path: 'sessions' }).lazy(
  page(() => import('./SessionsPage.tsx'), 'accounts'),
)

export const accountConsoleRoutes = [profileRoute, sessionsRoute]
