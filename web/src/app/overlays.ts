import { useSyncExternalStore } from 'react'

type Overlay = 'palette' | 'keys' | null

let open: Overlay = null
const watchers = new Set<() => void>()

/** Which of the two overlays that every page has is open. */
export const useOverlay = (): Overlay => useSyncExternalStore(watch, () => open)

export const openPalette = (): void => show('palette')
export const openKeys = (): void => show('keys')
export const closeOverlay = (): void => show(null)

function show(wanted: Overlay): void {
  open = wanted
  for (const watcher of watchers) watcher()
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}
