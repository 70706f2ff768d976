import { Link, useSearch } from '@tanstack/react-router'
import { Ban, Clock } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../lib/translation.ts'
import { Button, ButtonLink, Note } from '../../ui/index.ts'
import { AuthPage, Ways } from './AuthPage.tsx'
import { type EnterSearch, nextOf, useEnter } from './enter.ts'
import { LoginForm } from './LoginForm.tsx'
import { Outcome } from './Outcome.tsx'
import { useMeta } from './parts/meta.ts'
import { shopIn } from './parts/whereTo.ts'
import { type ShopHere, useShopHere } from './shopHere.ts'

/** Why the right password does not open the door. */
export type Obstacle = 'pending_approval' | 'tenant_suspended'

export default function LoginPage() {
  const { t } = useTranslation('accounts')
  const search = useSearch({ strict: false }) as EnterSearch
  const [obstacle, setObstacle] = useState<Obstacle | null>(null)
  const enter = useEnter(search.next)
  const shop = useShopHere(shopIn(search.next))
  if (obstacle) return <Obstructed obstacle={obstacle} onBack={() => setObstacle(null)} />
  return (
    <AuthPage
      title={t('login.title')}
      sub={shop ? t('login.subAt', { company: shop.name }) : t('login.sub')}
      house={shop?.house}
    >
      {search.why && <Why why={search.why} />}
      <LoginForm onIn={enter} onObstacle={setObstacle} />
      <Newcomers next={search.next} shop={shop} />
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

/** Whoever comes from a shop may want an account there; on a company's own domain nobody registers another. */
function Newcomers({ next, shop }: { next: string | undefined; shop: ShopHere | null | undefined }) {
  const { t } = useTranslation('accounts')
  const meta = useMeta()
  const search = nextOf({ next })
  if (!meta || shop === undefined) return <p className="min-h-11 desk:min-h-6" />
  if (shop?.takesCustomers)
    return (
      <Ways>
        {t('login.new')}
        <Link
          className="link"
          to="/join"
          search={{ ...search, role: 'customer', ...(shop.slug && { company: shop.slug }) }}
        >
          {t('login.joinShop')}
        </Link>
      </Ways>
    )
  return (
    <Ways>
      {t('login.new')}
      {!meta.company && meta.signup !== 'closed' && (
        <Link className="link" to="/register" search={search}>
          {t('login.register')}
        </Link>
      )}
      <Link className="link" to="/join" search={search}>
        {t('login.join')}
      </Link>
    </Ways>
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
          <Operator />
        </>
      }
    >
      <p>{t(`obstacle.${obstacle}.text`)}</p>
      <p className="text-muted-foreground">{t(`obstacle.${obstacle}.then`)}</p>
    </Outcome>
  )
}

/** A company's own domain leads to the company alone. */
function Operator() {
  const { t } = useTranslation('accounts')
  if (useMeta()?.company !== null) return null
  return <ButtonLink to="/contact">{t('obstacle.contact')}</ButtonLink>
}
