import clsx from 'clsx'
import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from '../lib/translation.ts'
import { IconButton } from './Button.tsx'

export type DialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  /** One sentence below the title, read out with it. */
  description?: ReactNode
  /** Buttons, the primary one at the end. */
  actions?: ReactNode
  wide?: boolean
  role?: 'dialog' | 'alertdialog'
  children?: ReactNode
}

/** A question that must be answered before the page goes on. Focus comes in, and goes back where it was. */
export function Dialog(props: DialogProps) {
  return <Float {...props} className={clsx('dialog', props.wide && 'dialog-wide')} />
}

/** More of one thing beside its list; from below on a phone. */
export function Drawer(props: DialogProps) {
  return <Float {...props} className={clsx('drawer', props.wide && 'drawer-wide')} />
}

function Float({
  open,
  onOpenChange,
  title,
  description,
  actions,
  role,
  className,
  children,
}: DialogProps & { className: string }) {
  const { t } = useTranslation('common')
  const opener = useOpener(open)
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="scrim" />
        <Radix.Content
          className={className}
          role={role ?? 'dialog'}
          onOpenAutoFocus={focusFirst}
          onCloseAutoFocus={event => {
            event.preventDefault()
            focusBack(opener.current)
          }}
          onInteractOutside={keepForToasts}
          {...(!description && { 'aria-describedby': undefined })}
        >
          <header className="float-head">
            <div className="min-w-0 flex-1">
              <Radix.Title>{title}</Radix.Title>
              {description && (
                <Radix.Description className="mt-1 text-muted-foreground">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton icon={X} label={t('ui.close')} />
            </Radix.Close>
          </header>
          {children !== undefined && <div className="float-body">{children}</div>}
          {actions && <footer className="float-foot">{actions}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** The first field, else the mildest button of a question; otherwise Radix takes the ×. */
function focusFirst(event: Event): void {
  const content = event.currentTarget as HTMLElement
  const first =
    content.querySelector<HTMLElement>('.float-body :is(input, textarea, select):not(:disabled)') ??
    content.querySelector<HTMLElement>('.float-foot button:not(:disabled)')
  if (!first) return
  event.preventDefault()
  first.focus()
}

/** Radix gives focus back to its own trigger only; these open by state and by address. */
function useOpener(isOpen: boolean) {
  const opener = useRef<HTMLElement | null>(null)
  const wasOpen = useRef(false)
  if (isOpen && !wasOpen.current) opener.current = openerNow()
  wasOpen.current = isOpen
  return opener
}

let lastFocused: HTMLElement | null = null
addEventListener('focusin', ({ target }) => {
  lastFocused = originOf(target as HTMLElement)
})

/** What has focus, or had it: a menu may be gone before the dialog its item opens is here. */
export function openerNow(): HTMLElement | null {
  const { activeElement, body } = document
  return activeElement === body ? lastFocused : originOf(activeElement as HTMLElement | null)
}

/** A menu's items go with it; the button that opened it stays. */
function originOf(element: HTMLElement | null): HTMLElement | null {
  const menu = element?.closest('[role=menu]')
  return menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : element
}

/** To where it came from; when that is gone, to the dialog below or the page's beginning. */
export function focusBack(opener: HTMLElement | null): void {
  const { activeElement, body } = document
  if (opener?.isConnected && opener !== body) opener.focus()
  else if (activeElement === body) remaining()?.focus({ preventScroll: true })
}

const remaining = (): HTMLElement | null =>
  [...document.querySelectorAll<HTMLElement>('[role$=dialog][data-state=open]')].at(-1) ??
  document.getElementById('main')

/** A press on a toast, such as its Undo, is no leaving. */
function keepForToasts(event: Event): void {
  if (event.target instanceof Element && event.target.closest('.toast')) event.preventDefault()
}
