import type { UseFormRegisterReturn } from 'react-hook-form'
import { messageOf } from '../../../lib/forms.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Field, TextInput } from '../../../ui/index.ts'

type PersonFieldsProps = {
  register: (name: 'name' | 'username' | 'email') => UseFormRegisterReturn
  errors: object
  hints: { username: string; email?: string }
}

/** Who somebody is: name, login name and e-mail, for whoever writes them down for them. */
export function PersonFields({ register, errors, hints }: PersonFieldsProps) {
  const { t } = useTranslation('people')
  return (
    <>
      <Field label={t('field.name')} optional error={messageOf(errors, 'name')}>
        <TextInput {...register('name')} maxLength={200} autoComplete="off" />
      </Field>
      <Field label={t('field.username')} hint={hints.username} error={messageOf(errors, 'username')}>
        <TextInput
          {...register('username')}
          maxLength={150}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
      </Field>
      <Field label={t('field.email')} hint={hints.email} error={messageOf(errors, 'email')}>
        <TextInput {...register('email')} type="email" maxLength={254} autoComplete="off" />
      </Field>
    </>
  )
}
