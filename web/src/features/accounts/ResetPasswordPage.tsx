import { useNavigate, useSearch } from '@tanstack/react-router'
import { Unlink } from 'lucide-react'
import { api } from '../../lib/api.ts'
import { messageOf, useServerForm } from '../../lib/forms.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button, ButtonLink } from '../../ui/index.ts'
import { AuthPage } from './AuthPage.tsx'
import { BackToLogin } from './ForgotPasswordPage.tsx'
import { NewPassword } from './NewPassword.tsx'
import { Outcome } from './Outcome.tsx'
import { Problem } from './parts/Problem.tsx'

export default function ResetPasswordPage() {
  const { t } = useTranslation('accounts')
  const { token } = useSearch({ strict: false }) as { token?: string }
  const navigate = useNavigate()
  const { register, submit, error, errors, isSaving, watch } = useServerForm<{ new_password: string }>({
    defaults: { new_password: '' },
    save: async ({ new_password }) => {
      await api.post('/api/auth/password/reset/confirm/', { token, new_password })
      await navigate({ to: '/login', search: { why: 'password_set' }, replace: true })
    },
  })
  if (!token || error?.fields.token) return <DeadLink />
  return (
    <AuthPage title={t('reset.title')} sub={t('reset.sub')}>
      <form className="grid gap-4" onSubmit={submit} noValidate>
        <NewPassword
          label={t('field.newPassword')}
          field={register('new_password')}
          password={watch('new_password')}
          names={[]}
          error={messageOf(errors, 'new_password')}
        />
        <Problem error={error} />
        <Button type="submit" kind="primary" size="lg" className="w-full" busy={isSaving}>
          {t('reset.submit')}
        </Button>
      </form>
      <BackToLogin />
    </AuthPage>
  )
}

function DeadLink() {
  const { t } = useTranslation('accounts')
  return (
    <Outcome
      icon={Unlink}
      tone="danger"
      title={t('reset.deadTitle')}
      actions={
        <>
          <ButtonLink kind="primary" to="/forgot-password">
            {t('reset.ask')}
          </ButtonLink>
          <BackToLogin />
        </>
      }
    >
      <p>{t('reset.deadText')}</p>
    </Outcome>
  )
}
