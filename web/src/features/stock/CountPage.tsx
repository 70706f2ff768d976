import type { Count } from '../../../../server/features/stock/contract.ts'
import { useFormat } from '../../lib/format.ts'
import type { ListSearch } from '../../lib/list.ts'
import { useNames } from '../../lib/names.ts'
import { useGet } from '../../lib/query.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button, ButtonLink, ErrorState, Note, PageHead, Skeleton, Tabs } from '../../ui/index.ts'
import { CountSheet } from './counts/CountSheet.tsx'
import { CountState } from './counts/CountState.tsx'
import { Review } from './counts/Review.tsx'
import { countPath, useEntries } from './counts/useEntries.ts'
import { countRoute } from './routes.ts'

/** One count: the sheet for whoever counts, the review for whoever approves. */
export default function CountPage() {
  const { t } = useTranslation('stock')
  const { id } = countRoute.useParams()
  const { data, error, refetch } = useGet<Count>(countPath(Number(id)))
  if (error && !data)
    return (
      <ErrorState
        page
        error={error}
        onRetry={refetch}
        actions={<ButtonLink to="/app/counts">{t('counts.title')}</ButtonLink>}
      />
    )
  if (!data) return <Loading />
  return <Shown key={data.id} count={data} />
}

function Shown({ count }: { count: Count }) {
  const { t } = useTranslation('stock')
  const search = countRoute.useSearch()
  const navigate = countRoute.useNavigate()
  const { id, location_name, abilities } = count
  const view = abilities.enter && search.view !== 'review' ? 'sheet' : 'review'
  const put = (patch: ListSearch) =>
    void navigate({ search: (old: ListSearch) => ({ ...old, ...patch }), replace: true })
  return (
    <>
      <PageHead
        title={t('count.title', { id })}
        crumbs={[{ label: t('counts.title'), link: { to: '/app/counts' } }, { label: location_name }]}
        mark={<CountState status={count.status} />}
        sub={<By count={count} />}
      />
      {count.note && <p className="max-w-prose whitespace-pre-line [overflow-wrap:anywhere]">{count.note}</p>}
      <Leftover count={count} />
      {abilities.enter && (
        <Tabs
          label={t('count.views.label')}
          value={view}
          items={(['sheet', 'review'] as const).map(value => ({
            value,
            label: t(`count.views.${value}`),
            link: {
              to: '/app/counts/$id',
              params: { id: String(id) },
              search: value === 'review' ? { view: value } : {},
            },
          }))}
        />
      )}
      {view === 'sheet' ? (
        <CountSheet
          count={count}
          showsBooks={search.books === 1}
          onShowBooks={shows => put({ books: shows ? 1 : undefined })}
        />
      ) : (
        <Review count={count} search={search} put={put} />
      )}
    </>
  )
}

function By({ count: { created_by, created_at, decided_by, decided_at, status } }: { count: Count }) {
  const { t } = useTranslation('stock')
  const { short } = useFormat()
  const nameOf = useNames([created_by, decided_by])
  if (status === 'open') return <>{t('count.openedBy', { name: nameOf(created_by), when: short(created_at) })}</>
  return <>{t(`count.by.${status}`, { name: nameOf(decided_by), when: short(decided_at) })}</>
}

/** Numbers that were typed here but came too late, or that the server refused. */
function Leftover({ count }: { count: Count }) {
  const { t } = useTranslation('stock')
  const { number } = useFormat()
  const { entries, forget } = useEntries(count.id)
  if (count.status === 'open' || entries.length === 0) return null
  const names = new Map(count.lines.map(line => [line.product, line.product_name]))
  return (
    <Note
      tone="warn"
      action={
        <Button size="sm" onClick={() => entries.map(({ product }) => product).forEach(forget)}>
          {t('count.letGo')}
        </Button>
      }
    >
      {t('count.tooLate', { count: entries.length })}
      <ul>
        {entries.map(({ product, counted }) => (
          <li key={product}>
            {names.get(product) ?? `#${product}`}: {number(counted)}
          </li>
        ))}
      </ul>
    </Note>
  )
}

const Loading = () => (
  <div className="grid gap-4">
    <Skeleton shape="text" rows={2} />
    <Skeleton shape="block" height={110} />
    <Skeleton pictures rows={8} className="sheet" />
  </div>
)
