import { Link } from '@tanstack/react-router'
import { MailCheck } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { messageOf, useServerForm } from '../../lib/forms.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button, Field, TextInput } from '../../ui/index.ts'
import { AuthPage, Ways } from './AuthPage.tsx'
import { Outcome } from './Outcome.tsx'
import { Problem } from './parts/Problem.tsx'

export default function ForgotPasswordPage() {
  const { t } = useTranslation('accounts')
  const [sentTo, setSentTo] = useState<string | null>(null)
  const { register, submit, error, errors, isSaving } = useServerForm<{ email: string }>({
    defaults: { email: '' },
    save: async ({ email }) => {
      await api.post('/api/auth/password/reset/', { email: email.trim() })
      setSentTo(email.trim())
    },
  })
  if (sentTo !== null) return <Sent email={sentTo} onAgain={() => setSentTo(null)} />
  return (
    <AuthPage title={t('forgot.title')} sub={t('forgot.sub')}>
      <form className="grid gap-4" onSubmit={submit} noValidate>
        <Field label={t('field.email')} error={messageOf(errors, 'email')}>
          <TextInput {...register('email')} type="email" autoComplete="email" maxLength={254} />
        </Field>
        <Problem error={error} />
        <Button type="submit" kind="primary" size="lg" className="w-full" busy={isSaving}>
          {t('forgot.submit')}
        </Button>
      </form>
      <BackToLogin />
    </AuthPage>
  )
}

/** The same words whether anybody has that address. */
function Sent({ email, onAgain }: { email: string; onAgain: () => void }) {
  const { t } = useTranslation('accounts')
  return (
    <Outcome
      icon={MailCheck}
      title={t('forgot.sentTitle')}
      actions={
        <>
          <Button onClick={onAgain}>{t('forgot.again')}</Button>
          <BackToLogin />
        </>
      }
    >
      <p>{t('forgot.sentText', { email })}</p>
      <p className="text-muted-foreground">{t('forgot.sentThen')}</p>
    </Outcome>
  )
}

export function BackToLogin() {
  const { t } = useTranslation('accounts')
  return (
    <Ways>
      <Link className="link" to="/login">
        {t('back')}
      </Link>
    </Ways>
  )
}
