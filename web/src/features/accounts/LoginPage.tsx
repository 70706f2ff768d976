import { Link, useSearch } from '@tanstack/react-router'
import { Ban, Clock } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Note } from '../../ui/index.ts'
import { AuthPage } from './AuthPage.tsx'
import { type EnterSearch, nextOf, useEnter } from './enter.ts'
import { LoginForm } from './LoginForm.tsx'
import { Outcome } from './Outcome.tsx'
import { useMeta } from './parts/meta.ts'

/** Why the right password does not open the door. */
export type Obstacle = 'pending_approval' | 'tenant_suspended'

export default function LoginPage() {
  const { t } = useTranslation('accounts')
  const search = useSearch({ strict: false }) as EnterSearch
  const [obstacle, setObstacle] = useState<Obstacle | null>(null)
  const enter = useEnter(search.next)
  const company = useMeta()?.company
  if (obstacle) return <Obstructed obstacle={obstacle} onBack={() => setObstacle(null)} />
  return (
    <AuthPage title={t('login.title')} sub={company ? t('login.subAt', { company: company.name }) : t('login.sub')}>
      {search.why && <Why why={search.why} />}
      <LoginForm onIn={enter} onObstacle={setObstacle} />
      <Newcomers next={search.next} />
    </AuthPage>
  )
}

const tones = {
  expired: 'info',
  suspended: 'danger',
  signed_out: 'neutral',
  revoked: 'warn',
  password_set: 'success',
} as const

function Why({ why }: { why: NonNullable<EnterSearch['why']> }) {
  const { t } = useTranslation('accounts')
  return (
    <Note tone={tones[why]} role="status">
      <b>{t(`why.${why}.title`)}</b> {t(`why.${why}.text`)}
    </Note>
  )
}

/** On a company's own domain nobody registers another. */
function Newcomers({ next }: { next: string | undefined }) {
  const { t } = useTranslation('accounts')
  const meta = useMeta()
  const search = nextOf({ next })
  if (!meta) return <p className="min-h-[1.45em]" />
  const { company, signup } = meta
  const takesCustomers = company?.customer_signup === 'open'
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted-foreground [&>a]:inline-flex [&>a]:min-h-6 [&>a]:items-center">
      {t('login.new')}
      {!company && signup !== 'closed' && (
        <Link className="link" to="/register" search={search}>
          {t('login.register')}
        </Link>
      )}
      <Link className="link" to="/join" search={{ ...search, ...(takesCustomers && { role: 'customer' }) }}>
        {t(takesCustomers ? 'login.joinShop' : 'login.join')}
      </Link>
    </p>
  )
}

function Obstructed({ obstacle, onBack }: { obstacle: Obstacle; onBack: () => void }) {
  const { t } = useTranslation('accounts')
  const isWaiting = obstacle === 'pending_approval'
  return (
    <Outcome
      icon={isWaiting ? Clock : Ban}
      tone={isWaiting ? 'neutral' : 'danger'}
      title={t(`obstacle.${obstacle}.title`)}
      actions={
        <>
          <Button kind="primary" onClick={onBack}>
            {t('obstacle.again')}
          </Button>
          <Link className="link" to="/contact">
            {t('obstacle.contact')}
          </Link>
        </>
      }
    >
      <p>{t(`obstacle.${obstacle}.text`)}</p>
      <p className="text-muted-foreground">{t(`obstacle.${obstacle}.then`)}</p>
    </Outcome>
  )
}
