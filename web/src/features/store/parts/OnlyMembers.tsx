import { useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from '../../../lib/translation.ts'
import { ButtonLink } from '../../../ui/ButtonLink.tsx'
import { Empty } from '../../../ui/blanks.tsx'
import { useMember, useShop } from '../shop.ts'

type Props = {
  /** What is behind the door. */
  what?: 'orders' | 'own'
  children: ReactNode
}

/** Orders and accounts belong to somebody: to strangers, and to people of other companies, the way in. */
export function OnlyMembers({ what = 'orders', children }: Props) {
  const { t } = useTranslation(['store/buying', 'store'])
  const { slug } = useShop()
  const { href } = useLocation()
  if (useMember(slug)) return children
  return (
    <Empty
      page
      title={t(`${what}.signIn`)}
      actions={
        <ButtonLink kind="primary" to="/login" search={{ next: href }}>
          {t('account.signIn')}
        </ButtonLink>
      }
    >
      {t(`${what}.signInText`)}
    </Empty>
  )
}
