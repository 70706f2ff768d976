import { useParams, useSearch } from '@tanstack/react-router'
import type { ListSearch } from '../../lib/list.ts'
import { useGet } from '../../lib/query.ts'
import { useTranslation } from '../../lib/translation.ts'
import { type Crumb, ErrorState, PageHead, Sheet, Skeleton } from '../../ui/index.ts'
import { Actions } from './Actions.tsx'
import { ChangeForm } from './ChangeForm.tsx'
import { InCurrencyOf, useCompany } from './CompanyPicker.tsx'
import { Facts, WideFacts } from './Facts.tsx'
import { useTitleText } from './FieldValue.tsx'
import { Fixed } from './Fixed.tsx'
import { History } from './History.tsx'
import { Missing } from './Missing.tsx'
import { companyOf, companyQuery, listOf, type Model, modelOfTab, pathOf, type Row, useModel } from './models.ts'
import { Status } from './Status.tsx'
import { WaysOn } from './WaysOn.tsx'
import { useWords } from './words.ts'

/** One record of any model: its form where it may be changed, its facts, what may be done with it, its history. */
export default function RecordPage() {
  const { model: name = '', key = '' } = useParams({ strict: false })
  const model = useModel(name)
  if (model === undefined) return <Loading />
  if (model === null || !model.detail_path) return <Missing />
  return <Loaded key={`${name} ${key}`} model={model} detailPath={model.detail_path} recordKey={key} />
}

function Loaded({ model, detailPath, recordKey }: { model: Model; detailPath: string; recordKey: string }) {
  const { company } = useSearch({ strict: false }) as ListSearch
  const path = pathOf(detailPath, recordKey, company)
  const { data: row, error, refetch } = useGet<Row>(path)
  if (error?.status === 404) return <Missing model={model} company={company} />
  if (error && !row) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!row) return <Loading />
  return <Shown model={model} row={row} path={path} company={companyOf(model, row, company)} />
}

function Loading() {
  return (
    <>
      <Skeleton shape="block" height={34} className="mb-4 w-64" />
      <div className="grid items-start gap-4 desk:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Skeleton shape="block" height={420} />
        <Skeleton shape="block" height={220} />
      </div>
    </>
  )
}

type Props = { model: Model; row: Row; path: string; company: unknown }

function Shown({ model, row, path, company }: Props) {
  const { t } = useTranslation('admin')
  const title = useTitleText(model, row, company)
  const isChanged = model.can.update
  return (
    <InCurrencyOf company={company}>
      <PageHead
        title={title}
        crumbs={useCrumbs(model, company)}
        mark={
          <>
            {typeof row.status === 'string' && <Status value={row.status} model={model.name} />}
            <Fixed model={model} />
          </>
        }
        actions={<Actions model={model} row={row} company={company} />}
      />
      <div className={isChanged ? 'grid items-start gap-4 desk:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]' : 'grid gap-4'}>
        {isChanged && (
          <Sheet title={t('change')}>
            <ChangeForm model={model} row={row} path={path} company={company} />
          </Sheet>
        )}
        <div className="grid gap-4">
          <Sheet title={t('facts')}>
            {isChanged ? (
              <Facts model={model} row={row} company={company} />
            ) : (
              <WideFacts model={model} row={row} company={company} />
            )}
          </Sheet>
          <WaysOn model={model} row={row} company={company} />
        </div>
      </div>
      {model.history_path && (
        <History path={pathOf(model.history_path, row[model.key], company)} model={model} company={company} />
      )}
    </InCurrencyOf>
  )
}

/** The list it is in, and whose it is. */
function useCrumbs(model: Model, company: unknown): Crumb[] {
  const { t } = useTranslation('admin')
  const words = useWords()
  const owner = useCompany(company)
  const isDaily = Object.values(modelOfTab).includes(model.name)
  const list = { to: listOf(model), search: companyQuery(model, company) }
  return [
    ...(isDaily
      ? []
      : [{ label: t('models.title'), link: { to: '/admin/models', search: companyQuery(model, company) } }]),
    ...(owner ? [{ label: owner.name, link: { to: `/admin/models/companies/${owner.id}` } }] : []),
    { label: words.many(model), link: list },
  ]
}
