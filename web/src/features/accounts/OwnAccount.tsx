import type { UseFormRegisterReturn } from 'react-hook-form'
import { messageOf } from '../../lib/forms.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Field, TextInput } from '../../ui/index.ts'
import { NewPassword } from './NewPassword.tsx'

type Name = 'username' | 'email' | 'password'

type Props = {
  register: (name: Name) => UseFormRegisterReturn
  errors: object
  values: Record<Name, string>
}

/** Who somebody will be: a name to sign in with, an address, a password. */
export function OwnAccount({ register, errors, values: { username, email, password } }: Props) {
  const { t } = useTranslation('accounts')
  return (
    <>
      <div className="grid items-start gap-4 desk:grid-cols-2 desk:gap-3.5">
        <Field label={t('field.username')} error={messageOf(errors, 'username')}>
          <TextInput
            {...register('username')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={150}
          />
        </Field>
        <Field label={t('field.email')} error={messageOf(errors, 'email')}>
          <TextInput {...register('email')} type="email" autoComplete="email" maxLength={254} />
        </Field>
      </div>
      <NewPassword
        label={t('field.password')}
        field={register('password')}
        password={password}
        names={[username, email.split('@')[0] ?? '']}
        error={messageOf(errors, 'password')}
      />
    </>
  )
}
