import { useState } from 'react'
import { Controller } from 'react-hook-form'
import { api } from '../../../lib/api.ts'
import { messageOf, useServerForm } from '../../../lib/forms.ts'
import { nameOf } from '../../../lib/names.ts'
import { useOnce } from '../../../lib/once.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, Dialog, Field, FormError, PasswordInput, RadioCards, toast } from '../../../ui/index.ts'
import { useMeta } from '../../accounts/parts/meta.ts'
import { OnceShown } from '../parts/OnceShown.tsx'
import { keepUser, type UserWithPassword, usersPath } from '../people.ts'
import { PersonFields } from './PersonFields.tsx'
import { RoleSelect } from './RoleSelect.tsx'
import { saveByKey } from './saveByKey.ts'

type Values = {
  username: string
  email: string
  name: string
  role: string
  how: 'made' | 'given'
  password: string
}

/** Adds somebody; a password that the server makes is shown when they are there. */
export function NewPerson({ close }: { close: () => void }) {
  const { t } = useTranslation('people')
  const least = useMeta()?.password_policy.min_length ?? 8
  const once = useOnce()
  const [made, setMade] = useState<UserWithPassword | null>(null)
  const form = useServerForm<Values>({
    defaults: { username: '', email: '', name: '', role: 'staff', how: 'made', password: '' },
    save,
  })
  const { register, submit, errors, error, isSaving, control, watch } = form
  const shown = watch()

  async function save({ how, password, ...values }: Values): Promise<void> {
    const body = { ...values, ...(how === 'given' && { password }) }
    const user = keepUser(await once(body, key => api.post<UserWithPassword>(usersPath, body, { once: key })))
    if (user.initial_password) return setMade(user)
    toast(t('new.done', { name: nameOf(user) }))
    close()
  }

  if (made) return <OnceShown user={made} title={t('new.done', { name: nameOf(made) })} close={close} />
  return (
    <Dialog
      open
      onOpenChange={open => !open && close()}
      title={t('new.title')}
      description={t('new.text')}
      actions={
        <>
          <Button kind="bare" onClick={close}>
            {t('common:act.cancel')}
          </Button>
          <Button kind="primary" type="submit" form="new-person" kbd="Ctrl ↵" busy={isSaving}>
            {t('new.button')}
          </Button>
        </>
      }
    >
      <form id="new-person" className="grid gap-4" noValidate onSubmit={submit} onKeyDown={saveByKey}>
        <PersonFields
          register={register}
          errors={errors}
          hints={{ username: t('new.usernameHint'), email: t('new.emailHint') }}
        />
        <RoleSelect field={register('role')} chosen={shown.role} error={messageOf(errors, 'role')} />
        <Field label={t('field.password')} group>
          <Controller
            control={control}
            name="how"
            render={({ field: { value, onChange } }) => (
              <RadioCards
                value={value}
                onChange={onChange}
                options={[
                  { value: 'made', label: t('new.made'), hint: t('new.madeHint') },
                  { value: 'given', label: t('new.given'), hint: t('new.givenHint') },
                ]}
              />
            )}
          />
        </Field>
        {shown.how === 'given' && (
          <Field
            label={t('new.password')}
            hint={t('new.passwordHint', { count: least })}
            error={messageOf(errors, 'password')}
          >
            <PasswordInput {...register('password')} autoComplete="new-password" maxLength={256} />
          </Field>
        )}
        <FormError error={error} />
      </form>
    </Dialog>
  )
}
