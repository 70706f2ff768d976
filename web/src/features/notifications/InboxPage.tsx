import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import {
  Ban,
  Check,
  CheckCheck,
  CircleMinus,
  Clock,
  type LucideIcon,
  PackageCheck,
  TriangleAlert,
  UserRound,
} from 'lucide-react'
import type { NotificationReply } from '../../../../server/features/notifications/contract.ts'
import { api } from '../../lib/api.ts'
import { useFormat } from '../../lib/format.ts'
import { type ListSearch, type Page, useList } from '../../lib/list.ts'
import { queryClient, useGet } from '../../lib/query.ts'
import { useSave } from '../../lib/save.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button, Empty, ErrorState, PageHead, Segmented, Skeleton, toast, When } from '../../ui/index.ts'

import { saidIn } from './said.ts'

type Kind = NotificationReply['kind']

/** What one was told, the newest first. */
export default function InboxPage() {
  const { t } = useTranslation('notifications')
  const search = useSearch({ strict: false }) as ListSearch
  const navigate = useNavigate()
  const list = useList<NotificationReply>('/api/notifications/', { page_size: 50, ...search })
  const unread = useUnread()
  const readAll = useSave(() => api.post('/api/notifications/read/', { all: true }), {
    invalidates: ['/api/notifications/'],
    failed: error => toast.error(error.message),
  })
  const turn = (patch: ListSearch) =>
    void navigate({ to: '.', search: (old: ListSearch) => ({ ...old, ...patch }) } as never)
  return (
    <>
      <PageHead
        title={t('title')}
        sub={unread === undefined ? undefined : t('unread', { count: unread })}
        actions={
          unread ? (
            <Button icon={CheckCheck} busy={readAll.isPending} onClick={() => readAll.mutate(undefined)}>
              {t('readAll')}
            </Button>
          ) : undefined
        }
      />
      <div>
        <Segmented
          label={t('show')}
          value={search.read === false ? 'unread' : 'all'}
          options={[
            { value: 'all', label: t('all') },
            { value: 'unread', label: t('onlyUnread') },
          ]}
          onChange={value => turn({ read: value === 'unread' ? false : undefined, cursor: undefined })}
        />
      </div>
      <section className="sheet" aria-label={t('title')}>
        {list.error && list.rows.length === 0 && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isLoading && <Skeleton rows={6} />}
        {!list.isLoading && !list.error && list.rows.length === 0 && (
          <Empty title={t('empty.title')}>{t('empty.hint')}</Empty>
        )}
        <ul>
          {list.rows.map(row => (
            <li key={row.id} className="border-t border-border first:border-0">
              <Line news={row} />
            </li>
          ))}
        </ul>
      </section>
      {(list.previous || list.next) && (
        <nav className="flex justify-end gap-2" aria-label={t('pages')}>
          <Button disabled={!list.previous} onClick={() => turn({ cursor: list.previous ?? undefined })}>
            {t('newer')}
          </Button>
          <Button disabled={!list.next} onClick={() => turn({ cursor: list.next ?? undefined })}>
            {t('older')}
          </Button>
        </nav>
      )}
    </>
  )
}

const icons: Record<Kind, LucideIcon> = {
  order_waiting: Clock,
  order_assigned: UserRound,
  order_approved: Check,
  order_rejected: Ban,
  order_fulfilled: PackageCheck,
  order_cancelled: CircleMinus,
  stock_low: TriangleAlert,
}

const tones: Partial<Record<Kind, string>> = {
  order_waiting: 'warn',
  order_approved: 'info',
  order_rejected: 'danger',
  order_fulfilled: 'success',
  stock_low: 'warn',
}

/** Opening it is reading it. */
function Line({ news }: { news: NotificationReply }) {
  const { t } = useTranslation('notifications')
  const { title, text } = saidIn(news, t, useFormat())
  const { id, kind, object_type: type, object_id: objectId, read, created_at: at } = news
  const Icon = icons[kind]
  return (
    <Link
      to={`/app/${type}s/${objectId}`}
      onClick={() => !read && markRead(id)}
      className="grid grid-cols-[22px_minmax(0,1fr)_auto] items-start gap-3 px-4 py-3 hover:bg-hover"
    >
      <span className={`timeline-dot ${tones[kind] ?? ''}`}>
        <Icon aria-hidden />
      </span>
      <span className="min-w-0">
        <span className={read ? 'block' : 'block font-semibold'}>
          {!read && <span className="sr-only">{t('isUnread')} </span>}
          {title}
        </span>
        <small className="block text-muted-foreground">{text}</small>
      </span>
      <span className="flex items-center gap-2 text-muted-foreground">
        <When iso={at} />
        {!read && <i className="size-2 rounded-full bg-info" aria-hidden />}
      </span>
    </Link>
  )
}

function useUnread(): number | undefined {
  return useGet<{ unread: number }>('/api/notifications/', { page_size: 1 }).data?.unread
}

/** Shown as read at once; if that could not be kept it is unread again. */
async function markRead(id: number): Promise<void> {
  const path = '/api/notifications/'
  queryClient.setQueriesData<Page<NotificationReply>>({ queryKey: [path] }, page =>
    page?.results
      ? { ...page, results: page.results.map(row => (row.id === id ? { ...row, read: true } : row)) }
      : page,
  )
  await api.post(`${path}${id}/read/`).catch(() => {})
  await queryClient.invalidateQueries({ queryKey: [path] })
}
