import { useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { RootNotFound } from '../../app/Root.tsx'
import { type Format, useFormat } from '../../lib/format.ts'
import { type ListSearch, useList } from '../../lib/list.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Empty } from '../../ui/blanks.tsx'
import { Field } from '../../ui/Field.tsx'
import { DatePicker } from '../../ui/inputs.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { type Column, DataTable } from '../../ui/table/index.ts'
import { type Report, reports } from './reports.ts'
import { reportsRoute } from './routes.ts'

type Row = Record<string, string | number | null>

/** One report, as its server computes it; the period is in the address. */
export default function ReportPage() {
  const { report: name } = useParams({ strict: false })
  const report = reports.find(each => each.name === name)
  return report ? <Shown key={name} report={report} /> : <RootNotFound />
}

function Shown({ report }: { report: Report }) {
  const { t } = useTranslation('dashboard')
  const search = reportsRoute.useSearch()
  const navigate = reportsRoute.useNavigate()
  const path = `/api/reports/${report.name}/`
  const list = useList<Row>(path, search)
  const onSearch = (patch: ListSearch) =>
    void navigate({ search: (old: ListSearch) => ({ ...old, ...patch }), replace: true })
  return (
    <>
      <PageHead
        title={t(`reports.${report.name}`)}
        sub={t(`reports.says.${report.name}`)}
        crumbs={[{ label: t('dashboard'), link: { to: '/app' } }]}
      />
      <DataTable
        name={`report-${report.name}`}
        label={t(`reports.${report.name}`)}
        list={list}
        columns={useColumns(report)}
        rowId={row => String(row.product ?? row.approver)}
        rowLabel={row => String(row[report.title])}
        search={search}
        onSearch={onSearch}
        exportPath={path}
        {...(report.hasPeriod && { tools: <Period search={search} onSearch={onSearch} /> })}
        empty={<Empty title={t('reports.empty')}>{t('reports.emptyHint')}</Empty>}
      />
    </>
  )
}

function Period({ search, onSearch }: { search: ListSearch; onSearch: (patch: ListSearch) => void }) {
  const { t } = useTranslation('dashboard')
  return (
    <span className="flex gap-2">
      {(['from', 'to'] as const).map(name => (
        <Field key={name} label={t(`reports.${name}`)} labelHidden>
          <DatePicker
            value={String(search[name] ?? '')}
            onChange={event => onSearch({ [name]: event.target.value || undefined, cursor: undefined })}
          />
        </Field>
      ))}
    </span>
  )
}

function useColumns({ columns, title }: Report): Column<Row>[] {
  const { t } = useTranslation('dashboard')
  const format = useFormat()
  return useMemo(
    () =>
      columns.map(([field, kind], index) => ({
        id: field,
        header: t(`fields.${field}`),
        cell: (row: Row) => write(format, kind, row[field]),
        sort: field,
        ...(kind !== 'text' && { align: 'end' as const }),
        phone:
          field === title
            ? ('title' as const)
            : index === columns.length - 1
              ? ('value' as const)
              : index === 1
                ? ('detail' as const)
                : index === 2
                  ? ('figure' as const)
                  : ('hidden' as const),
      })),
    [columns, title, t, format],
  )
}

function write(format: Format, kind: Report['columns'][number][1], value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '–'
  if (kind === 'money') return format.money(value)
  if (kind === 'share') return format.percent(Number(value))
  if (kind === 'time') return format.date(String(value))
  if (kind === 'minutes') return format.duration(Number(value))
  return kind === 'text' ? String(value) : format.number(Number(value))
}
