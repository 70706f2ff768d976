import { Controller } from 'react-hook-form'
import { register as registerAccount } from '../../app/session.ts'
import { ApiError } from '../../lib/api.ts'
import { messageOf, useServerForm } from '../../lib/forms.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Emphasised } from '../../ui/Emphasised.tsx'
import { Button, Field, RadioCards, TextInput } from '../../ui/index.ts'
import { addressLike } from './address.ts'
import { OwnAccount } from './OwnAccount.tsx'
import { useMeta } from './parts/meta.ts'
import { Problem } from './parts/Problem.tsx'
import { type Preset, presets } from './search.ts'

export type Registered = { company: string; username: string; email: string }

type RegisterFormProps = {
  preset: Preset
  onIn: () => Promise<void>
  onWaiting: (registered: Registered) => void
  onClosed: () => void
}

type Values = { company_name: string; username: string; email: string; password: string; preset: Preset }

/** A company and its owner. */
export function RegisterForm({ preset, onIn, onWaiting, onClosed }: RegisterFormProps) {
  const { t } = useTranslation('accounts')
  const form = useServerForm<Values>({
    defaults: { company_name: '', username: '', email: '', password: '', preset },
    save,
  })
  const { register, submit, error, errors, isSaving, watch, control } = form
  const [company, username, email, password, chosen] = watch([
    'company_name',
    'username',
    'email',
    'password',
    'preset',
  ])

  async function save(values: Values): Promise<void> {
    try {
      const signedIn = await registerAccount({ ...values, email: values.email.trim() })
      if (!signedIn) return onWaiting({ company: values.company_name, username: values.username, email: values.email })
    } catch (reason) {
      if (reason instanceof ApiError && reason.code === 'signup_closed') onClosed()
      throw reason
    }
    await onIn()
  }

  return (
    <form className="grid gap-4" onSubmit={submit} noValidate>
      <Field label={t('field.company')} hint={<Address name={company} />} error={messageOf(errors, 'company_name')}>
        <TextInput {...register('company_name')} autoComplete="organization" maxLength={150} />
      </Field>
      <OwnAccount register={register} errors={errors} values={{ username, email, password }} />
      <Field group label={t('preset.label')} hint={t(`preset.${chosen}.more`)}>
        <Controller
          control={control}
          name="preset"
          render={({ field: { value, onChange } }) => (
            <RadioCards
              className="desk:grid-cols-3"
              value={value}
              onChange={onChange}
              options={presets.map(each => ({
                value: each,
                label: t(`preset.${each}.name`),
                hint: t(`preset.${each}.hint`),
              }))}
            />
          )}
        />
      </Field>
      <Problem error={error} />
      <Button type="submit" kind="primary" size="lg" className="w-full" busy={isSaving}>
        {t('register.submit')}
      </Button>
    </form>
  )
}

/** Where the company will live, as far as that can be told from its name. */
function Address({ name }: { name: string }) {
  const { t } = useTranslation('accounts')
  const base = useMeta()?.base_domain
  const address = base && addressLike(name, base)
  if (!address) return t('register.addressHint')
  return <Emphasised text={t('register.address', { address })} className="text-foreground" />
}
