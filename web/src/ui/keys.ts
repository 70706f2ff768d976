import { useEffect, useRef } from 'react'

/** True while a press of a letter belongs to a field, a menu or a dialog that is open. */
export function isTyping({ target, defaultPrevented, isComposing }: KeyboardEvent): boolean {
  if (defaultPrevented || isComposing || !(target instanceof HTMLElement)) return true
  return (
    target.isContentEditable ||
    target.closest('input:not([type=checkbox], [type=radio]), textarea, select, [role=menu]') !== null
  )
}

export const isCovered = (): boolean =>
  document.querySelector('[role=dialog][data-state=open], [role=alertdialog][data-state=open]') !== null

type KeyOptions = {
  enabled?: boolean
  /** Also while a dialog is open: for keys of the dialog itself. */
  inDialog?: boolean
}

/** Calls `press` when this single key (as in KeyboardEvent.key) is pressed outside of fields, without modifiers. */
export function useKey(
  key: string,
  press: (event: KeyboardEvent) => void,
  { enabled = true, inDialog = false }: KeyOptions = {},
): void {
  const latest = useRef(press)
  useEffect(() => {
    latest.current = press
  })
  useEffect(() => {
    if (!enabled) return
    const hear = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== key.toLowerCase() || event.ctrlKey || event.metaKey || event.altKey) return
      if (isTyping(event) || (!inDialog && isCovered())) return
      event.preventDefault()
      latest.current(event)
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [key, enabled, inDialog])
}
