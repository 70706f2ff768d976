import { useState } from 'react'
import type { ApiError } from '../../lib/api.ts'
import { useFormat } from '../../lib/format.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button, FormError, Note, toast, UnsavedMark } from '../../ui/index.ts'
import { saveByKey } from '../people/person/saveByKey.ts'
import { useTitleText } from './FieldValue.tsx'
import type { Field, Model, Row } from './models.ts'
import { Fields, Unreadable } from './RecordForm.tsx'
import { TypedBefore } from './TypedBefore.tsx'
import { useChangeForm } from './useChangeForm.ts'
import { leavesOf } from './values.ts'

type Props = { model: Model; row: Row; path: string; company: unknown }

/** What of a record may be changed. */
export function ChangeForm({ model, row, path, company }: Props) {
  const { t } = useTranslation('admin')
  const name = useTitleText(model, row, company)
  const fields = model.fields.filter(field => field.on_update && !isFixed(model, row, field))
  const saved = () => void toast(t('saved', { name }))
  const { form, refusal, typed, isUnreadable, load, use, discard } = useChangeForm({ model, fields, row, path, saved })
  const typedInto = (leaf: string) =>
    leaf in typed && <TypedBefore field={leafOf(fields, leaf)} value={typed[leaf]} use={() => use(leaf)} />
  return (
    <form className="grid gap-4" onSubmit={form.submit} onKeyDown={saveByKey} noValidate>
      <Fields fields={fields} form={form} model={model.name} isNew={false} company={company} below={typedInto} />
      {refusal && <Overtaken refusal={refusal} load={load} />}
      {isUnreadable && <Unreadable />}
      <FormError error={form.error} />
      <div className="flex items-center justify-end gap-3">
        {form.isDirty && (
          <>
            <UnsavedMark />
            <Button kind="bare" onClick={discard}>
              {t('discard')}
            </Button>
          </>
        )}
        <Button kind="primary" type="submit" kbd="Ctrl ↵" busy={form.isSaving}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}

/** That it was not saved, who was first where that is known, and the way to what is there now. */
function Overtaken({ refusal, load }: { refusal: ApiError; load: () => Promise<void> }) {
  const { t } = useTranslation('admin')
  const format = useFormat()
  const [isLoading, setLoading] = useState(false)
  const { changed_by: who, changed_at: when } = refusal.body as { changed_by?: string | null; changed_at?: string }
  const press = async () => {
    setLoading(true)
    await load().finally(() => setLoading(false))
  }
  return (
    <Note
      tone="warn"
      role="alert"
      action={
        <Button size="sm" busy={isLoading} onClick={() => void press()}>
          {t('overtaken.load')}
        </Button>
      }
    >
      <b>{t('overtaken.notSaved')}</b>{' '}
      {t(who ? 'overtaken.by' : 'overtaken.somebody', { who, when: format.short(when) })} {t('overtaken.kept')}
    </Note>
  )
}

/** A built-in role keeps its name. */
const isFixed = (model: Model, row: Row, { name }: Field): boolean =>
  model.name === 'roles' && row.built_in === true && name === 'name'

const leafOf = (fields: readonly Field[], path: string) => leavesOf(fields).find(({ name }) => name === path) ?? null
