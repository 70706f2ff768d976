import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { signIn } from '../../app/session.ts'
import { ApiError } from '../../lib/api.ts'
import { messageOf, useServerForm } from '../../lib/forms.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button, Field, Note, PasswordInput, TextInput } from '../../ui/index.ts'
import type { Obstacle } from './LoginPage.tsx'
import { Problem } from './parts/Problem.tsx'
import { clock, type Rest, restOf, useSecondsLeft } from './rest.ts'

type LoginFormProps = {
  onIn: () => Promise<void>
  onObstacle: (obstacle: Obstacle) => void
}

type Values = { username: string; password: string }

export function LoginForm({ onIn, onObstacle }: LoginFormProps) {
  const { t } = useTranslation('accounts')
  const [rest, setRest] = useState<Rest | null>(null)
  const form = useServerForm<Values>({ defaults: { username: '', password: '' }, save })
  const { register, submit, error, errors, isSaving, watch, resetField, setFocus } = form
  const secondsLeft = useSecondsLeft(rest, watch('username'))

  async function save({ username, password }: Values): Promise<void> {
    try {
      await signIn(username, password)
    } catch (reason) {
      if (reason instanceof ApiError) refused(reason, username)
      throw reason
    }
    await onIn()
  }

  function refused(reason: ApiError, username: string): void {
    setRest(restOf(reason, username))
    if (isObstacle(reason.code)) onObstacle(reason.code)
    if (reason.status !== 401) return
    resetField('password')
    setTimeout(() => setFocus('password'))
  }

  return (
    <form className="grid gap-4" onSubmit={submit} noValidate>
      {secondsLeft > 0 ? (
        <Resting seconds={secondsLeft} />
      ) : error?.status === 401 && error.attemptsLeft !== 0 ? (
        <Wrong left={error.attemptsLeft} />
      ) : error?.status === 401 || error?.code === 'account_locked' || isObstacle(error?.code) ? null : (
        <Problem error={error} />
      )}
      <Field label={t('field.login')} error={messageOf(errors, 'username')}>
        <TextInput
          {...register('username')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
        />
      </Field>
      <div className="relative max-desk:pt-2">
        <Field label={t('field.password')} error={messageOf(errors, 'password')}>
          <PasswordInput {...register('password')} autoComplete="current-password" maxLength={256} />
        </Field>
        <Link
          className="link absolute end-0 -top-0.75 inline-flex min-h-6 items-center text-12 max-desk:-top-3 max-desk:min-h-11 max-desk:items-end max-desk:px-1 max-desk:pb-1.5"
          to="/forgot-password"
        >
          {t('login.forgot')}
        </Link>
      </div>
      <Button
        type="submit"
        kind="primary"
        size="lg"
        className="w-full"
        busy={isSaving}
        lockedBecause={secondsLeft > 0 ? t('login.locked', { time: clock(secondsLeft) }) : null}
      >
        {t('login.submit')}
      </Button>
    </form>
  )
}

const isObstacle = (code: string | undefined): code is Obstacle =>
  code === 'pending_approval' || code === 'tenant_suspended'

/** Two tries left, then this name rests: the same for names that nobody has. */
function Wrong({ left }: { left: number | null }) {
  const { t } = useTranslation('accounts')
  return (
    <Note tone="danger" role="alert">
      <b>{t('login.wrong')}</b> {left === null ? t('login.wrongHint') : t(`login.left.${left}`)}
    </Note>
  )
}

/** Read out once; the clock beside it ticks in silence. */
function Resting({ seconds }: { seconds: number }) {
  const { t } = useTranslation('accounts')
  return (
    <Note tone="warn">
      <b role="alert">{t('login.rests')}</b> <span role="timer">{t('login.restsFor', { time: clock(seconds) })}</span>{' '}
      <span>{t('login.restsHelp')}</span>
    </Note>
  )
}
