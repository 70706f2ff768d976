import { useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { type ListSearch, useList } from '../../lib/list.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button, Empty, PageHead, Skeleton, useKey } from '../../ui/index.ts'
import { DataTable } from '../../ui/table/index.ts'
import { RowActions } from './Actions.tsx'
import { CompanyPicker, InCurrencyOf, useCompany } from './CompanyPicker.tsx'
import { CreateDialog } from './CreateDialog.tsx'
import { columnsOf, filtersOf, viewsOf } from './columns.tsx'
import { Fixed } from './Fixed.tsx'
import { MailByCompany } from './MailByCompany.tsx'
import { Missing } from './Missing.tsx'
import { ModelRail } from './ModelRail.tsx'
import { companyOf, hrefOf, type Model, modelOfTab, type Row, useModel } from './models.ts'
import { RecordDrawer } from './RecordDrawer.tsx'
import { useWords } from './words.ts'

/** A generic list: any model, in any company, searched, filtered and ordered as its endpoint allows. */
export default function ModelPage() {
  const { pathname } = useLocation()
  const { company } = useSearch({ strict: false }) as ListSearch
  const { model: named } = useParams({ strict: false })
  const tab = pathname.split('/')[2] ?? ''
  const model = useModel(named ?? modelOfTab[tab] ?? tab)
  if (model === undefined) return <Loading />
  if (model === null) return <Missing />
  const list = (
    <InCurrencyOf company={company}>
      <ModelList key={model.name} model={model} />
    </InCurrencyOf>
  )
  return named ? <ModelRail model={model}>{list}</ModelRail> : list
}

function Loading() {
  return (
    <>
      <Skeleton shape="block" height={34} className="w-64" />
      <Skeleton rows={10} />
    </>
  )
}

function ModelList({ model }: { model: Model }) {
  const { t } = useTranslation('admin')
  const words = useWords()
  const search = useSearch({ strict: false }) as ListSearch
  const navigate = useNavigate()
  const { new: adding, row: opened, ...asked } = search
  const { company } = asked
  const list = useList<Row>(model.list_path, asked)
  const onSearch = useCallback(
    (patch: ListSearch) =>
      void navigate({ to: '.', search: (old: ListSearch) => ({ ...old, ...patch }), replace: true } as never),
    [navigate],
  )
  const choose = (chosen: number | undefined) => onSearch({ ...nothingAsked(search), company: chosen })
  const shown = opened !== undefined && list.rows.find(row => String(row[model.key]) === String(opened))
  const place = useMemo(() => ({ model, company, words }), [model, company, words])
  const [columns, filters, views] = useMemo(() => [columnsOf(place), filtersOf(place), viewsOf(place)], [place])
  // What is of a company is made in one that was chosen; the platform keeps no products.
  const canAdd = model.can.create && (!model.company_scoped || model.spans_companies || company !== undefined)
  useKey('c', () => onSearch({ new: 1 }), { enabled: canAdd })
  return (
    <>
      <PageHead
        {...(model.company_scoped && { className: 'max-desk:flex-wrap max-desk:[&>.page-head-title]:basis-full' })}
        title={words.many(model)}
        crumbs={useCrumbs(model)}
        mark={<Fixed model={model} />}
        sub={words.about(model) && <span className="max-desk:hidden">{words.about(model)}</span>}
        actions={
          <>
            {model.company_scoped && (
              <CompanyPicker
                company={company}
                choose={choose}
                {...(model.spans_companies && { nobody: t('allCompanies') })}
              />
            )}
            {canAdd && (
              <Button kind="primary" icon={Plus} kbd="C" onClick={() => onSearch({ new: 1 })}>
                {words.add(model)}
              </Button>
            )}
          </>
        }
      />
      {model.name === 'mail' && <MailByCompany company={company} choose={choose} />}
      <DataTable
        name={`admin-${model.name}`}
        label={words.many(model)}
        list={list}
        columns={columns}
        rowId={row => String(row[model.key])}
        rowLabel={row => String(row[model.title])}
        search={asked}
        onSearch={onSearch}
        {...(model.searchable && {
          searchPlaceholder: t(`searchIn.${model.name}` as never, { defaultValue: t('search') }),
        })}
        filters={filters}
        views={views}
        {...(model.detail_path
          ? { rowHref: (row: Row) => hrefOf(model, row[model.key], companyOf(model, row, company)) ?? '' }
          : { onOpen: (row: Row) => onSearch({ row: row[model.key] as string | number }) })}
        {...(model.actions.length > 0 && {
          rowActions: (row: Row) => <RowActions model={model} row={row} company={company} />,
        })}
        exportPath={model.list_path}
        empty={<NothingIn model={model} company={company} />}
      />
      {shown && <RecordDrawer model={model} row={shown} company={company} close={() => onSearch({ row: undefined })} />}
      {adding !== undefined && canAdd && (
        <CreateDialog model={model} company={company} close={() => onSearch({ new: undefined })} />
      )}
    </>
  )
}

function NothingIn({ model, company }: { model: Model; company: unknown }) {
  const { t } = useTranslation('admin')
  const name = useCompany(company)?.name
  const isPlatform = model.company_scoped && company === undefined
  return (
    <Empty title={t('empty.title')}>
      {isPlatform ? t('empty.platform') : name ? t('empty.company', { name }) : t('empty.hint')}
    </Empty>
  )
}

/** Another company answers from its first row on, and knows other records. */
const nothingAsked = (search: ListSearch): ListSearch =>
  Object.fromEntries(Object.keys(search).map(key => [key, undefined]))

function useCrumbs({ name }: Model) {
  const { t } = useTranslation('admin')
  if (Object.values(modelOfTab).includes(name)) return []
  return [{ label: t('models.title'), link: { to: '/admin/models' } }]
}
