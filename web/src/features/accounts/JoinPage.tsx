import { Link, useSearch } from '@tanstack/react-router'
import { DoorClosed, Hourglass } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, ButtonLink } from '../../ui/index.ts'
import { AuthPage } from './AuthPage.tsx'
import { nextOf, useEnter } from './enter.ts'
import { type Joined, JoinForm, type Refused } from './JoinForm.tsx'
import { Outcome } from './Outcome.tsx'
import { useMeta } from './parts/meta.ts'
import type { JoinRole } from './search.ts'

export default function JoinPage() {
  const { t } = useTranslation('accounts')
  const { role, company, next } = useSearch({ strict: false }) as { role?: JoinRole; company?: string; next?: string }
  const [waiting, setWaiting] = useState<Joined | null>(null)
  const [refused, setRefused] = useState<Refused | null>(null)
  const enter = useEnter(next)
  const here = useMeta()?.company
  if (waiting) return <Waiting {...waiting} />
  if (refused) return <Closed {...refused} onBack={() => setRefused(null)} />
  return (
    <AuthPage wide title={here ? t('join.titleAt', { company: here.name }) : t('join.title')} sub={t('join.sub')}>
      <JoinForm
        role={role ?? 'customer'}
        company={company ?? ''}
        onIn={enter}
        onWaiting={setWaiting}
        onRefused={setRefused}
      />
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted-foreground [&>a]:inline-flex [&>a]:min-h-6 [&>a]:items-center">
        {t('register.already')}
        <Link className="link" to="/login" search={nextOf({ next })}>
          {t('signIn')}
        </Link>
      </p>
    </AuthPage>
  )
}

function Waiting({ company, username, email, role }: Joined) {
  const { t } = useTranslation('accounts')
  return (
    <Outcome
      icon={Hourglass}
      title={t('join.waitingTitle', { company })}
      actions={
        <ButtonLink kind="primary" to="/login">
          {t('toSignIn')}
        </ButtonLink>
      }
    >
      <p>{t(`join.waitingText.${role === 'manager' ? 'manager' : 'staff'}`, { company, username })}</p>
      <p className="text-muted-foreground">{t('register.waitingMail', { email })}</p>
    </Outcome>
  )
}

function Closed({ because, company, onBack }: Refused & { onBack: () => void }) {
  const { t } = useTranslation('accounts')
  return (
    <Outcome
      icon={DoorClosed}
      title={t(`join.refused.${because}.title`, { company })}
      actions={
        <>
          <Button kind="primary" onClick={onBack}>
            {t('join.another')}
          </Button>
          <Link className="link" to="/contact">
            {t('obstacle.contact')}
          </Link>
        </>
      }
    >
      <p>{t(`join.refused.${because}.text`, { company })}</p>
    </Outcome>
  )
}
