import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { RootNotFound } from '../../app/Root.tsx'
import { api } from '../../lib/api.ts'
import type { ListSearch } from '../../lib/list.ts'
import { invalidatePaths, useGet } from '../../lib/query.ts'
import { type Crumb, ErrorState, KeyValues, PageHead, Sheet, Skeleton, toast } from '../../ui/index.ts'
import { Actions } from './Actions.tsx'
import { DeleteRecord } from './DeleteRecord.tsx'
import { FieldValue } from './FieldValue.tsx'
import { History } from './History.tsx'
import { Fixed } from './ModelPage.tsx'
import { type Model, pathOf, type Row, titleOf, useModel } from './models.ts'
import { RecordForm } from './RecordForm.tsx'

/** One record of any model: its form where it may be changed, its facts, what may be done with it, its history. */
export default function RecordPage() {
  const { model: name = '', key = '' } = useParams({ strict: false })
  const model = useModel(name)
  if (model === undefined) return <Skeleton rows={8} />
  if (model === null || !model.detail_path) return <RootNotFound />
  return <Loaded key={`${name} ${key}`} model={model} detailPath={model.detail_path} recordKey={key} />
}

function Loaded({ model, detailPath, recordKey }: { model: Model; detailPath: string; recordKey: string }) {
  const { company } = useSearch({ strict: false }) as ListSearch
  const path = pathOf(detailPath, recordKey, company)
  const { data: row, error, refetch } = useGet<Row>(path)
  if (error?.status === 404) return <RootNotFound />
  if (error && !row) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!row) return <Skeleton rows={8} />
  return <Shown model={model} row={row} path={path} company={company} />
}

type Props = { model: Model; row: Row; path: string; company: unknown }

function Shown({ model, row, path, company }: Props) {
  const { t } = useTranslation('admin')
  return (
    <>
      <PageHead
        title={titleOf(model, row)}
        crumbs={crumbsTo(model, company, t('models.title'))}
        mark={<Fixed model={model} />}
        actions={
          <>
            <Actions model={model} row={row} company={company} />
            <DeleteRecord model={model} row={row} path={path} company={company} />
          </>
        }
      />
      <div className="grid items-start gap-4 desk:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        {model.can.update ? <Change model={model} row={row} path={path} company={company} /> : null}
        <Facts model={model} row={row} company={company} />
      </div>
      {model.history_path && <History path={pathOf(model.history_path, row[model.key], company)} />}
    </>
  )
}

function crumbsTo({ name, label }: Model, company: unknown, all: string): Crumb[] {
  const search = company === undefined ? '' : `?company=${company}`
  return [
    { label: all, link: { to: '/admin/models' } },
    { label, link: { to: `/admin/models/${name}${search}` } as never },
  ]
}

function Change({ model, row, path, company }: Props) {
  const { t } = useTranslation('admin')
  const navigate = useNavigate()
  const fields = model.fields.filter(({ on_update }) => on_update)
  const save = async (body: Row) => {
    const version = typeof row.version === 'number' ? { version: row.version } : {}
    await api.patch(path, body, version)
    await invalidatePaths([path.split('?')[0] as string, model.list_path, '/api/audit-logs/'])
    toast(t('saved', { name: titleOf(model, row) }))
    void navigate({ to: '.', search: (old: ListSearch) => old } as never)
  }
  return (
    <Sheet title={t('change')}>
      <RecordForm
        key={String(row.version)}
        fields={fields}
        row={row}
        company={company}
        submit={t('save')}
        save={save}
      />
    </Sheet>
  )
}

/** What the form does not show; everything where there is no form. */
function Facts({ model, row, company }: Omit<Props, 'path'>) {
  const { t } = useTranslation('admin')
  const fields = model.fields.filter(({ shown, on_update }) => shown && !(model.can.update && on_update))
  return (
    <Sheet title={t('facts')}>
      <KeyValues
        items={fields.map(field => [
          field.label,
          <FieldValue key={field.name} field={field} value={row[field.name]} company={company} />,
        ])}
      />
    </Sheet>
  )
}
