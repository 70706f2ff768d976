import { useMemo } from 'react'
import { useFormat } from '../../lib/format.ts'
import { type ListSearch, useList } from '../../lib/list.ts'
import { offerPeople } from '../../lib/people.ts'
import { useGet } from '../../lib/query.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Avatar, Empty, PageHead } from '../../ui/index.ts'
import { type Column, DataTable, type Filter } from '../../ui/table/index.ts'
import { ChainStatus } from './ChainStatus.tsx'
import { EntryDrawer } from './EntryDrawer.tsx'
import { type Entry, shortSeal, toneOf, type Verdict } from './entry.ts'
import { auditRoute } from './routes.ts'
import { useAbout } from './useAbout.ts'

/** Every change, sign-in and refusal, and whether the chain of their seals is whole. */
export default function AuditPage() {
  const { t } = useTranslation('audit')
  const { entry, ...search } = auditRoute.useSearch()
  const navigate = auditRoute.useNavigate()
  const list = useList<Entry>('/api/audit-logs/', search)
  const verdict = useGet<Verdict>('/api/audit-logs/verify/', undefined, { staleTime: 60_000 })
  const onSearch = (patch: ListSearch) =>
    void navigate({ search: (old: ListSearch) => ({ ...old, ...patch }), replace: true })
  const open = (seq: number | undefined) => void navigate({ search: (old: ListSearch) => ({ ...old, entry: seq }) })
  const bad = verdict.data?.first_bad?.seq
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <ChainStatus
        verdict={verdict.data}
        checkedAt={verdict.dataUpdatedAt}
        isChecking={verdict.isFetching}
        check={() => void verdict.refetch()}
      />
      <div className="chain">
        <DataTable
          name="audit"
          label={t('title')}
          list={list}
          columns={useColumns(useAbout(list.rows))}
          rowId={row => row.seq}
          rowLabel={row => t('entryOf', { seq: row.seq, action: row.action })}
          search={search}
          onSearch={onSearch}
          searchPlaceholder={t('search')}
          filters={useFilters()}
          onOpen={row => open(row.seq)}
          mark={row => (row.seq === bad ? 'out' : null)}
          exportPath="/api/audit-logs/"
          empty={<Empty title={t('empty.title')}>{t('empty.hint')}</Empty>}
        />
      </div>
      {entry !== undefined && <EntryDrawer seq={Number(entry)} close={() => open(undefined)} narrow={onSearch} />}
    </>
  )
}

function useColumns(about: (entry: Entry) => string): Column<Entry>[] {
  const { t } = useTranslation('audit')
  const { number, dateTime } = useFormat()
  return useMemo(
    () => [
      { id: 'seq', header: t('entry'), align: 'end', sort: 'seq', cell: row => number(row.seq) },
      {
        id: 'action',
        header: t('what'),
        phone: 'title',
        cell: row => <b className={toneOf(row.action)}>{row.action}</b>,
      },
      { id: 'actor', header: t('who'), phone: 'detail', cell: row => <Who name={row.actor_username} /> },
      {
        id: 'object',
        header: t('on'),
        phone: 'figure',
        cell: row => <span className="block max-w-64 truncate max-desk:max-w-36">{about(row)}</span>,
        value: ({ object_type, object_id }) => `${object_type} ${object_id}`,
      },
      { id: 'ip', header: t('from'), cell: row => row.ip ?? '–' },
      { id: 'at', header: t('at'), align: 'end', sort: 'at', phone: 'value', cell: row => dateTime(row.at) },
      {
        id: 'hash',
        header: t('seal'),
        align: 'end',
        cell: row => <code className="type-narrow text-muted-foreground">{shortSeal(row.hash)}</code>,
      },
    ],
    [t, number, dateTime, about],
  )
}

function Who({ name }: { name: string | null }) {
  const { t } = useTranslation('audit')
  if (!name) return <span className="text-muted-foreground">{t('system')}</span>
  return (
    <span className="inline-flex min-w-0 items-center gap-2">
      <Avatar name={name} size="sm" />
      <span className="truncate">{name}</span>
    </span>
  )
}

const types = [
  'order',
  'product',
  'stock',
  'category',
  'count',
  'location',
  'user',
  'role',
  'session',
  'company',
  'contact_message',
  'mail',
]

function useFilters(): Filter[] {
  const { t } = useTranslation('audit')
  return useMemo(
    () => [
      { id: 'at', label: t('when'), kind: 'date' },
      { id: 'actor', label: t('who'), kind: 'relation', load: text => offerPeople(text) },
      { id: 'action', label: t('action'), kind: 'text' },
      {
        id: 'object_type',
        label: t('kind'),
        kind: 'choice',
        options: types.map(type => ({ value: type, label: t(`types.${type}`) })),
      },
      { id: 'object_id', label: t('number'), kind: 'text' },
      { id: 'ip', label: t('from'), kind: 'text' },
    ],
    [t],
  )
}
