import { Link } from '@tanstack/react-router'
import { Ban, Circle, KeyRound, type LucideIcon, Pencil, Plus, Trash2 } from 'lucide-react'
import { useFormat } from '../../lib/format.ts'
import type { Page } from '../../lib/list.ts'
import { useGet } from '../../lib/query.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Diff, ErrorState, KeyValues, Sheet, Skeleton, Timeline } from '../../ui/index.ts'
import type { Tone } from '../../ui/Note.tsx'
import { type Change, changesIn, type Entry, shortSeal } from '../audit/entry.ts'
import type { Model } from './models.ts'
import { useWords } from './words.ts'

type Props = { path: string; model: Model; company: unknown }

/** Who did what to a record, from the audit log: the newest ten. */
export function History({ path, model, company }: Props) {
  const { t } = useTranslation('admin')
  const { number } = useFormat()
  const { data, error, refetch } = useGet<Page<Entry>>(`${path}&page_size=10`)
  const sentence = useSentence()
  const about = new URLSearchParams(path.split('?')[1])
  if (company !== undefined) about.set('company', String(company))
  return (
    <Sheet
      title={t('history')}
      actions={
        data &&
        data.count > data.results.length && (
          <Link to="/admin/audit" search={Object.fromEntries(about) as never} className="link">
            {t('wholeHistory', { count: data.count, number: number(data.count) })}
          </Link>
        )
      }
    >
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton shape="text" rows={6} />}
      {data?.results.length === 0 && <p className="text-muted-foreground">{t('noHistory')}</p>}
      {data && data.results.length > 0 && (
        <Timeline
          label={t('history')}
          items={data.results.map(entry => ({
            id: entry.seq,
            ...lookOf(entry.action),
            text: (
              <>
                {sentence(entry)}
                <Changes entry={entry} model={model} />
              </>
            ),
            at: entry.at,
            more: t('entry', { seq: number(entry.seq) }),
          }))}
        />
      )}
    </Sheet>
  )
}

/** "rohan changed it". What nobody did, such as a failed sign-in, says so by itself. */
function useSentence(): (entry: Entry) => string {
  const { t } = useTranslation('admin')
  return ({ action, actor_username: who }) => {
    const [noun = '', verb = ''] = action.split('.')
    const keys = [`did.${noun}.${verb}`, `did.it.${verb}`]
    return t(keys as never, { who: who ?? t('system'), defaultValue: `${who ?? t('system')}: ${action}` }) as string
  }
}

const looks: readonly [RegExp, LucideIcon, Tone][] = [
  [/denied|failed|locked$|reused|suspended|rejected/, Ban, 'danger'],
  [/^auth\./, KeyRound, 'neutral'],
  [/created|opened|placed|resumed|approved/, Plus, 'success'],
  [/deleted|deactivated|cancelled/, Trash2, 'danger'],
  [/updated|assigned|removed|adjusted/, Pencil, 'info'],
]

function lookOf(action: string): { icon: LucideIcon; tone: Tone } {
  const [, icon, tone] = looks.find(([pattern]) => pattern.test(action)) ?? [null, Circle, 'neutral' as const]
  return { icon, tone }
}

/** What a change made of what; of a new record, what it began with. */
function Changes({ entry, model }: { entry: Entry; model: Model }) {
  const { t } = useTranslation('admin')
  const label = useLabel(model)
  const changes = entry.action.startsWith('auth.') ? [] : changesIn(entry).changes.map(shortened)
  if (changes.length === 0) return null
  if (entry.before === null)
    return (
      <details className="mt-1">
        <summary className="w-fit cursor-pointer text-muted-foreground hover:text-foreground">
          {t('details', { count: changes.length })}
        </summary>
        <KeyValues
          className="mt-2 wrap-anywhere [&_dd]:text-start"
          items={changes.map(({ name, after }) => [label(name), after])}
        />
      </details>
    )
  return (
    <dl className="mt-1 grid gap-1">
      {changes.map(({ name, before, after }) => (
        <div key={name} className="grid gap-x-3 desk:grid-cols-[140px_minmax(0,1fr)]">
          <dt className="truncate text-muted-foreground">{label(name)}</dt>
          <dd>{before === '' ? after : <Diff inline before={before} after={after} />}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Of a checksum both ends are enough to compare by eye. */
const shortened = ({ name, before, after }: Change): Change => ({ name, before: short(before), after: short(after) })
const short = (text: string): string => (/^[0-9a-f]{40,}$/.test(text) ? shortSeal(text) : text)

/** What a name in the log is called, where the model has a field of that name. */
function useLabel(model: Model): (name: string) => string {
  const words = useWords()
  return name => words.field({ name, label: name.replaceAll('_', ' ') }, model.name)
}
