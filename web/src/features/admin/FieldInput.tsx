import { useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { api } from '../../lib/api.ts'
import { messageOf } from '../../lib/forms.ts'
import type { Page } from '../../lib/list.ts'
import { Combobox, type Option } from '../../ui/Combobox.tsx'
import {
  Checkbox,
  Field as FieldFrame,
  NumberInput,
  PasswordInput,
  Select,
  TextArea,
  TextInput,
} from '../../ui/index.ts'
import { companyQuery, type Field, type Model, type Row, titleOf, useModel } from './models.ts'

type Form = Pick<UseFormReturn<Row>, 'register' | 'setValue' | 'watch'> & { errors: object }

type Props = { field: Field; form: Form; isNew: boolean; company: unknown }

/** The control that fits a field's type; its error is the server's. */
export function FieldInput({ field, form, isNew, company }: Props) {
  const { name, label, description, type } = field
  const optional = isNew ? !field.required : field.nullable
  if (type === 'boolean') return <Checkbox label={label} hint={description} {...form.register(name)} />
  return (
    <FieldFrame label={label} hint={description} optional={optional} error={messageOf(form.errors, name)}>
      <Control field={field} form={form} company={company} />
    </FieldFrame>
  )
}

function Control({ field, form, company }: Omit<Props, 'isNew'>) {
  const { t } = useTranslation('admin')
  const { name, type, choices, relation, max_length: maxLength } = field
  if (relation) return <Relation model={relation} field={field} form={form} company={company} />
  if (choices)
    return (
      <Select {...form.register(name)}>
        <option value="">{t('none')}</option>
        {choices.map(choice => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </Select>
    )
  if (name.includes('password')) return <PasswordInput {...form.register(name)} autoComplete="new-password" />
  if (['integer', 'number', 'quantity', 'money'].includes(type)) return <NumberInput {...form.register(name)} />
  if (type === 'prose') return <TextArea rows={3} {...form.register(name)} />
  if (type === 'list' || type === 'object')
    return <TextArea rows={5} className="type-narrow" spellCheck={false} {...form.register(name)} />
  return (
    <TextInput
      {...form.register(name)}
      {...(maxLength && { maxLength: Math.max(maxLength, 1) })}
      type={type === 'email' ? 'email' : 'text'}
    />
  )
}

/** A record of another model, found by typing. */
function Relation({
  model: name,
  field,
  form,
  company,
}: {
  model: string
  field: Field
  form: Form
  company: unknown
}) {
  const model = useModel(name)
  const value = form.watch(field.name)
  const [chosen, choose] = useState<Option | null>(null)
  if (!model) return <TextInput {...form.register(field.name)} />
  const shown =
    chosen && String(chosen.id) === String(value) ? chosen : value ? { id: String(value), label: `#${value}` } : null
  return (
    <Combobox
      value={shown}
      clearable
      load={text => offers(model, text, company)}
      onChange={option => {
        choose(option)
        form.setValue(field.name, option?.id ?? '', { shouldDirty: true })
      }}
    />
  )
}

async function offers(model: Model, text: string, company: unknown): Promise<Option[]> {
  const query = { page_size: 20, ...(model.searchable && text && { search: text }), ...companyQuery(model, company) }
  const { results } = await api.get<Page<Row>>(model.list_path, query)
  return results.map(row => ({ id: String(row[model.key]), label: titleOf(model, row), hint: `#${row[model.key]}` }))
}
