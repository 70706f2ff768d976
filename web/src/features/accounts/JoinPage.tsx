import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { DoorClosed, Hourglass } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../lib/translation.ts'
import { Button, ButtonLink } from '../../ui/index.ts'
import { AuthPage, type House, Ways } from './AuthPage.tsx'
import { CustomerForm } from './CustomerForm.tsx'
import { nextOf, useEnter } from './enter.ts'
import { type Joined, JoinForm, type JoinFormProps, type Refused } from './JoinForm.tsx'
import { Outcome } from './Outcome.tsx'
import { useMeta } from './parts/meta.ts'
import type { JoinRole } from './search.ts'
import { type ShopHere, useShopHere } from './shopHere.ts'

type JoinSearch = { role?: JoinRole; company?: string; next?: string }

export default function JoinPage() {
  const { role, company, next } = useSearch({ strict: false }) as JoinSearch
  const navigate = useNavigate()
  const [waiting, setWaiting] = useState<Joined | null>(null)
  const [refused, setRefused] = useState<Refused | null>(null)
  const enter = useEnter(next)
  const isShopper = role === 'customer'
  const shop = useShopHere(isShopper && isSlug(company) ? company : undefined)
  const back = () => {
    setRefused(null)
    void navigate({ to: '/join', search: {}, replace: true })
  }
  if (waiting) return <Waiting {...waiting} />
  if (refused) return <Closed {...refused} onBack={back} />
  if (!isShopper || shop === null)
    return <Anywhere search={{ role, company, next }} onIn={enter} onWaiting={setWaiting} onRefused={setRefused} />
  if (shop && !shop.takesCustomers)
    return <Closed because="customer_signup_closed" company={shop.name} house={shop.house} onBack={back} />
  return <AtShop shop={shop} company={company} next={next} onIn={enter} onRefused={setRefused} />
}

const isSlug = (text: string | undefined) => /^[a-z0-9-]{1,63}$/i.test(text ?? '')

type AtShopProps = {
  /** Undefined until it is known. */
  shop: ShopHere | undefined
  company: string | undefined
  next: string | undefined
  onIn: () => Promise<void>
  onRefused: (refused: Refused) => void
}

/** Whoever comes from a shop wants to buy there: nothing to choose. */
function AtShop({ shop, company, next, onIn, onRefused }: AtShopProps) {
  const { t } = useTranslation('accounts')
  const isBuying = next?.endsWith('/cart') ?? false
  return (
    <AuthPage
      wide
      title={shop ? t('join.shopTitle', { company: shop.name }) : t('login.joinShop')}
      sub={t(isBuying ? 'join.shopCart' : 'join.shopSub')}
      house={shop?.house}
    >
      <CustomerForm shop={shop?.name} slug={shop ? shop.slug : company} onIn={onIn} onRefused={onRefused} />
      <Ways>
        {t('register.already')}
        <SignInLink next={next} />
        <Link className="link" to="/join" search={{ role: 'staff', ...(shop?.slug && { company: shop.slug }) }}>
          {t('join.toWork')}
        </Link>
      </Ways>
    </AuthPage>
  )
}

type AnywhereProps = Pick<JoinFormProps, 'onIn' | 'onWaiting' | 'onRefused'> & {
  search: { [K in keyof JoinSearch]: JoinSearch[K] | undefined }
}

function Anywhere({ search: { role, company, next }, ...rest }: AnywhereProps) {
  const { t } = useTranslation('accounts')
  const here = useMeta()?.company
  return (
    <AuthPage wide title={here ? t('join.titleAt', { company: here.name }) : t('join.title')} sub={t('join.sub')}>
      <JoinForm role={role} company={company ?? ''} {...rest} />
      <Ways>
        {t('register.already')}
        <SignInLink next={next} />
      </Ways>
    </AuthPage>
  )
}

function SignInLink({ next }: { next: string | undefined }) {
  const { t } = useTranslation('accounts')
  return (
    <Link className="link" to="/login" search={nextOf({ next })}>
      {t('signIn')}
    </Link>
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

function Closed({ because, company, house, onBack }: Refused & { house?: House; onBack: () => void }) {
  const { t } = useTranslation('accounts')
  const isHere = Boolean(useMeta()?.company)
  return (
    <Outcome
      icon={DoorClosed}
      house={house}
      title={t(`join.refused.${because}.title`, { company })}
      actions={
        <>
          <Button kind="primary" onClick={onBack}>
            {t(isHere ? 'join.toWork' : 'join.another')}
          </Button>
          <ButtonLink to="/contact">{isHere ? t('join.ask', { company }) : t('obstacle.contact')}</ButtonLink>
        </>
      }
    >
      <p>{t(`join.refused.${because}.text`, { company })}</p>
    </Outcome>
  )
}
