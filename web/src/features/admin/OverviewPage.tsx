import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { PlatformOverview } from '../../../../server/features/dashboard/contract.ts'
import { useFormat } from '../../lib/format.ts'
import { useGet } from '../../lib/query.ts'
import { BarChart } from '../../ui/charts/BarChart.tsx'
import { ErrorState, KeyValues, PageHead, Sheet, Skeleton } from '../../ui/index.ts'

/** How the deployment stands: companies, people, growth, health, storage. */
export default function OverviewPage() {
  const { t } = useTranslation('admin')
  const { data, error, refetch } = useGet<PlatformOverview>('/api/platform/', undefined, { refetchInterval: 60_000 })
  return (
    <>
      <PageHead title={t('overview.title')} />
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={8} />}
      {data && (
        <>
          <Figures {...data} />
          <div className="grid items-start gap-4 desk:grid-cols-2">
            <Growth growth={data.growth} />
            <Storage storage={data.storage} />
          </div>
        </>
      )}
    </>
  )
}

function Figures({ companies, users, health }: PlatformOverview) {
  const { t } = useTranslation('admin')
  const { number } = useFormat()
  const { outbox } = health
  const figures = [
    {
      name: t('overview.companies'),
      value: companies.total,
      note: t('overview.active', { count: companies.active }),
      to: '/admin/companies',
    },
    { name: t('overview.people'), value: users.total, note: t('overview.canSignIn'), to: '/admin/users' },
    {
      name: t('overview.pending'),
      value: companies.pending_approval,
      note: t('overview.suspended', { count: companies.suspended }),
      to: '/admin/companies?status=pending_approval',
    },
    {
      name: t('overview.mail'),
      value: outbox.waiting + outbox.kept,
      note: t('overview.failed', { count: outbox.failed }),
      to: '/admin/outbox',
    },
  ]
  return (
    <dl className="sheet grid grid-cols-2 desk:grid-cols-4">
      {figures.map(({ name, value, note, to }) => (
        <div key={name} className="border-border px-4 py-3 not-first:border-s max-desk:odd:border-s-0">
          <dt className="text-12 text-muted-foreground">{name}</dt>
          <dd>
            <Link to={to} className="type-wide text-22 font-semibold hover:underline">
              {number(value)}
            </Link>
            <small className="block text-muted-foreground">{note}</small>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Growth({ growth }: Pick<PlatformOverview, 'growth'>) {
  const { t } = useTranslation('admin')
  const { day, number } = useFormat()
  const today = growth.at(-1)?.day
  const total = growth.reduce((sum, each) => sum + each.users, 0)
  return (
    <Sheet title={t('overview.growth')}>
      <BarChart
        label={t('overview.growthSays', { count: total })}
        names={{ bar: t('overview.day'), value: t('overview.newPeople') }}
        format={number}
        bars={growth.map(each => ({
          label: String(Number(each.day.slice(8))),
          name: day(each.day),
          value: each.users,
          now: each.day === today,
        }))}
      />
    </Sheet>
  )
}

function Storage({ storage }: Pick<PlatformOverview, 'storage'>) {
  const { t } = useTranslation('admin')
  const { bytes } = useFormat()
  return (
    <Sheet title={t('overview.storage')}>
      <div className="grid gap-4">
        {storage.map(({ placement, companies, bytes: size, largest }) => (
          <div key={placement} className="grid gap-2">
            <p>
              <b>{t(`placements.${placement}`)}</b>{' '}
              <span className="text-muted-foreground">
                {t('overview.holds', { count: companies, size: bytes(size) })}
              </span>
            </p>
            <KeyValues items={largest.map(each => [each.name, bytes(each.bytes)])} />
          </div>
        ))}
      </div>
    </Sheet>
  )
}
