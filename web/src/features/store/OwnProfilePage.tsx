import ProfilePage from '../accounts/ProfilePage.tsx'
import { OnlyMembers } from './parts/OnlyMembers.tsx'

/** What concerns only oneself, without leaving the shop. */
export default function OwnProfilePage() {
  return (
    <OnlyMembers what="own">
      <div className="grid gap-4.5">
        <ProfilePage />
      </div>
    </OnlyMembers>
  )
}
