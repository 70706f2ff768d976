import { useServerForm } from '../../lib/forms.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button, FormError, Note } from '../../ui/index.ts'
import { saveByKey } from '../people/person/saveByKey.ts'
import { FieldInput, type Surroundings } from './FieldInput.tsx'
import type { Field, Model, Part, Row } from './models.ts'
import { useReading } from './useReading.ts'
import { bodyOf, newForm, nothingSaid } from './values.ts'
import { useWords } from './words.ts'

type Props = {
  model: Pick<Model, 'name'>
  fields: readonly Field[]
  /** What a new record begins with. */
  start?: Row
  company: unknown
  submit: string
  isDanger?: boolean
  save: (body: Row) => Promise<unknown>
  cancel?: () => void
  offered?: (related: Row) => boolean
}

/** A form for something new: a record, or an action's answers. Only what was filled in is sent. */
export function RecordForm({
  model,
  fields,
  start = {},
  company,
  submit,
  isDanger = false,
  save,
  cancel,
  offered,
}: Props) {
  const { t } = useTranslation('common')
  const { isUnreadable, read } = useReading()
  const form = useServerForm<Row>({
    defaults: newForm(fields, start),
    save: async values => {
      const body = read(() => bodyOf(fields, values, nothingSaid(fields)))
      if (body !== null) await save(body)
    },
  })
  // Who a new record is of may be one of its own fields.
  const whose = form.watch('company') || company
  return (
    <form className="grid gap-4" onSubmit={form.submit} onKeyDown={saveByKey} noValidate>
      <Fields fields={fields} form={form} model={model.name} isNew company={whose} {...(offered && { offered })} />
      {isUnreadable && <Unreadable />}
      <FormError error={form.error} />
      <div className="flex items-center justify-end gap-3">
        {cancel && (
          <Button kind="bare" onClick={cancel}>
            {t('act.cancel')}
          </Button>
        )}
        <Button kind={isDanger ? 'danger-solid' : 'primary'} type="submit" kbd="Ctrl ↵" busy={form.isSaving}>
          {submit}
        </Button>
      </div>
    </form>
  )
}

type FieldsProps = Surroundings & { fields: readonly Field[]; below?: (path: string) => React.ReactNode }

/** Fields one below the other, pairs beside each other; what an object consists of stands together under its name. */
export function Fields({ fields, below, ...around }: FieldsProps) {
  return (
    <div className="grid gap-4 desk:grid-cols-2">
      {fields.map(field => (
        <div key={field.name} className={pairs.has(field.name) ? undefined : 'desk:col-span-2'}>
          {field.parts ? (
            <Parts field={field} parts={field.parts} {...(below && { below })} {...around} />
          ) : (
            <FieldInput field={field} {...around} below={below?.(field.name)} />
          )}
        </div>
      ))}
    </div>
  )
}

const pairs: ReadonlySet<string> = new Set(['price', 'cost', 'unit', 'stock', 'reorder_point', 'reorder_quantity'])

type PartsProps = Omit<FieldsProps, 'fields'> & { field: Field; parts: Part[] }

function Parts({ field, parts, below, ...around }: PartsProps) {
  const { t } = useTranslation('common')
  const words = useWords()
  return (
    <fieldset className="grid gap-4 border-t border-border pt-4">
      <legend className="float-left text-14 font-semibold">
        {words.field(field, around.model)}
        {around.isNew && !field.required && (
          <span className="ms-2 text-12 font-normal text-muted-foreground">{t('ui.optional')}</span>
        )}
      </legend>
      {parts.map(part => (
        <FieldInput
          key={part.name}
          field={part}
          within={field.name}
          {...around}
          below={below?.(`${field.name}.${part.name}`)}
        />
      ))}
    </fieldset>
  )
}

/** Only where a field is JSON: what nobody has described. */
export function Unreadable() {
  const { t } = useTranslation('admin')
  return (
    <Note tone="danger" role="alert">
      {t('notJson')}
    </Note>
  )
}
