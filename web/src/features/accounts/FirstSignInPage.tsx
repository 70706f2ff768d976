import { useSearch } from '@tanstack/react-router'
import { signOut, useMaybeMe } from '../../app/session.ts'
import { messageOf, useServerForm } from '../../lib/forms.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button, Field, PasswordInput } from '../../ui/index.ts'
import { AuthPage } from './AuthPage.tsx'
import { changePassword, namesOf } from './changePassword.ts'
import { useEnter } from './enter.ts'
import { NewPassword } from './NewPassword.tsx'
import { Problem } from './parts/Problem.tsx'

type Values = { current_password: string; new_password: string }

/** Somebody else set this password; before anything else its owner chooses another. */
export default function FirstSignInPage() {
  const { t } = useTranslation('accounts')
  const { next } = useSearch({ strict: false }) as { next?: string }
  const me = useMaybeMe()
  const enter = useEnter(next)
  const { register, submit, error, errors, isSaving, watch } = useServerForm<Values>({
    defaults: { current_password: '', new_password: '' },
    save: async values => {
      await changePassword(values)
      await enter()
    },
  })
  return (
    <AuthPage
      wide
      title={t('first.title')}
      sub={t('first.sub', { name: me?.name || me?.username, company: me?.tenant.name })}
    >
      <form className="grid gap-4" onSubmit={submit} noValidate>
        <input
          type="text"
          className="hidden"
          autoComplete="username"
          value={me?.username ?? ''}
          readOnly
          tabIndex={-1}
          aria-hidden
        />
        <Field label={t('first.given')} hint={t('first.givenHint')} error={messageOf(errors, 'current_password')}>
          <PasswordInput {...register('current_password')} autoComplete="current-password" maxLength={256} />
        </Field>
        <NewPassword
          label={t('first.own')}
          field={register('new_password')}
          password={watch('new_password')}
          names={namesOf(me)}
          error={messageOf(errors, 'new_password')}
        />
        <Problem error={error} />
        <Button type="submit" kind="primary" size="lg" className="w-full" busy={isSaving}>
          {t('first.submit')}
        </Button>
      </form>
      <p className="text-muted-foreground">
        <button type="button" className="link min-h-6 max-desk:min-h-11" onClick={() => void signOut()}>
          {t('first.leave')}
        </button>
      </p>
    </AuthPage>
  )
}
