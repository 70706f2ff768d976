import { UserRound } from 'lucide-react'
import { type KeyboardEvent, lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { Me } from '../../../app/session.ts'
import { useTranslation } from '../../../lib/translation.ts'

const loadPanel = () => import('./AccountPanel.tsx')
const AccountPanel = lazy(loadPanel)

/** Whoever is signed in: own orders, the way out. A disclosure, not a menu: a shop's first page loads no more than it needs. */
export function AccountMenu({ me }: { me: Me }) {
  const { t } = useTranslation('store')
  const [isOpen, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => setOpen(false)
  const come = () => void loadPanel().catch(() => {})
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
        onPointerEnter={come}
        onFocus={come}
        onClick={() => setOpen(!isOpen)}
      >
        <UserRound aria-hidden />
        <span className="max-w-32 truncate max-desk:hidden">{name.split(' ')[0]}</span>
      </button>
      <div id="shop-account" hidden={!isOpen} className="menu absolute end-0 top-full mt-1 w-60">
        <Suspense>{isOpen && <AccountPanel me={me} close={close} />}</Suspense>
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
