import { useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { RootNotFound } from '../../app/Root.tsx'
import { type Format, useFormat } from '../../lib/format.ts'
import { type ListSearch, useList } from '../../lib/list.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Empty } from '../../ui/blanks.tsx'
import { DatePicker } from '../../ui/inputs.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { type Column, DataTable, type PhoneSlot } from '../../ui/table/index.ts'
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
  const period = report.hasPeriod && <Period search={search} onSearch={onSearch} />
  return (
    <>
      <PageHead
        title={t(`reports.${report.name}`)}
        sub={t(`reports.says.${report.name}`)}
        crumbs={[{ label: t('dashboard'), link: { to: '/app' } }]}
      />
      {period && <div className="desk:hidden">{period}</div>}
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
        tools={period}
        empty={<Empty title={t('reports.empty')}>{t('reports.emptyHint')}</Empty>}
      />
    </>
  )
}

function Period({ search, onSearch }: { search: ListSearch; onSearch: (patch: ListSearch) => void }) {
  const { t } = useTranslation('dashboard')
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-2">
      {(['from', 'to'] as const).map(name => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the control is the DatePicker
        <label key={name} className="flex items-center gap-2 whitespace-nowrap text-muted-foreground">
          {t(`reports.${name}`)}
          <DatePicker
            className="w-36 max-desk:w-34"
            value={String(search[name] ?? '')}
            onChange={event => onSearch({ [name]: event.target.value || undefined, cursor: undefined })}
          />
        </label>
      ))}
    </span>
  )
}

function useColumns({ columns, title }: Report): Column<Row>[] {
  const { t } = useTranslation('dashboard')
  const format = useFormat()
  return useMemo(
    () =>
      columns.map(([field, kind], index) => {
        const header = t(`fields.${field}`)
        const says = (row: Row) => write(format, kind, row[field])
        const isText = kind === 'text'
        return {
          id: field,
          header,
          cell: row => (isText ? says(row) : <Figure of={header}>{says(row)}</Figure>),
          sort: field,
          ...(!isText && { align: 'end' as const }),
          phone: field === title ? 'title' : index === columns.length - 1 ? 'value' : (slots[index] ?? 'wide'),
        }
      }),
    [columns, title, t, format],
  )
}

const slots: readonly (PhoneSlot | undefined)[] = [undefined, 'detail', 'figure']

/** On a phone's card no heading stands above a figure. */
function Figure({ of, children }: { of: string; children: string }) {
  return (
    <span className="max-desk:flex max-desk:justify-between max-desk:gap-2">
      <span className="text-muted-foreground desk:hidden">{of}</span>
      {children}
    </span>
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
