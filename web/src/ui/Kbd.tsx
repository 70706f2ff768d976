import type { ReactNode } from 'react'

/** A key's cap. Inside a button it is a hint for the eye; the button itself says it by `aria-keyshortcuts`. */
export function Kbd({ children, hidden = false }: { children: ReactNode; hidden?: boolean }) {
  return (
    <kbd className="kbd" aria-hidden={hidden || undefined}>
      {children}
    </kbd>
  )
}
