import { Navigate } from '@tanstack/react-router'
import { isOpen, places } from '../../app/navigation.ts'
import { useCan, useSession } from '../../app/session.ts'
import { Forbidden } from '../../ui/blanks.tsx'
import { DashboardPage } from './DashboardPage.tsx'

/** Where the console begins: the dashboard, or the first section of whoever has none; customers belong in the shop. */
export default function HomePage() {
  const can = useCan()
  const { user, tenant } = useSession()
  if (can('VIEW_DASHBOARD')) return <DashboardPage />
  if (user.role === 'customer') return <Navigate to="/store/$slug" params={{ slug: tenant.slug }} replace />
  const first = places.find(place => isOpen(place, can))
  return first ? <Navigate to={first.to} search={first.search ?? {}} replace /> : <Forbidden page />
}
