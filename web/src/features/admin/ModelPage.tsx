import { useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Lock, Plus } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { RootNotFound } from '../../app/Root.tsx'
import { type ListSearch, useList } from '../../lib/list.ts'
import { Button, Empty, PageHead, Skeleton, Tag, useKey } from '../../ui/index.ts'
import { DataTable } from '../../ui/table/index.ts'
import { CompanyPicker } from './CompanyPicker.tsx'
import { CreateDialog } from './CreateDialog.tsx'
import { columnsOf, filtersOf } from './columns.tsx'
import { hrefOf, type Model, modelOfTab, type Row, titleOf, useModel } from './models.ts'
import { RecordDrawer } from './RecordDrawer.tsx'

/** A generic list: any model, in any company, searched, filtered and ordered as its endpoint allows. */
export default function ModelPage() {
  const { pathname } = useLocation()
  const { model: named } = useParams({ strict: false })
  const tab = pathname.split('/')[2] ?? ''
  const model = useModel(named ?? modelOfTab[tab] ?? tab)
  if (model === undefined) return <Skeleton rows={10} />
  return model === null ? <RootNotFound /> : <ModelList key={model.name} model={model} />
}

function ModelList({ model }: { model: Model }) {
  const { t } = useTranslation('admin')
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
  const shown = opened !== undefined && list.rows?.find(row => String(row[model.key]) === String(opened))
  const columns = useMemo(() => columnsOf(model, company), [model, company])
  const filters = useMemo(() => filtersOf(model, company), [model, company])
  useKey('c', () => onSearch({ new: 1 }), { enabled: model.can.create })
  return (
    <>
      <PageHead
        title={model.label}
        crumbs={[{ label: t('models.title'), link: { to: '/admin/models' } }]}
        mark={<Fixed model={model} />}
        actions={
          <>
            {model.company_scoped && (
              <CompanyPicker company={company} choose={chosen => onSearch({ company: chosen, cursor: undefined })} />
            )}
            {model.can.create && (
              <Button kind="primary" icon={Plus} kbd="C" onClick={() => onSearch({ new: 1 })}>
                {t('addOne')}
              </Button>
            )}
          </>
        }
      />
      <DataTable
        name={`admin-${model.name}`}
        label={model.label}
        list={list}
        columns={columns}
        rowId={row => String(row[model.key])}
        rowLabel={row => titleOf(model, row)}
        search={asked}
        onSearch={onSearch}
        {...(model.searchable && { searchPlaceholder: t('search') })}
        filters={filters}
        {...(model.detail_path
          ? { rowHref: (row: Row) => hrefOf(model, row[model.key], company) ?? '' }
          : { onOpen: (row: Row) => onSearch({ row: row[model.key] as string | number }) })}
        exportPath={model.list_path}
        empty={
          <Empty title={t('empty.title')}>
            {t(model.company_scoped && !company ? 'empty.platform' : 'empty.hint')}
          </Empty>
        }
      />
      {shown && <RecordDrawer model={model} row={shown} company={company} close={() => onSearch({ row: undefined })} />}
      {adding !== undefined && model.can.create && (
        <CreateDialog model={model} company={company} close={() => onSearch({ new: undefined })} />
      )}
    </>
  )
}

export function Fixed({ model: { append_only, can } }: { model: Model }) {
  const { t } = useTranslation('admin')
  if (can.create || can.update || can.delete) return null
  return (
    <Tag>
      <Lock aria-hidden />
      {t(append_only ? 'appendOnly' : 'readOnly')}
    </Tag>
  )
}
