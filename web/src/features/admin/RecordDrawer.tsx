import { useTranslation } from '../../lib/translation.ts'
import { Diff, Drawer, Note } from '../../ui/index.ts'
import { changesIn, type Entry } from '../audit/entry.ts'
import { Actions } from './Actions.tsx'
import { Facts } from './Facts.tsx'
import { useTitleText } from './FieldValue.tsx'
import { companyOf, type Model, type Row } from './models.ts'
import { Status } from './Status.tsx'
import { useWords } from './words.ts'

type Props = { model: Model; row: Row; company: unknown; close: () => void }

/** A record that has no page of its own, in full, and what may be done with it. */
export function RecordDrawer({ model, row, company, close }: Props) {
  const { t } = useTranslation('admin')
  const words = useWords()
  const whose = companyOf(model, row, company)
  const title = useTitleText(model, row, whose)
  const hasActions = model.actions.length > 0
  return (
    <Drawer
      open
      onOpenChange={close}
      title={<span className="wrap-anywhere">{title}</span>}
      description={words.one(model)}
      {...(hasActions && { actions: <Actions model={model} row={row} company={company} /> })}
    >
      <div className="grid gap-4">
        {typeof row.status === 'string' && (
          <div>
            <Status value={row.status} model={model.name} />
          </div>
        )}
        {model.name === 'mail' && <WhyNot row={row} />}
        {model.name === 'audit_entries' && <Changed row={row} />}
        <section aria-label={t('facts')} className="whitespace-pre-line [&_dd]:text-start">
          <Facts model={model} row={row} company={whose} without={saidAbove(model, row)} />
        </section>
      </div>
    </Drawer>
  )
}

/** Why a mail has not left, and what can be done about it. */
function WhyNot({ row }: { row: Row }) {
  const { t } = useTranslation('admin')
  const { status, last_error: error } = row
  if (status === 'done') return null
  return (
    <Note tone={status === 'failed' ? 'danger' : status === 'kept' ? 'neutral' : 'info'}>
      <p>{t(`mail.${status === 'waiting' && error ? 'again' : status}` as never)}</p>
      {typeof error === 'string' && error !== '' && (
        <p className="type-narrow mt-1 wrap-anywhere">{t('mail.said', { error })}</p>
      )}
    </Note>
  )
}

function Changed({ row }: { row: Row }) {
  const words = useWords()
  const { changes } = changesIn(row as Entry)
  if (changes.length === 0) return null
  return (
    <dl className="grid gap-3">
      {changes.map(({ name, before, after }) => (
        <div key={name} className="grid gap-1">
          <dt className="text-12 text-muted-foreground">
            {words.field({ name, label: name.replaceAll('_', ' ') }, 'audit_entries')}
          </dt>
          <dd>
            <Diff before={before} after={after} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** What stands above the facts, and when mail is tried next that is tried no more. */
function saidAbove({ name }: Model, { status }: Row): string[] {
  if (name === 'audit_entries') return ['before', 'after']
  return name === 'mail' ? ['last_error', 'subject', ...(status === 'waiting' ? [] : ['available_at'])] : []
}
