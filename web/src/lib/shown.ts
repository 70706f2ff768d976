import { startTransition, useEffect, useState } from 'react'

/** False until the page has been painted once: what it can do without at first waits for that. */
export function useShown(): boolean {
  const [isShown, show] = useState(document.hidden)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => startTransition(() => show(true)))
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [])
  return isShown
}
