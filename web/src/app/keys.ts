import { useEffect } from 'react'
import { isTyping } from '../ui/keys.ts'
import { closeOverlay, openKeys, openPalette } from './overlays.ts'

/** The keys of every console page: Ctrl K, ?, and g followed by a section's letter. `go` answers whether it knew the letter. */
export function useConsoleKeys(go: (letter: string) => boolean): void {
  useEffect(() => {
    let isGoing = false
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        return openPalette()
      }
      if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return
      if (document.querySelector('[role=dialog]') && event.key !== 'Escape') return
      if (isGoing) {
        isGoing = false
        if (!go(event.key)) return
        event.preventDefault()
        event.stopPropagation()
        return
      }
      if (event.key === 'g') {
        isGoing = true
        setTimeout(() => {
          isGoing = false
        }, 1200)
      } else if (event.key === '?') openKeys()
      else if (event.key === 'Escape') closeOverlay()
    }
    // Before the page's own keys: the letter after g is not theirs.
    addEventListener('keydown', press, { capture: true })
    return () => removeEventListener('keydown', press, { capture: true })
  }, [go])
}
