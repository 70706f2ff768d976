import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import type { PlatformOverview } from '../../../../server/features/dashboard/contract.ts'
import { useFormat } from '../../lib/format.ts'
import { useGet } from '../../lib/query.ts'
import { useTranslation } from '../../lib/translation.ts'
import { BarChart } from '../../ui/charts/BarChart.tsx'
import { ErrorState, KeyValues, PageHead, Sheet, Skeleton, When } from '../../ui/index.ts'
import { Attention } from './Attention.tsx'

/** How the deployment stands: what waits for an operator, companies, people, growth, storage. */
export default function OverviewPage() {
  const { t } = useTranslation('admin')
  const { data, error, refetch } = useGet<PlatformOverview>('/api/platform/', undefined, { refetchInterval: 60_000 })
  return (
    <>
      <PageHead title={t('overview.title')} />
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && (
        <>
          <Figures {...data} />
          <div className="grid items-start gap-4 desk:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
            <div className="grid gap-4">
              <Attention mail={data.health.mail} waiting={data.companies.pending_approval} />
              <Growth growth={data.growth} />
            </div>
            <Storage storage={data.storage} />
          </div>
        </>
      )}
    </>
  )
}

function Loading() {
  return (
    <>
      <Skeleton shape="block" height={92} />
      <div className="grid items-start gap-4 desk:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Skeleton shape="block" height={300} />
        <Skeleton shape="block" height={150} />
      </div>
    </>
  )
}

function Figures({ companies, users, health }: PlatformOverview) {
  const { t } = useTranslation('admin')
  const { number } = useFormat()
  const sum = (figure: 'waiting' | 'failed' | 'kept') => health.mail.reduce((total, each) => total + each[figure], 0)
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
      isAsking: companies.pending_approval > 0,
    },
    {
      name: t('overview.mail'),
      value: sum('waiting') + sum('kept') + sum('failed'),
      note: sum('failed') > 0 ? t('overview.failed', { count: sum('failed') }) : t('overview.noneFailed'),
      to: '/admin/outbox',
      isAsking: sum('failed') > 0,
    },
  ]
  return (
    <dl className="sheet grid grid-cols-2 desk:grid-cols-4">
      {figures.map(({ name, value, note, to, isAsking }) => (
        <div
          key={name}
          className="border-border px-4 py-3 not-first:border-s max-desk:odd:border-s-0 max-desk:nth-[n+3]:border-t"
        >
          <dt className="text-12 text-muted-foreground">{name}</dt>
          <dd>
            <Link
              to={to}
              className={clsx('type-wide text-22 font-semibold hover:underline', isAsking && 'text-warn-text')}
            >
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
  const { day, number, locale } = useFormat()
  const month = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' })
  const today = growth.at(-1)?.day
  const total = growth.reduce((sum, each) => sum + each.users, 0)
  return (
    <Sheet title={t('overview.growth')}>
      <BarChart
        label={t('overview.growthSays', { count: total })}
        names={{ bar: t('overview.day'), value: t('overview.newPeople') }}
        format={number}
        bars={growth.map((each, i) => ({
          label: String(Number(each.day.slice(8))),
          name: day(each.day),
          ...((i === 0 || each.day.endsWith('-01')) && { group: month.format(new Date(each.day)) }),
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
    <Sheet
      title={t('overview.storage')}
      actions={
        <Link to="/admin/models/storage" className="link text-12">
          {t('allCompanies')}
        </Link>
      }
    >
      <div className="grid gap-4">
        {storage.map(({ placement, companies, bytes: size, measured_at, largest }) => (
          <div key={placement} className="grid gap-2">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <p>
                <b className="font-semibold">{t(`placements.${placement}`)}</b>{' '}
                <span className="text-muted-foreground">{t('overview.holds', { count: companies })}</span>
              </p>
              <b className="font-semibold">{bytes(size)}</b>
            </div>
            {largest.length > 0 && (
              <KeyValues
                items={largest.map(each => [
                  each.name,
                  <Link key={each.company} to={`/admin/models/companies/${each.company}`} className="link">
                    {bytes(each.bytes)}
                  </Link>,
                ])}
              />
            )}
            {measured_at && (
              <small className="text-muted-foreground">
                {t('overview.measured')} <When iso={measured_at} as="relative" />
              </small>
            )}
          </div>
        ))}
      </div>
    </Sheet>
  )
}
