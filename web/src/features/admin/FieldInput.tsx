import { useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { useCurrency } from '../../lib/currency.ts'
import { messageOf } from '../../lib/forms.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Combobox, type Option } from '../../ui/Combobox.tsx'
import {
  Checkbox,
  Field as FieldFrame,
  MoneyInput,
  NumberInput,
  PasswordInput,
  Select,
  TextArea,
  TextInput,
} from '../../ui/index.ts'
import { type Field, type Part, type Row, useModel } from './models.ts'
import { offers } from './offers.ts'
import { PermissionsInput } from './PermissionsInput.tsx'
import { useTitle } from './related.ts'
import { useWords } from './words.ts'

export type Form = Pick<UseFormReturn<Row>, 'register' | 'setValue' | 'watch'> & { errors: object }

export type Surroundings = {
  form: Form
  /** The model, for what its fields are called. */
  model: string
  isNew: boolean
  company: unknown
  offered?: ((related: Row) => boolean) | undefined
}

type Props = Surroundings & { field: Field | Part; within?: string; below?: React.ReactNode }

/** The control that fits a field's type; its error is the server's. */
export function FieldInput({ field, within = '', below, ...around }: Props) {
  const words = useWords()
  const { form, model, isNew } = around
  const path = within ? `${within}.${field.name}` : field.name
  const label = words.field(field, model, within)
  const hint = words.hint({ ...field, name: path }, model, isNew)
  if (field.type === 'boolean')
    return (
      <div className="grid gap-1">
        <Checkbox label={label} {...(hint && { hint })} {...form.register(path)} />
        {below}
      </div>
    )
  return (
    <div className="grid gap-1">
      <FieldFrame
        label={label}
        {...(hint && { hint })}
        optional={isNew ? !field.required : field.nullable}
        error={messageOf(form.errors, path)}
        group={field.name === 'permissions'}
      >
        <Control field={field} path={path} {...around} />
      </FieldFrame>
      {below}
    </div>
  )
}

function Control({ field, path, ...around }: Surroundings & { field: Field | Part; path: string }) {
  const { form, isNew } = around
  const { name, type, choices, relation, max_length: maxLength } = field
  if (relation)
    return <Relation to={relation} path={path} isClearable={field.nullable || (isNew && !field.required)} {...around} />
  if (choices) return <Choices field={field} path={path} {...around} />
  if (name === 'permissions') return <PermissionsInput path={path} form={form} />
  if (name.includes('password')) return <PasswordInput {...form.register(path)} autoComplete="new-password" />
  if (type === 'money') return <Amount path={path} form={form} />
  if (['integer', 'number', 'quantity'].includes(type)) return <NumberInput {...form.register(path)} />
  if (type === 'prose' && name !== 'name') return <TextArea rows={3} {...form.register(path)} />
  if (type === 'list' || type === 'object')
    return <TextArea rows={5} className="type-narrow" spellCheck={false} {...form.register(path)} />
  return (
    <TextInput
      {...form.register(path)}
      {...(maxLength && { maxLength })}
      type={type === 'email' ? 'email' : 'text'}
      autoComplete="off"
      {...(name === 'username' && { autoCapitalize: 'none', spellCheck: false })}
    />
  )
}

function Amount({ path, form }: { path: string; form: Form }) {
  const currency = useCurrency()
  return <MoneyInput {...form.register(path)} currency={currency} />
}

function Choices({ field, path, form, model, isNew }: Surroundings & { field: Field | Part; path: string }) {
  const { t } = useTranslation('admin')
  const words = useWords()
  const isEmptiable = field.nullable || (isNew && !field.required)
  const choices = (field.choices ?? []).map(value => ({ value, word: words.choice(value, field.name) }))
  return (
    <Select {...form.register(path)}>
      {isEmptiable && <option value="">{t(`asUsual.${model}.${path}` as never, { defaultValue: t('none') })}</option>}
      {choices.map(({ value, word }) => (
        <option key={value} value={value}>
          {word}
        </option>
      ))}
    </Select>
  )
}

type RelationProps = Omit<Surroundings, 'model' | 'isNew'> & { to: string; path: string; isClearable: boolean }

/** A record of another model, found by typing. */
function Relation({ to, path, form, company, offered, isClearable }: RelationProps) {
  const words = useWords()
  const model = useModel(to)
  const value = form.watch(path)
  const [chosen, choose] = useState<Option | null>(null)
  const isId = /^\d+$/.test(String(value))
  const title = useTitle(model, isId ? value : null, company)
  if (!model) return <TextInput {...form.register(path)} />
  const known = { id: String(value), label: isId ? (title ?? `#${value}`) : words.role(String(value)) }
  const shown = value ? (chosen && String(chosen.id) === String(value) ? chosen : known) : null
  return (
    <Combobox
      value={shown}
      clearable={isClearable}
      load={text => offers(model, text, { company, words, isOffered: offered })}
      onChange={option => {
        choose(option)
        form.setValue(path, option ? String(option.id) : '', { shouldDirty: true })
      }}
    />
  )
}
