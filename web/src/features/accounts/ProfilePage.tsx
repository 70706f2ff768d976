import type { ProfileReply } from '../../../../server/features/people/contract.ts'
import { useGet } from '../../lib/query.ts'
import { useTranslation } from '../../lib/translation.ts'
import { ErrorState, PageHead, Sheet, Skeleton } from '../../ui/index.ts'
import { LookSection } from './profile/LookSection.tsx'
import { PasswordSection } from './profile/PasswordSection.tsx'
import { PersonSection } from './profile/PersonSection.tsx'
import { WishesSection } from './profile/WishesSection.tsx'

/** What concerns only oneself; the same page in both consoles, and in a shop. */
export default function ProfilePage() {
  const { t } = useTranslation('accounts')
  const { data, error, refetch } = useGet<ProfileReply>('/api/profile/')
  return (
    <>
      <PageHead title={t('profile.title')} />
      {error && !data ? (
        <Sheet>
          <ErrorState error={error} title={t('profile.readError')} onRetry={refetch} />
        </Sheet>
      ) : (
        <div className="grid items-start gap-4 min-[1100px]:grid-cols-2">
          <div className="grid min-w-0 gap-4">
            {data ? <PersonSection profile={data} /> : <Waiting title={t('profile.you')} height={348} />}
            <PasswordSection />
          </div>
          <div className="grid min-w-0 gap-4">
            <LookSection />
            <WishesSection />
          </div>
        </div>
      )}
    </>
  )
}

function Waiting({ title, height }: { title: string; height: number }) {
  return (
    <Sheet title={title}>
      <Skeleton shape="block" height={height} />
    </Sheet>
  )
}
