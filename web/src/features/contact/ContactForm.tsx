import type { NewContactMessageBody } from '../../../../server/features/contact/contract.ts'
import { useMaybeMe } from '../../app/session.ts'
import { ApiError, api } from '../../lib/api.ts'
import { messageOf, useServerForm } from '../../lib/forms.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button, Field, TextArea, TextInput } from '../../ui/index.ts'
import { Problem } from '../accounts/parts/Problem.tsx'

export type Sent = { email: string }

/** As many characters as the server takes. */
const longest = 5000

type ContactFormProps = {
  onSent: (sent: Sent) => void
  /** Five in an hour from one address: seconds until the next may come, null once it may. */
  onWait: (seconds: number | null) => void
}

export function ContactForm({ onSent, onWait }: ContactFormProps) {
  const { t } = useTranslation('contact')
  const me = useMaybeMe()
  const form = useServerForm<NewContactMessageBody>({
    defaults: { name: me?.name ?? '', email: me?.email ?? '', subject: '', message: '' },
    save: async values => {
      onWait(null)
      try {
        await api.post('/api/contact/', { ...values, email: values.email.trim() })
      } catch (reason) {
        if (reason instanceof ApiError && reason.code === 'throttled') onWait(reason.retryAfter ?? 3600)
        throw reason
      }
      onSent({ email: values.email.trim() })
    },
  })
  const { register, submit, error, errors, isSaving, watch } = form
  const left = longest - watch('message').length
  return (
    <form className="grid gap-4" onSubmit={submit} noValidate>
      <div className="grid items-start gap-4 desk:grid-cols-2">
        <Field label={t('name')} error={messageOf(errors, 'name')}>
          <TextInput {...register('name')} autoComplete="name" maxLength={150} />
        </Field>
        <Field label={t('email')} error={messageOf(errors, 'email')}>
          <TextInput {...register('email')} type="email" autoComplete="email" maxLength={254} />
        </Field>
      </div>
      <Field label={t('subject')} error={messageOf(errors, 'subject')}>
        <TextInput {...register('subject')} maxLength={200} autoComplete="off" />
      </Field>
      <Field
        label={t('message')}
        hint={left < 500 ? t('left', { count: left }) : undefined}
        error={messageOf(errors, 'message')}
      >
        <TextArea {...register('message')} className="min-h-40" maxLength={longest} />
      </Field>
      {error?.code === 'throttled' ? null : <Problem error={error} />}
      <div className="flex justify-end">
        <Button type="submit" kind="primary" size="lg" className="max-desk:w-full" busy={isSaving}>
          {t('submit')}
        </Button>
      </div>
    </form>
  )
}
