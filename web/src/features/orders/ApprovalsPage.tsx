import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useFormat } from '../../lib/format.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Empty, ErrorState, IconButton, Kbd, PageHead, Segmented, Skeleton } from '../../ui/index.ts'
import { DecidedList } from './parts/DecidedList.tsx'
import { Decision } from './parts/Decision.tsx'
import { QueueList } from './parts/QueueList.tsx'
import { useResumed } from './parts/useHolding.ts'
import { type Queue, useQueue } from './parts/useQueue.ts'
import { approvalsRoute } from './routes.ts'
import './parts/queue.css'

/** What waits for one's decision, and what each decision would do. */
export default function ApprovalsPage() {
  const { t } = useTranslation('orders')
  const { number } = useFormat()
  const { tab } = approvalsRoute.useSearch()
  const navigate = approvalsRoute.useNavigate()
  const queue = useQueue()
  useResumed()
  return (
    <>
      <PageHead
        title={t('queue.title')}
        sub={
          queue.isLoading ? undefined : (
            <span className="max-desk:hidden">
              {t('queue.waiting', { count: queue.count, n: number(queue.count) })}
            </span>
          )
        }
        actions={
          <>
            {tab !== 'decided' && queue.rows.length > 0 && <Steppers queue={queue} />}
            <Segmented
              label={t('queue.which')}
              value={tab ?? 'waiting'}
              onChange={next => void navigate({ search: next === 'decided' ? { tab: next } : {}, replace: true })}
              options={[
                { value: 'waiting', label: t('queue.tabWaiting', { n: number(queue.count) }) },
                { value: 'decided', label: t('queue.tabDecided') },
              ]}
            />
          </>
        }
      />
      {tab === 'decided' ? (
        <section className="sheet queue-list" aria-label={t('queue.tabDecided')}>
          <DecidedList days={30} />
        </section>
      ) : (
        <Waiting queue={queue} />
      )}
    </>
  )
}

function Waiting({ queue }: { queue: Queue }) {
  const { t } = useTranslation('orders')
  const { current, error, isLoading, rows } = queue
  if (error && rows.length === 0) return <ErrorState error={error} onRetry={queue.refetch} />
  return (
    <div className="queue-split">
      <section className="sheet queue-list max-desk:hidden" aria-label={t('queue.label')}>
        {isLoading ? <Skeleton rows={5} pictures /> : <QueueList queue={queue} />}
        <h2 className="queue-heading">{t('queue.decidedToday')}</h2>
        <DecidedList days={1} most={6} />
        <p className="queue-keys" aria-hidden>
          <span>
            <Kbd>J</Kbd>
            <Kbd>K</Kbd> {t('queue.keys.move')}
          </span>
          <span>
            <Kbd>A</Kbd> {t('queue.keys.approve')}
          </span>
          <span>
            <Kbd>R</Kbd> {t('queue.keys.reject')}
          </span>
          <span>
            <Kbd>U</Kbd> {t('queue.keys.undo')}
          </span>
        </p>
      </section>
      {current ? (
        <Decision key={current.id} order={current} queue={queue} />
      ) : (
        <section className="sheet">
          {isLoading ? (
            <Skeleton shape="block" height={320} />
          ) : (
            <Empty title={t('queue.empty')}>{t('queue.emptyHint')}</Empty>
          )}
        </section>
      )}
    </div>
  )
}

/** On a phone there is one request at a time. */
function Steppers({ queue }: { queue: Queue }) {
  const { t } = useTranslation('orders')
  const { number } = useFormat()
  const { rows, position, step } = queue
  return (
    <span className="flex items-center gap-1 desk:hidden">
      <IconButton icon={ChevronLeft} label={t('queue.previous')} disabled={position <= 0} onClick={() => step(-1)} />
      <span aria-live="polite">{t('queue.position', { at: number(position + 1), of: number(rows.length) })}</span>
      <IconButton
        icon={ChevronRight}
        label={t('queue.next')}
        disabled={position >= rows.length - 1}
        onClick={() => step(1)}
      />
    </span>
  )
}
