import { ChevronLeft, ChevronRight, Pencil, Plus, SlidersHorizontal, Trash2 } from 'lucide-react'
import type { Static } from 'typebox'
import type { AuditEntry } from '../../../../../server/features/audit/contract.ts'
import type { Product } from '../../../../../server/features/catalog/contract.ts'
import { type ListSearch, useList } from '../../../lib/list.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { ButtonLink, Diff, ErrorState, Sheet, Skeleton, Timeline } from '../../../ui/index.ts'
import { useFieldWords } from '../fieldWords.ts'

type Entry = Static<typeof AuditEntry>

/** Who changed what of it, before and after. */
export function AuditTab({ product, cursor }: { product: Product; cursor: ListSearch[string] }) {
  const { t } = useTranslation('catalog')
  const list = useList<Entry>('/api/audit-logs/', { object_type: 'product', object_id: product.id, cursor })
  const known = new Set([
    'product.created',
    'product.updated',
    'product.deleted',
    'stock.adjusted',
    'stock.transferred',
    'stock.received',
    'stock.reversed',
  ])
  if (list.error && list.rows.length === 0)
    return (
      <Sheet>
        <ErrorState error={list.error} onRetry={list.refetch} />
      </Sheet>
    )
  return (
    <Sheet title={t('audit.title')} actions={<Pages list={list} id={product.id} />}>
      {list.isLoading ? (
        <Skeleton shape="text" rows={6} />
      ) : list.rows.length === 0 ? (
        <p className="text-muted-foreground">{t('audit.none')}</p>
      ) : (
        <Timeline
          label={t('audit.title')}
          items={list.rows.map(entry => ({
            id: entry.seq,
            icon: iconOf(entry.action),
            at: entry.at,
            text: (
              <>
                <b className="font-semibold">{entry.actor_username ?? t('moves.system')}</b>{' '}
                {known.has(entry.action) ? t(`audit.${entry.action.replace('.', '_')}`) : entry.action}
                <Changed entry={entry} />
              </>
            ),
            more: t('audit.entry', { seq: entry.seq }),
          }))}
        />
      )}
    </Sheet>
  )
}

/** Of use to programs only. */
const unsaid = new Set(['transfer'])

function Changed({ entry: { before, after } }: { entry: Entry }) {
  const words = useFieldWords()
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
    .filter(name => !unsaid.has(name))
    .filter(name => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]))
  if (names.length === 0) return null
  return (
    <span className="mt-1 mb-1.5 grid gap-1">
      {names.map(name => (
        <span key={name} className="grid gap-x-4 desk:grid-cols-[160px_minmax(0,1fr)]">
          <span className="text-muted-foreground">{words.name(name)}</span>
          {before && name in before ? (
            <Diff inline before={words.value(name, before[name])} after={words.value(name, after?.[name])} />
          ) : (
            <span className="[overflow-wrap:anywhere]">{words.value(name, after?.[name])}</span>
          )}
        </span>
      ))}
    </span>
  )
}

function Pages({
  list: { previous, next },
  id,
}: {
  list: { previous: string | null; next: string | null }
  id: number
}) {
  const { t } = useTranslation('catalog')
  const to = (cursor: string) => ({
    to: '/app/products/$id' as const,
    params: { id: String(id) },
    search: { tab: 'audit', cursor },
  })
  return (
    <>
      {previous && (
        <ButtonLink kind="bare" size="sm" icon={ChevronLeft} {...to(previous)}>
          {t('common:act.previous')}
        </ButtonLink>
      )}
      {next && (
        <ButtonLink kind="bare" size="sm" icon={ChevronRight} {...to(next)}>
          {t('common:act.next')}
        </ButtonLink>
      )}
    </>
  )
}

function iconOf(action: string) {
  if (action.endsWith('.created')) return Plus
  if (action.endsWith('.deleted')) return Trash2
  return action.startsWith('stock.') ? SlidersHorizontal : Pencil
}
