import { LayoutDashboard, LogOut, ReceiptText, UserRound } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Me, signOut } from '../../../app/session.ts'
import { RouterLink } from '../../../ui/RouterLink.tsx'
import { useShop } from '../shop.ts'

/** Whoever is signed in: own orders, the way out. A disclosure, not a menu: a shop's first page loads no more than it needs. */
export function AccountMenu({ me }: { me: Me }) {
  const { t } = useTranslation('store')
  const { slug } = useShop()
  const [isOpen, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => setOpen(false)
  useOutsidePress(box, isOpen, close)
  const hear = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen) return
    close()
    button.current?.focus()
  }
  const name = me.name || me.username
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes it from any link inside
    <div className="relative flex-none" ref={box} onKeyDown={hear}>
      <button
        ref={button}
        type="button"
        className="btn btn-bare max-desk:min-w-11"
        aria-expanded={isOpen}
        aria-controls="shop-account"
        aria-label={t('account.of', { name })}
        onClick={() => setOpen(!isOpen)}
      >
        <UserRound aria-hidden />
        <span className="max-w-32 truncate max-desk:hidden">{name.split(' ')[0]}</span>
      </button>
      <div id="shop-account" hidden={!isOpen} className="menu absolute end-0 top-full mt-1 w-60">
        <p className="menu-label truncate">{me.email || name}</p>
        <RouterLink to="/store/$slug/orders" params={{ slug }} className="menu-item hover:bg-hover" onClick={close}>
          <ReceiptText aria-hidden />
          {t('account.orders')}
        </RouterLink>
        <RouterLink to="/app/profile" className="menu-item hover:bg-hover" onClick={close}>
          <UserRound aria-hidden />
          {t('account.profile')}
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
      </div>
    </div>
  )
}

function useOutsidePress(box: React.RefObject<HTMLElement | null>, isOpen: boolean, close: () => void): void {
  useEffect(() => {
    if (!isOpen) return
    const hear = ({ target }: Event) => !box.current?.contains(target as Node) && close()
    document.addEventListener('pointerdown', hear)
    document.addEventListener('focusin', hear)
    return () => {
      document.removeEventListener('pointerdown', hear)
      document.removeEventListener('focusin', hear)
    }
  })
}
