import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Lock } from 'lucide-react'
import type { ListSearch } from '../../lib/list.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Empty, ErrorState, PageHead, SearchInput, Sheet, Skeleton, SrOnly } from '../../ui/index.ts'
import { CompanyPicker, useCompany } from './CompanyPicker.tsx'
import { companyQuery, type Model, useModels } from './models.ts'
import { useGroups } from './useGroups.ts'
import { useWords } from './words.ts'

/** Every model there is, by what it is about; with a company chosen, that company's. */
export default function ModelsPage() {
  const { t } = useTranslation('admin')
  const words = useWords()
  const { data, error, refetch } = useModels()
  const { company, search = '' } = useSearch({ strict: false }) as ListSearch
  const navigate = useNavigate()
  const onSearch = (patch: ListSearch) =>
    void navigate({ to: '.', search: (old: ListSearch) => ({ ...old, ...patch }), replace: true } as never)
  const name = useCompany(company)?.name
  const groups = useGroups(String(search))
  return (
    <>
      <PageHead
        title={t('models.title')}
        sub={<span className="max-desk:hidden">{name ? t('models.of', { name }) : t('models.sub')}</span>}
        actions={
          <CompanyPicker
            company={company}
            choose={chosen => onSearch({ company: chosen })}
            nobody={t('chooseCompany')}
          />
        }
      />
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={8} />}
      {data && (
        <SearchInput
          className="desk:max-w-80"
          value={String(search)}
          onSearch={text => onSearch({ search: text || undefined })}
          label={t('models.find')}
          placeholder={t('models.find')}
        />
      )}
      {data && groups.length === 0 && <Empty title={t('models.none')}>{t('models.noneHint')}</Empty>}
      <div className="gap-4 desk:columns-2 xl:columns-3">
        {groups.map(([group, models]) => (
          <Sheet key={group} title={words.group(group)} flush className="mb-4 break-inside-avoid">
            <ul>
              {models.map(model => (
                <li key={model.name} className="border-t border-border">
                  <Entry model={model} company={company} />
                </li>
              ))}
            </ul>
          </Sheet>
        ))}
      </div>
    </>
  )
}

function Entry({ model, company }: { model: Model; company: unknown }) {
  const { t } = useTranslation('admin')
  const words = useWords()
  const { can, append_only } = model
  const isFixed = !can.create && !can.update && !can.delete
  const says = t(append_only ? 'appendOnly' : 'readOnly')
  return (
    <Link
      to="/admin/models/$model"
      params={{ model: model.name }}
      search={companyQuery(model, company) as never}
      className="flex min-h-10 items-center gap-2 px-4 py-2 hover:bg-hover max-desk:min-h-12"
    >
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{words.many(model)}</span>
        {words.about(model) && <small className="block text-muted-foreground">{words.about(model)}</small>}
      </span>
      {isFixed && (
        <span className="text-muted-foreground" title={says}>
          <Lock aria-hidden />
          <SrOnly>{says}</SrOnly>
        </span>
      )}
    </Link>
  )
}
