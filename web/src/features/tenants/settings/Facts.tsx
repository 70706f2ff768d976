import { Link } from '@tanstack/react-router'
import { useCan } from '../../../app/session.ts'
import { useFormat } from '../../../lib/format.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { KeyValues, Sheet, When } from '../../../ui/index.ts'
import type { Company } from './company.ts'

/** What the company is, beside what it chose. */
export function Facts({ company }: { company: Company }) {
  const { t } = useTranslation('tenants')
  const { number } = useFormat()
  const can = useCan()
  const people = number(company.users_count)
  return (
    <Sheet title={t('facts.title')}>
      <KeyValues
        className="[&_dd]:[overflow-wrap:anywhere]"
        items={[
          [t('facts.domain'), company.domain],
          [t('facts.preset'), t(`preset.${company.preset}`)],
          [t('facts.placement'), t(`placement.${company.placement}`)],
          [
            t('facts.people'),
            can('VIEW_USERS') ? (
              <Link key="people" className="link" to="/app/people">
                {people}
              </Link>
            ) : (
              people
            ),
          ],
          [t('facts.created'), <When key="created" iso={company.created_at} as="date" />],
          [t('facts.id'), String(company.id)],
        ]}
      />
      {can('VIEW_ROLES') && (
        <p className="mt-3 text-12 text-muted-foreground">
          {t('facts.presetHint')}{' '}
          <Link className="link" to="/app/roles">
            {t('facts.roles')}
          </Link>
        </p>
      )}
    </Sheet>
  )
}

/** What nobody in the company can do, so that nobody looks for it. */
export function PlatformOnly() {
  const { t } = useTranslation('tenants')
  return (
    <Sheet title={t('platform.title')}>
      <p className="text-muted-foreground">{t('platform.text')}</p>
      <ul className="my-3 grid list-disc gap-1.5 ps-5">
        {(['move', 'suspend', 'delete', 'export'] as const).map(deed => (
          <li key={deed}>{t(`platform.${deed}`)}</li>
        ))}
      </ul>
      <Link className="link" to="/contact">
        {t('platform.contact')}
      </Link>
    </Sheet>
  )
}
