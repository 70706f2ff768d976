import { useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../../../ui/ButtonLink.tsx'
import { Empty } from '../../../ui/blanks.tsx'
import { useMember, useShop } from '../shop.ts'

/** Orders belong to somebody: to strangers, and to people of other companies, the way in. */
export function OnlyMembers({ children }: { children: ReactNode }) {
  const { t } = useTranslation('store')
  const { slug } = useShop()
  const { href } = useLocation()
  if (useMember(slug)) return children
  return (
    <Empty
      page
      title={t('orders.signIn')}
      actions={
        <ButtonLink kind="primary" to="/login" search={{ next: href }}>
          {t('account.signIn')}
        </ButtonLink>
      }
    >
      {t('orders.signInText')}
    </Empty>
  )
}
