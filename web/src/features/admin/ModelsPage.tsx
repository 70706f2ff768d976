import { Link } from '@tanstack/react-router'
import { Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ErrorState, PageHead, Sheet, Skeleton } from '../../ui/index.ts'
import { type Model, useModels } from './models.ts'

/** Every model there is, by what it is about. */
export default function ModelsPage() {
  const { t } = useTranslation('admin')
  const { data, error, refetch } = useModels()
  return (
    <>
      <PageHead title={t('models.title')} sub={data && t('models.count', { count: data.results.length })} />
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={8} />}
      <div className="grid items-start gap-4 desk:grid-cols-2 xl:grid-cols-3">
        {groupsOf(data?.results ?? []).map(([group, models]) => (
          <Sheet key={group} title={group} flush>
            <ul>
              {models.map(model => (
                <li key={model.name} className="border-t border-border">
                  <Entry model={model} />
                </li>
              ))}
            </ul>
          </Sheet>
        ))}
      </div>
    </>
  )
}

function Entry({ model: { name, label, append_only, can } }: { model: Model }) {
  const { t } = useTranslation('admin')
  const isFixed = !can.create && !can.update && !can.delete
  return (
    <Link
      to="/admin/models/$model"
      params={{ model: name }}
      className="flex min-h-10 items-center gap-2 px-4 hover:bg-hover max-desk:min-h-12"
    >
      <span className="min-w-0 flex-1 truncate font-medium">{label}</span>
      {isFixed && (
        <small className="inline-flex items-center gap-1 text-muted-foreground">
          <Lock aria-hidden />
          {t(append_only ? 'appendOnly' : 'readOnly')}
        </small>
      )}
    </Link>
  )
}

function groupsOf(models: Model[]): [string, Model[]][] {
  return Object.entries(Object.groupBy(models, model => model.group)) as [string, Model[]][]
}
