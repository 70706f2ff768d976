import { Link, useSearch } from '@tanstack/react-router'
import { Building2, DoorClosed, Hourglass } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../lib/translation.ts'
import { ButtonLink } from '../../ui/index.ts'
import { AuthPage, Ways } from './AuthPage.tsx'
import { nextOf, useEnter } from './enter.ts'
import { Outcome } from './Outcome.tsx'
import { useMeta } from './parts/meta.ts'
import { type Registered, RegisterForm } from './RegisterForm.tsx'
import type { Preset } from './search.ts'

export default function RegisterPage() {
  const { t } = useTranslation('accounts')
  const { preset, next } = useSearch({ strict: false }) as { preset?: Preset; next?: string }
  const [waiting, setWaiting] = useState<Registered | null>(null)
  const [isClosed, setClosed] = useState(false)
  const meta = useMeta()
  const enter = useEnter(next)
  if (waiting) return <Waiting {...waiting} />
  if (meta?.company) return <Elsewhere company={meta.company.name} />
  if (isClosed || meta?.signup === 'closed') return <Closed />
  return (
    <AuthPage
      wide
      title={t('register.title')}
      sub={t(meta?.signup === 'review' ? 'register.subReview' : 'register.sub')}
    >
      <RegisterForm preset={preset ?? 'store'} onIn={enter} onWaiting={setWaiting} onClosed={() => setClosed(true)} />
      <Ways>
        {t('register.already')}
        <Link className="link" to="/login" search={nextOf({ next })}>
          {t('signIn')}
        </Link>
        <Link className="link" to="/join" search={nextOf({ next })}>
          {t('login.join')}
        </Link>
      </Ways>
    </AuthPage>
  )
}

function Waiting({ company, username, email }: Registered) {
  const { t } = useTranslation('accounts')
  return (
    <Outcome
      icon={Hourglass}
      title={t('register.waitingTitle', { company })}
      actions={
        <ButtonLink kind="primary" to="/login">
          {t('toSignIn')}
        </ButtonLink>
      }
    >
      <p>{t('register.waitingText', { username })}</p>
      <p className="text-muted-foreground">{t('register.waitingMail', { email })}</p>
    </Outcome>
  )
}

function Closed() {
  const { t } = useTranslation('accounts')
  return (
    <Outcome
      icon={DoorClosed}
      title={t('register.closedTitle')}
      actions={
        <>
          <ButtonLink kind="primary" to="/contact">
            {t('register.askOperator')}
          </ButtonLink>
          <ButtonLink to="/join">{t('login.join')}</ButtonLink>
        </>
      }
    >
      <p>{t('register.closedText')}</p>
    </Outcome>
  )
}

/** On a company's own domain: this is not where companies are made. */
function Elsewhere({ company }: { company: string }) {
  const { t } = useTranslation('accounts')
  return (
    <Outcome
      icon={Building2}
      title={t('register.elsewhereTitle', { company })}
      actions={
        <>
          <ButtonLink kind="primary" to="/join">
            {t('register.joinIt', { company })}
          </ButtonLink>
          <ButtonLink to="/login">{t('signIn')}</ButtonLink>
        </>
      }
    >
      <p>{t('register.elsewhereText')}</p>
    </Outcome>
  )
}
