import { useCan, useSession } from '../../app/session.ts'
import { useGet } from '../../lib/query.ts'
import { useTranslation } from '../../lib/translation.ts'
import { ErrorState, Note, PageHead, Sheet, Skeleton } from '../../ui/index.ts'
import { ApprovalSection } from './settings/ApprovalSection.tsx'
import { CurrencySection } from './settings/CurrencySection.tsx'
import { type Company, companyPath } from './settings/company.ts'
import { Facts, PlatformOnly } from './settings/Facts.tsx'
import { HoldSection } from './settings/HoldSection.tsx'
import { NameSection } from './settings/NameSection.tsx'
import { ShopSection } from './settings/ShopSection.tsx'
import { SignInSection } from './settings/SignInSection.tsx'

/** How the company works; each subject is saved by itself. */
export default function SettingsPage() {
  const { t } = useTranslation('tenants')
  const { tenant } = useSession()
  const can = useCan()
  const { data: company, error, refetch } = useGet<Company>(companyPath(tenant.id))
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      {error && !company ? (
        <Sheet>
          <ErrorState error={error} onRetry={refetch} />
        </Sheet>
      ) : company ? (
        <>
          {!can('UPDATE_COMPANY') && !can('UPDATE_SETTINGS') && <Note tone="neutral">{t('lookOnly')}</Note>}
          <div className="grid items-start gap-4 min-[1100px]:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_290px]">
            <div className="grid gap-4">
              <NameSection company={company} />
              <CurrencySection company={company} />
              <ShopSection company={company} />
            </div>
            <div className="grid gap-4">
              <ApprovalSection company={company} />
              <SignInSection company={company} />
              <HoldSection company={company} />
            </div>
            <div className="grid gap-4">
              <Facts company={company} />
              <PlatformOnly />
            </div>
          </div>
        </>
      ) : (
        <Sheet>
          <Skeleton shape="text" rows={8} />
        </Sheet>
      )}
    </>
  )
}
