import { type RefObject, useEffect, useRef } from 'react'
import { isCovered, isTyping } from '../keys.ts'

type Given = {
  isEnabled: boolean
  /** Where the rows are; each has `data-row` with its id. */
  body: RefObject<HTMLElement | null>
  open?: ((id: string) => void) | undefined
  toggle?: ((id: string, isRange: boolean) => void) | undefined
  /** Whether there was a selection to clear. */
  clear: () => boolean
}

/** J and K walk through the rows, Enter opens, X or the space bar selects, Escape clears. */
export function useRowKeys(given: Given): void {
  const latest = useRef(given)
  useEffect(() => {
    latest.current = given
  })
  useEffect(() => {
    if (!given.isEnabled) return
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || isCovered()) return
      if (press(event, latest.current)) event.preventDefault()
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [given.isEnabled])
}

/** True when the key did something here. */
function press(event: KeyboardEvent, { body, open, toggle, clear }: Given): boolean {
  const row = rowAt(event.target)
  const isOnRow = row !== null && row === event.target
  const key = event.key.toLowerCase()
  if (key === 'j' || key === 'k') return move(body.current, row, key === 'j' ? 1 : -1)
  if (key === 'escape') return clear() || leave(row)
  if (!row) return false
  const id = row.dataset.row as string
  if (key === 'enter' && isOnRow && open) return done(() => open(id))
  if ((key === 'x' || (key === ' ' && isOnRow)) && toggle) return done(() => toggle(id, event.shiftKey))
  return false
}

function move(body: HTMLElement | null, from: HTMLElement | null, step: number): boolean {
  const rows = [...(body?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
  const at = from ? rows.indexOf(from) : step > 0 ? -1 : rows.length
  const next = rows[at + step]
  next?.focus({ preventScroll: true })
  next?.scrollIntoView({ block: 'nearest' })
  return rows.length > 0
}

function leave(row: HTMLElement | null): boolean {
  ;(document.activeElement as HTMLElement | null)?.blur()
  return row !== null
}

function done(act: () => void): true {
  act()
  return true
}

const rowAt = (target: EventTarget | null): HTMLElement | null =>
  target instanceof HTMLElement ? target.closest<HTMLElement>('[data-row]') : null
