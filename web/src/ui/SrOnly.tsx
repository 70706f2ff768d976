import type { ReactNode } from 'react'

/** Words for screen readers only. */
export function SrOnly({ children, id }: { children: ReactNode; id?: string }) {
  return (
    <span className="sr-only" id={id}>
      {children}
    </span>
  )
}
