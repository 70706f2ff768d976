import { useTranslation } from 'react-i18next'
import type { Page } from '../../lib/list.ts'
import { useGet } from '../../lib/query.ts'
import { Diff, ErrorState, Sheet, Skeleton, When } from '../../ui/index.ts'

type Entry = {
  seq: number
  at: string
  action: string
  actor_username: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

/** Who did what to a record, from the audit log. */
export function History({ path }: { path: string }) {
  const { t } = useTranslation('admin')
  const { data, error, refetch } = useGet<Page<Entry>>(path)
  return (
    <Sheet title={t('history')}>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={3} />}
      {data?.results.length === 0 && <p className="text-muted-foreground">{t('noHistory')}</p>}
      <ul className="grid gap-3">
        {data?.results.map(entry => (
          <li key={entry.seq} className="grid gap-1 border-t border-border pt-3 first:border-0 first:pt-0">
            <p>
              <b>{entry.actor_username ?? t('system')}</b> <span className="type-narrow">{entry.action}</span>{' '}
              <small className="text-muted-foreground">
                <When iso={entry.at} /> · {entry.seq}
              </small>
            </p>
            <Changes before={entry.before} after={entry.after} />
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

function Changes({ before, after }: Pick<Entry, 'before' | 'after'>) {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return (
    <dl className="grid gap-1">
      {names.map(name => (
        <div key={name} className="grid gap-x-3 desk:grid-cols-[140px_minmax(0,1fr)]">
          <dt className="truncate text-muted-foreground">{name}</dt>
          <dd>
            <Diff before={textOf(before?.[name])} after={textOf(after?.[name])} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
