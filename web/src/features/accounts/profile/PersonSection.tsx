import { Controller } from 'react-hook-form'
import type { ProfileReply } from '../../../../../server/features/people/contract.ts'
import { useSession } from '../../../app/session.ts'
import { ApiError, api } from '../../../lib/api.ts'
import { messageOf, useServerForm } from '../../../lib/forms.ts'
import { invalidatePaths, queryClient } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, Field, KeyValues, Sheet, TextInput, toast, UnsavedMark } from '../../../ui/index.ts'
import { Problem } from '../parts/Problem.tsx'
import { renewMe } from '../renewMe.ts'
import { StampColour } from './StampColour.tsx'

type Values = Pick<ProfileReply, 'name' | 'email' | 'avatar_color'>

export function PersonSection({ profile }: { profile: ProfileReply }) {
  const { t } = useTranslation(['accounts', 'common'])
  const { name, email, avatar_color } = profile
  const form = useServerForm<Values>({ defaults: { name, email, avatar_color }, save })
  const { register, submit, error, errors, isSaving, isDirty, watch, control, reset } = form
  const shownName = watch('name')

  async function save(values: Values): Promise<void> {
    try {
      const saved = await api.patch<ProfileReply>('/api/profile/', changesIn(values, profile), {
        version: profile.version,
      })
      queryClient.setQueryData(['/api/profile/'], saved)
      void renewMe()
      void invalidatePaths(['/api/users/'])
      reset({ name: saved.name, email: saved.email, avatar_color: saved.avatar_color })
      toast(t('profile.saved'))
    } catch (reason) {
      if (reason instanceof ApiError && reason.status === 412) await invalidatePaths(['/api/profile/'])
      throw reason
    }
  }

  return (
    <Sheet title={t('profile.you')} actions={isDirty && <UnsavedMark />}>
      <form className="grid gap-4" onSubmit={submit} onKeyDown={saveByKey} noValidate>
        <Field label={t('profile.name')} optional hint={t('profile.nameHint')} error={messageOf(errors, 'name')}>
          <TextInput {...register('name')} autoComplete="name" maxLength={200} />
        </Field>
        <Field label={t('field.email')} hint={t('profile.emailHint')} error={messageOf(errors, 'email')}>
          <TextInput {...register('email')} type="email" autoComplete="email" maxLength={254} />
        </Field>
        <Field group label={t('profile.colour')}>
          <Controller
            control={control}
            name="avatar_color"
            render={({ field: { value, onChange } }) => (
              <StampColour name={shownName || profile.username} value={value} onChange={onChange} />
            )}
          />
        </Field>
        <Facts username={profile.username} />
        <Problem error={error} />
        <div className="flex justify-end">
          <Button type="submit" kind="primary" busy={isSaving} disabled={!isDirty}>
            {t('profile.save')}
          </Button>
        </div>
      </form>
    </Sheet>
  )
}

/** Only what was touched: another tab's change of the rest stays. */
function changesIn(values: Values, { name, email, avatar_color }: Values): Partial<Values> {
  return {
    ...(values.name !== name && { name: values.name }),
    ...(values.email !== email && { email: values.email.trim() }),
    ...(values.avatar_color !== avatar_color && { avatar_color: values.avatar_color }),
  }
}

function Facts({ username }: { username: string }) {
  const { t, i18n } = useTranslation(['accounts', 'common'])
  const { user } = useSession()
  const roles = user.roles.map(({ name }) => t(`common:roles.${name}`, { defaultValue: name }))
  const listed =
    roles.length > 0
      ? new Intl.ListFormat(i18n.language).format(roles)
      : t(`common:roles.${user.role}`, { defaultValue: user.role })
  return (
    <div className="grid gap-1.5">
      <KeyValues
        items={[
          [t('profile.username'), <b key="name">{username}</b>],
          [t('profile.roles'), listed],
        ]}
      />
      <p className="field-hint">{t('profile.usernameHint')}</p>
    </div>
  )
}

function saveByKey(event: React.KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  event.currentTarget.requestSubmit()
}
