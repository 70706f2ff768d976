import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleCheck, CircleX } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PlatformOverview } from '../../../../server/features/dashboard/contract.ts'
import { useFormat } from '../../lib/format.ts'
import { useGet } from '../../lib/query.ts'
import { useTranslation } from '../../lib/translation.ts'
import { ErrorState, PageHead, Sheet, Skeleton, When } from '../../ui/index.ts'

/** Whether the deployment lives, is ready, and does its work. Asked again every ten seconds. */
export default function HealthPage() {
  const { t } = useTranslation('admin')
  return (
    <>
      <PageHead title={t('health.title')} sub={t('health.sub')} />
      <div className="grid items-start gap-4 desk:grid-cols-2">
        <Sheet title={t('health.server')} flush>
          <ul>
            <Probe path="/healthz" name="lives" />
            <Probe path="/readyz" name="ready" />
          </ul>
        </Sheet>
        <Outbox />
        <Jobs />
      </div>
    </>
  )
}

const often = 10_000

function Probe({ path, name }: { path: string; name: 'lives' | 'ready' }) {
  const { t } = useTranslation('admin')
  const { time } = useFormat()
  const { data, dataUpdatedAt } = useQuery({
    queryKey: ['probe', path],
    queryFn: () => probe(path),
    refetchInterval: often,
  })
  if (data === undefined) return <Line isFine name={t(`health.${name}`)} says="…" />
  return (
    <Line
      isFine={data}
      name={t(`health.${name}`)}
      says={t(data ? `health.${name}Yes` : `health.${name}No`)}
      end={time(new Date(dataUpdatedAt).toISOString())}
    />
  )
}

const probe = (path: string): Promise<boolean> =>
  fetch(path).then(
    ({ ok }) => ok,
    () => false,
  )

type LineProps = { isFine: boolean; name: ReactNode; says: ReactNode; end?: ReactNode }

function Line({ isFine, name, says, end }: LineProps) {
  const Icon = isFine ? CircleCheck : CircleX
  return (
    <li className="flex min-h-11 items-center gap-3 border-t border-border px-4 py-2">
      <Icon aria-hidden className={isFine ? 'text-success-text' : 'text-danger-text'} />
      <span className="min-w-0 flex-1">
        <b className="block font-medium">{name}</b>
        <small className={isFine ? 'text-muted-foreground' : 'text-danger-text'}>{says}</small>
      </span>
      {end && <small className="text-muted-foreground">{end}</small>}
    </li>
  )
}

function Outbox() {
  const { t } = useTranslation('admin')
  const { number } = useFormat()
  const { data, error, refetch } = useGet<PlatformOverview>('/api/platform/', undefined, { refetchInterval: often })
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton shape="block" height={180} />
  const { database, outbox, mail } = data.health
  const sum = (figure: 'waiting' | 'failed' | 'kept') => mail.reduce((total, each) => total + each[figure], 0)
  const [failed, kept, waiting] = [sum('failed'), sum('kept'), sum('waiting')]
  const stuck = outbox.failed - failed
  return (
    <Sheet title={t('health.work')} flush>
      <ul>
        <Line isFine={database === 'reachable'} name={t('health.database')} says={t(`health.${database}`)} />
        <Line
          isFine={failed === 0}
          name={t('health.mail')}
          says={
            failed > 0
              ? t('health.mailFailed', { count: failed, number: number(failed) })
              : kept > 0
                ? t('health.mailKept', { count: kept, number: number(kept) })
                : t('health.mailFine', { count: waiting, number: number(waiting) })
          }
          end={
            <Link to="/admin/outbox" className="link">
              {t('health.toOutbox')}
            </Link>
          }
        />
        <Line
          isFine={stuck === 0}
          name={t('health.events')}
          says={
            stuck > 0
              ? t('health.eventsFailed', { count: stuck, number: number(stuck) })
              : t('health.eventsFine', { count: outbox.waiting - waiting, number: number(outbox.waiting - waiting) })
          }
        />
      </ul>
    </Sheet>
  )
}

type Job = { name: string; next_at: string; last_finished_at: string | null; last_error: string | null }

/** What the server does by the clock. */
function Jobs() {
  const { t } = useTranslation('admin')
  const { data, error, refetch } = useGet<{ results: Job[] }>('/api/admin/models/jobs/rows/', undefined, {
    refetchInterval: often,
  })
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton shape="block" height={180} />
  return (
    <Sheet title={t('health.jobs')} flush className="desk:col-span-2">
      <ul>
        {data.results.map(({ name, next_at, last_finished_at, last_error }) => (
          <Line
            key={name}
            isFine={last_error === null}
            name={t(`job.${name}` as never, { defaultValue: name })}
            says={
              last_error ? (
                t('health.jobFailed', { error: last_error })
              ) : last_finished_at ? (
                <>
                  {t('health.jobDone')} <When iso={last_finished_at} as="relative" />
                </>
              ) : (
                t('health.jobNever')
              )
            }
            end={
              <>
                {t('health.jobNext')} <When iso={next_at} as="relative" />
              </>
            }
          />
        ))}
      </ul>
    </Sheet>
  )
}
