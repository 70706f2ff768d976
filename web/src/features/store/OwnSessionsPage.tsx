import SessionsPage from '../accounts/SessionsPage.tsx'
import { OnlyMembers } from './parts/OnlyMembers.tsx'

/** Where one is signed in, without leaving the shop. */
export default function OwnSessionsPage() {
  return (
    <OnlyMembers what="own">
      <div className="grid gap-4.5">
        <SessionsPage />
      </div>
    </OnlyMembers>
  )
}
