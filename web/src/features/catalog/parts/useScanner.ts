import { useEffect, useRef } from 'react'
import { type Burst, codeOf, fastest, noBurst, withKey } from './scan.ts'

/**
 * For the input that takes scanned codes itself. With the value "anywhere" it takes them wherever the focus is, unless a dialog
 * is open. After a scan it hears the event `qm:scan`, whose detail is the code.
 */
export const takesCodes = { 'data-takes-codes': '' } as const

type Scanned = {
  code: string
  /** The field that took the code, or null. */
  field: HTMLInputElement | null
}

/**
 * Hears a barcode scanner, which types a code in a burst and ends it with Enter, wherever the focus is. What it typed into a
 * field that is not meant for codes is taken out of it again, and its Enter submits nothing.
 */
export function useScanner(onScan: (scanned: Scanned) => void, enabled = true): void {
  const latest = useRef(onScan)
  useEffect(() => {
    latest.current = onScan
  })
  useEffect(() => {
    if (!enabled) return
    let burst: Burst = noBurst
    const keys = holdKeys()
    const hear = (event: KeyboardEvent) => {
      if (keys.isReplay(event) || event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
        return
      if (event.key.length === 1) {
        burst = withKey(burst, event.key, event.timeStamp)
        keys.hold(event)
      } else if (event.key === 'Enter') end(event)
      else if (event.key !== 'Shift') void keys.release()
    }
    const end = (event: KeyboardEvent) => {
      const code = codeOf(burst, event.timeStamp)
      burst = noBurst
      if (code === null) return void keys.release()
      keys.drop()
      event.preventDefault()
      event.stopImmediatePropagation()
      latest.current({ code, field: settle(event.target, code) })
    }
    window.addEventListener('keydown', hear, { capture: true })
    return () => {
      window.removeEventListener('keydown', hear, { capture: true })
      keys.drop()
    }
  }, [enabled])
}

/**
 * Keys pressed outside of fields wait for as long as a scanner needs for the next one, and are heard by the page when none
 * comes: a letter of a code is no shortcut.
 */
function holdKeys() {
  let held: KeyboardEvent[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const replays = new WeakSet<KeyboardEvent>()

  function drop(): KeyboardEvent[] {
    clearTimeout(timer)
    const dropped = held
    held = []
    return dropped
  }

  /** One after the other, each to where the one before has led: J J walks two rows. */
  async function release(): Promise<void> {
    for (const event of drop()) {
      const replay = new KeyboardEvent(event.type, event)
      replays.add(replay)
      ;(document.activeElement ?? document.body).dispatchEvent(replay)
      await Promise.resolve()
    }
  }

  function hold(event: KeyboardEvent): void {
    const isBeginning = /[\p{L}\p{N}]/u.test(event.key)
    if (!isOutside(event.target) || !(isBeginning || held.length > 0)) return
    clearTimeout(timer)
    event.stopImmediatePropagation()
    held.push(event)
    timer = setTimeout(release, fastest)
  }

  return { hold, release, drop, isReplay: (event: KeyboardEvent) => replays.has(event) }
}

const takesKeys =
  'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=menu], [role=listbox]'

const isOutside = (target: EventTarget | null): boolean => !(target instanceof Element && target.closest(takesKeys))

/** Puts the code alone into the field that is meant for it, or takes it out of one that is not. */
function settle(target: EventTarget | null, code: string): HTMLInputElement | null {
  const meant = fieldFor(target)
  if (meant !== target && isField(target) && target.value.endsWith(code))
    write(target, target.value.slice(0, -code.length))
  if (meant) {
    write(meant, code)
    meant.dispatchEvent(new CustomEvent('qm:scan', { detail: code }))
  }
  return meant
}

/** The focused field for codes, or the one of the form that is open: whoever scans there means that form. */
function fieldFor(target: EventTarget | null): HTMLInputElement | null {
  if (target instanceof HTMLInputElement && target.hasAttribute('data-takes-codes')) return target
  const dialog = document.querySelector('[role=dialog][data-state=open]')
  if (dialog) return dialog.querySelector('input[data-takes-codes]')
  return document.querySelector('input[data-takes-codes=anywhere]')
}

const isField = (target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement

/** As if typed, so that React hears of it. */
function write(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
