import { useSession } from '../../../app/session.ts'
import { messageOf, useServerForm } from '../../../lib/forms.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, Field, PasswordInput, Sheet, toast } from '../../../ui/index.ts'
import { changePassword, namesOf } from '../changePassword.ts'
import { NewPassword } from '../NewPassword.tsx'
import { Problem } from '../parts/Problem.tsx'

type Values = { current_password: string; new_password: string }

export function PasswordSection() {
  const { t } = useTranslation('accounts')
  const { user } = useSession()
  const form = useServerForm<Values>({
    defaults: { current_password: '', new_password: '' },
    save: async values => {
      await changePassword(values)
      form.reset()
      toast(t('password.changed'))
    },
  })
  const { register, submit, error, errors, isSaving, isDirty, watch } = form
  return (
    <Sheet title={t('password.title')} id="password">
      <form className="grid gap-4" onSubmit={submit} noValidate>
        <input
          type="text"
          className="hidden"
          autoComplete="username"
          value={user.username}
          readOnly
          tabIndex={-1}
          aria-hidden
        />
        <Field label={t('password.current')} error={messageOf(errors, 'current_password')}>
          <PasswordInput {...register('current_password')} autoComplete="current-password" maxLength={256} />
        </Field>
        <NewPassword
          label={t('field.newPassword')}
          field={register('new_password')}
          password={watch('new_password')}
          names={namesOf(user)}
          error={messageOf(errors, 'new_password')}
        />
        <Problem error={error} />
        <div className="flex flex-wrap items-center justify-end gap-3">
          <p className="field-hint me-auto">{t('password.hint')}</p>
          <Button type="submit" kind="primary" busy={isSaving} disabled={!isDirty}>
            {t('password.submit')}
          </Button>
        </div>
      </form>
    </Sheet>
  )
}
