import { createRoute } from '@tanstack/react-router'
import { page } from '../../app/page.ts'
import { consoleRoute } from '../../app/roots.tsx'
import { listSearch } from '../../lib/list.ts'

/** `person`: whose drawer is open; `edit`, `new`: the form that is. The rest is the list's. */
export const peopleRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: 'people',
  validateSearch: listSearch,
  staticData: { permission: 'VIEW_USERS' },
}).lazy(page(() => import('./PeoplePage.tsx'), 'people', 'accounts'))

/** `role`: whose column a phone shows; `find`: a part of a permission's name; `new`, `rename`: the form that is open. */
export const rolesRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: 'roles',
  validateSearch: listSearch,
  staticData: { permission: 'VIEW_ROLES' },
}).lazy(page(() => import('./RolesPage.tsx'), 'people'))

export const peopleRoutes = [peopleRoute, rolesRoute]
