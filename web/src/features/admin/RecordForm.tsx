import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServerForm } from '../../lib/forms.ts'
import { Button, FormError, Note, UnsavedMark } from '../../ui/index.ts'
import { FieldInput } from './FieldInput.tsx'
import type { Field, Row } from './models.ts'
import { bodyOf, formOf } from './values.ts'

type Props = {
  fields: Field[]
  /** The record as it is; none for a new one or an action. */
  row?: Row
  company: unknown
  submit: string
  save: (body: Row) => Promise<unknown>
}

/** A form made of fields that the server described. Only what was changed is sent. */
export function RecordForm({ fields, row, company, submit, save }: Props) {
  const { t } = useTranslation('admin')
  const [unreadable, setUnreadable] = useState(false)
  const before = formOf(fields, row)
  const form = useServerForm<Row>({
    defaults: before,
    save: async values => {
      const body = read(() => bodyOf(fields, values, before))
      setUnreadable(body === null)
      if (body !== null) await save(body)
    },
  })
  return (
    <form className="grid gap-4" onSubmit={form.submit} noValidate>
      {fields.map(field => (
        <FieldInput key={field.name} field={field} form={form} isNew={row === undefined} company={company} />
      ))}
      {unreadable && <Note tone="danger">{t('notJson')}</Note>}
      <FormError error={form.error} />
      <div className="flex items-center justify-end gap-3">
        {form.isDirty && row && <UnsavedMark />}
        <Button kind="primary" type="submit" busy={form.isSaving}>
          {submit}
        </Button>
      </div>
    </form>
  )
}

function read<T>(parse: () => T): T | null {
  try {
    return parse()
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
