import { type ComponentProps, cloneElement, type ReactElement, startTransition, useEffect, useState } from 'react'
import { beginAnew } from '../app/unreachable.ts'
import { useTranslation } from '../lib/translation.ts'
import { toast } from './toast.ts'

type Pressed = ReactElement<ComponentProps<'button'>>

/** Loads what may be wanted, when the page has stood for a while. */
export function useLoadedSoon(load: () => Promise<unknown>): void {
  useEffect(() => {
    const timer = setTimeout(() => void load().catch(nothing), 5000)
    return () => clearTimeout(timer)
  }, [load])
}

/**
 * For what opens on a press, and what no first view waits for: it is loaded once a pointer or the focus is near its button, or
 * when the page has stood for a while. Out of reach of the server a press says so.
 */
export function useLate(load: () => Promise<unknown>, opens: 'menu' | 'dialog', isOpen = false) {
  const [isAsked, ask] = useState(isOpen)
  useLoadedSoon(load)
  const { t } = useTranslation()
  const come = () => void load().catch(nothing)
  const say = () => toast.error(t('page.offline'), { action: { label: t('act.retry'), press: beginAnew } })

  /** The button as it stands there until then; `opened` hears of the press once there is something to open. */
  function waiting(button: Pressed, opened: () => void = nothing): Pressed {
    return cloneElement(button, {
      'aria-haspopup': opens,
      'aria-expanded': false,
      onPointerEnter: come,
      onFocus: come,
      onClick: () => {
        const show = () => {
          ask(true)
          opened()
        }
        // As a transition: the button stays until the other is there in whole.
        load().then(() => startTransition(show), say)
      },
      onKeyDown: event => {
        if (opens !== 'menu' || event.key !== 'ArrowDown') return
        event.preventDefault()
        event.currentTarget.click()
      },
    })
  }

  return { isAsked: isAsked || isOpen, waiting }
}

function nothing(): void {}
