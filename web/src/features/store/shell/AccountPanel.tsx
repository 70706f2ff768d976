import { LayoutDashboard, LogOut, MonitorSmartphone, ReceiptText, UserRound } from 'lucide-react'
import { type Me, signOut } from '../../../app/session.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { RouterLink } from '../../../ui/RouterLink.tsx'
import { useShop } from '../shop.ts'

/** Own orders, the profile, the way out. */
export default function AccountPanel({ me, close }: { me: Me; close: () => void }) {
  const { t } = useTranslation('store')
  const { slug } = useShop()
  return (
    <>
      <p className="menu-label truncate">{me.email || me.name || me.username}</p>
      <RouterLink to="/store/$slug/orders" params={{ slug }} className="menu-item hover:bg-hover" onClick={close}>
        <ReceiptText aria-hidden />
        {t('account.orders')}
      </RouterLink>
      <RouterLink to="/store/$slug/profile" params={{ slug }} className="menu-item hover:bg-hover" onClick={close}>
        <UserRound aria-hidden />
        {t('account.profile')}
      </RouterLink>
      <RouterLink to="/store/$slug/sessions" params={{ slug }} className="menu-item hover:bg-hover" onClick={close}>
        <MonitorSmartphone aria-hidden />
        {t('account.sessions')}
      </RouterLink>
      {me.role !== 'customer' && (
        <RouterLink to="/app" className="menu-item hover:bg-hover" onClick={close}>
          <LayoutDashboard aria-hidden />
          {t('account.console')}
        </RouterLink>
      )}
      <div className="menu-line" />
      <button type="button" className="menu-item hover:bg-hover" onClick={() => void signOut(`/store/${slug}`)}>
        <LogOut aria-hidden />
        {t('account.signOut')}
      </button>
    </>
  )
}
