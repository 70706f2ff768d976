import { useLocation } from '@tanstack/react-router'
import { signOut, useMaybeMe } from '../../../app/session.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { Button } from '../../../ui/Button.tsx'
import { ButtonLink } from '../../../ui/ButtonLink.tsx'
import { Empty } from '../../../ui/blanks.tsx'
import { useWindowTitle } from '../../../ui/PageHead.tsx'

type ClosedProps = { slug: string; name: string | null; takesCustomers: boolean }

/** To strangers the shelves are covered; whoever belongs to the company signs in. */
export default function Closed({ slug, name, takesCustomers }: ClosedProps) {
  const { t } = useTranslation('store')
  const { href } = useLocation()
  const me = useMaybeMe()
  const title = name ? t('closed.titleOf', { name }) : t('closed.title')
  useWindowTitle(title)
  return (
    <Empty
      page
      title={title}
      actions={
        me ? (
          <>
            {me.role === 'customer' && (
              <ButtonLink kind="primary" to="/store/$slug" params={{ slug: me.tenant.slug }}>
                {t('closed.own', { company: me.tenant.name })}
              </ButtonLink>
            )}
            <Button onClick={() => void signOut(`/store/${slug}`)}>{t('account.signOut')}</Button>
          </>
        ) : (
          <>
            <ButtonLink kind="primary" to="/login" search={{ next: href }}>
              {t('closed.signIn')}
            </ButtonLink>
            {takesCustomers && (
              <ButtonLink to="/join" search={{ role: 'customer', company: slug, next: href }}>
                {t('account.join')}
              </ButtonLink>
            )}
          </>
        )
      }
    >
      {me ? t('closed.other', { name: me.name || me.username, company: me.tenant.name }) : t('closed.text')}
    </Empty>
  )
}
