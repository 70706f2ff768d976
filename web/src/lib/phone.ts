import { useSyncExternalStore } from 'react'

const narrow = matchMedia('(max-width: 720px)')

/** As the style sheets mean it. For what stands on a phone alone, or never there: hidden, it would be drawn in vain. */
export const usePhone = (): boolean => useSyncExternalStore(watch, () => narrow.matches)

function watch(watcher: () => void): () => void {
  narrow.addEventListener('change', watcher)
  return () => narrow.removeEventListener('change', watcher)
}
