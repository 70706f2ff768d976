import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { useMaybeMe } from '../../app/session.ts'

const listeners = new Set<() => void>()

/** A text that this browser keeps for this person; every part that reads it hears of a change, in other tabs too. */
export function useKept(name: string): [string | null, (text: string | null) => void] {
  const me = useMaybeMe()
  const key = `qm.table.${me?.id ?? 'anyone'}.${name}`
  const text = useSyncExternalStore(listen, () => localStorage.getItem(key))
  const keep = useCallback(
    (next: string | null) => {
      write(key, next)
      for (const tell of listeners) tell()
    },
    [key],
  )
  return useMemo(() => [text, keep], [text, keep])
}

function listen(tell: () => void): () => void {
  listeners.add(tell)
  window.addEventListener('storage', tell)
  return () => {
    listeners.delete(tell)
    window.removeEventListener('storage', tell)
  }
}

function write(key: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(key)
    else localStorage.setItem(key, text)
  } catch {
    // A full or forbidden storage costs the view, not the page.
  }
}
