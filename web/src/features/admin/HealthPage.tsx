import { useQuery } from '@tanstack/react-query'
import { CircleCheck, CircleX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PlatformOverview } from '../../../../server/features/dashboard/contract.ts'
import { useFormat } from '../../lib/format.ts'
import { useGet } from '../../lib/query.ts'
import { ErrorState, KeyValues, PageHead, Sheet, Skeleton } from '../../ui/index.ts'

/** Whether the deployment lives, is ready, and what waits to leave it. Asked again every ten seconds. */
export default function HealthPage() {
  const { t } = useTranslation('admin')
  return (
    <>
      <PageHead title={t('health.title')} sub={t('health.sub')} />
      <div className="grid items-start gap-4 desk:grid-cols-2">
        <Sheet title={t('health.server')}>
          <ul className="grid gap-3">
            <Probe path="/healthz" name={t('health.lives')} />
            <Probe path="/readyz" name={t('health.ready')} />
          </ul>
        </Sheet>
        <Outbox />
      </div>
    </>
  )
}

function Probe({ path, name }: { path: string; name: string }) {
  const { t } = useTranslation('admin')
  const { time } = useFormat()
  const { data, dataUpdatedAt } = useQuery({
    queryKey: ['probe', path],
    queryFn: () => probe(path),
    refetchInterval: 10_000,
  })
  if (data === undefined) return <Skeleton rows={1} />
  const Icon = data ? CircleCheck : CircleX
  return (
    <li className="flex items-center gap-2">
      <Icon aria-hidden className={data ? 'text-success-text' : 'text-danger-text'} />
      <span className="min-w-0 flex-1">
        {name}: <b>{t(data ? 'health.yes' : 'health.no')}</b>
      </span>
      <small className="text-muted-foreground">{time(new Date(dataUpdatedAt).toISOString())}</small>
    </li>
  )
}

const probe = (path: string): Promise<boolean> =>
  fetch(path).then(
    ({ ok }) => ok,
    () => false,
  )

function Outbox() {
  const { t } = useTranslation('admin')
  const { number } = useFormat()
  const { data, error, refetch } = useGet<PlatformOverview>('/api/platform/', undefined, { refetchInterval: 10_000 })
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton rows={4} />
  const { database, outbox } = data.health
  return (
    <Sheet title={t('health.outbox')}>
      <KeyValues
        items={[
          [t('health.database'), t(`health.${database}`)],
          [t('health.waiting'), number(outbox.waiting)],
          [t('health.failed'), number(outbox.failed)],
          [t('health.kept'), number(outbox.kept)],
        ]}
      />
    </Sheet>
  )
}
