import { useSession } from '../../app/session.ts'
import { useFormat } from '../../lib/format.ts'
import { useGet } from '../../lib/query.ts'
import { useTranslation } from '../../lib/translation.ts'
import { ErrorState } from '../../ui/blanks.tsx'
import { Segmented } from '../../ui/choices.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Figures } from './Figures.tsx'
import { isPeriod, periods } from './figures.ts'
import { Lately } from './Lately.tsx'
import { OrdersByState } from './OrdersByState.tsx'
import { Queue } from './Queue.tsx'
import { ReportLinks } from './ReportLinks.tsx'
import { RunningLow } from './RunningLow.tsx'
import { dashboardRoute } from './routes.ts'
import { Sales } from './Sales.tsx'
import type { Dashboard } from './types.ts'

/** The company at a glance, live: what one may not see is not there. */
export function DashboardPage() {
  const { t } = useTranslation('dashboard')
  const { days = 14 } = dashboardRoute.useSearch()
  const navigate = dashboardRoute.useNavigate()
  const { data, error, refetch } = useGet<Dashboard>('/api/dashboard/')
  const period = isPeriod(Number(days)) ? Number(days) : 14
  return (
    <>
      <PageHead
        title={useGreeting()}
        sub={data && <Summary {...data} />}
        className="max-desk:[&>.page-head-title]:basis-full"
        actions={
          <Segmented
            label={t('period')}
            value={String(period)}
            options={periods.map(each => ({ value: String(each), label: t('days', { count: each }) }))}
            onChange={value => void navigate({ search: { days: Number(value) }, replace: true })}
          />
        }
      />
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Coming />}
      {data && <Board data={data} period={period} />}
    </>
  )
}

/** In the shape of what comes. */
const Coming = () => (
  <>
    <Skeleton shape="block" height={88} />
    <div className="grid gap-4 lg:grid-cols-12">
      <Skeleton shape="block" height={420} className="lg:col-span-5" />
      <Skeleton shape="block" height={420} className="lg:col-span-7" />
    </div>
  </>
)

function Board({ data, period }: { data: Dashboard; period: number }) {
  return (
    <>
      <Figures data={data} />
      <div className="grid gap-4 lg:grid-cols-12 [&>*]:min-w-0">
        {data.approval_queue && <Queue queue={data.approval_queue} className="lg:col-span-5" />}
        {data.sales && <Sales sales={data.sales} period={period} className="lg:col-span-7" />}
        {data.low_stock && <RunningLow low={data.low_stock} className="lg:col-span-5" />}
        {data.orders_by_state && (
          <OrdersByState states={data.orders_by_state} top={data.top_products} className="lg:col-span-4" />
        )}
        {data.recent_activity && <Lately entries={data.recent_activity} className="lg:col-span-3" />}
      </div>
      <ReportLinks />
    </>
  )
}

function useGreeting(): string {
  const { t } = useTranslation('dashboard')
  const { user } = useSession()
  const hour = new Date().getHours()
  const part = hour < 5 ? 'night' : hour < 12 ? 'morning' : hour < 18 ? 'day' : 'evening'
  return t(`greeting.${part}`, { name: (user.name || user.username).split(' ')[0] })
}

function Summary({ approval_queue: queue, low_stock: low }: Dashboard) {
  const { t } = useTranslation('dashboard')
  const { date } = useFormat()
  return [
    date(new Date().toISOString()),
    queue && t('summary.waiting', { count: queue.count }),
    low && t('summary.low', { count: low.count }),
  ]
    .filter(Boolean)
    .join(' · ')
}
